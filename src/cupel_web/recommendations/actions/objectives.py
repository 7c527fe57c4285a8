"""Verbs about objectives of the mission."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cupel.errors import ProcedureError
from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.recommendations.models import Objective, ObjectiveVersion


def add_objective(code: str, *, text: str, on: date, by: User | None, now: datetime) -> Objective:
    """Add an objective with its first text; raises :class:`~cupel.errors.ProcedureError` for a code that is taken."""
    require(by, "recommendations.keep_objectives")
    with transaction.atomic():
        if Objective.objects.filter(code=code).exists():
            raise ProcedureError(
                _("There is an objective {code} already.").format(code=code),
                code="objective-code",
                remedy=_("Give it a code of its own, or reword that one."),
            )
        objective: Objective = Objective.objects.create(code=code, added_at=now)
        append_event("recommendations.objective_added", by=by, about=objective, now=now, code=code)
        _word(objective, text, on=on, by=by, now=now)
    return objective


def reword_objective(objective: Objective, *, text: str, on: date, by: User | None, now: datetime) -> ObjectiveVersion:
    """Another text from a day on; raises :class:`~cupel.errors.ProcedureError` for a day before the latest text."""
    require(by, "recommendations.keep_objectives", objective)
    with transaction.atomic():
        latest = objective.versions.order_by("in_force", "pk").last()
        if latest is not None and on <= latest.in_force:
            raise ProcedureError(
                _("A text is in force from {day} already.").format(day=latest.in_force),
                code="objective-before",
                remedy=_("Give a later day."),
            )
        return _word(objective, text, on=on, by=by, now=now)


def _word(objective: Objective, text: str, *, on: date, by: User | None, now: datetime) -> ObjectiveVersion:
    version: ObjectiveVersion = ObjectiveVersion.objects.create(
        objective=objective, text=text, in_force=on, recorded_at=now, recorded_by=by
    )
    append_event("recommendations.objective_worded", by=by, about=objective, now=now, on=on.isoformat())
    return version
