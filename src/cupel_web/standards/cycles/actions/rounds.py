"""Say when a round of consultation opens and closes, and when its answers were public."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cupel.errors import ProcedureError
from cupel.governance import Stage
from cupel_web.kernel.clock import day_of
from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.kernel.revisions import claim
from cupel_web.standards.cycles.actions.standing import finish, not_so
from cupel_web.standards.models import Cycle, RoundFact


@dataclass(frozen=True, kw_only=True)
class RoundNews:
    """When a round opens and closes, and the number of days it is announced with."""

    number: int
    opens_at: datetime
    closes_at: datetime
    announced: int | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Answers:
    """Since when the answers to a round's comments are public."""

    number: int
    answered_on: date


def set_round(cycle: Cycle, news: RoundNews, *, revision: int, by: User | None, now: datetime) -> RoundFact:
    """Say when a round opens and closes; once it was said, a change needs a reason. Raises
    :class:`~cupel.errors.ProcedureError` for days that cannot be, and for a stale ``revision``.
    """
    require(by, "standards.run_cycle", cycle)
    with transaction.atomic():
        claim(cycle, revision=revision)
        known = _round(cycle, news.number)
        if news.closes_at <= news.opens_at:
            raise ProcedureError(
                _("The round closes before it opens."), code="round", remedy=_("Correct one of the two moments.")
            )
        if known is not None and not news.reason:
            raise ProcedureError(
                _("The days of this round were announced already."), code="round-reason",
                remedy=_("Say why they change; the reason is public."),
            )  # fmt: skip
        rules = cycle.procedure.procedure.cycle
        made: RoundFact = RoundFact.objects.create(
            cycle=cycle, number=news.number, opens_at=news.opens_at, closes_at=news.closes_at,
            zone=rules.zone if rules is not None else "UTC", announced=news.announced, reason=news.reason,
            answered_on=known.answered_on if known is not None else None, recorded_at=now, recorded_by=by,
        )  # fmt: skip
        finish(cycle, day_of(now))
        append_event(
            "standards.round_set", by=by, about=cycle, scope=cycle.group, now=now, round=news.number,
            opens=news.opens_at.isoformat(), closes=news.closes_at.isoformat(),
        )  # fmt: skip
    return made


def record_answers(cycle: Cycle, news: Answers, *, revision: int, by: User | None, now: datetime) -> RoundFact:
    """The answers to a round's comments are public; raises :class:`~cupel.errors.ProcedureError` for a round that was
    not over on that day, for a day to come, and for a stale ``revision``.
    """
    require(by, "standards.run_cycle", cycle)
    with transaction.atomic():
        claim(cycle, revision=revision)
        known = _round(cycle, news.number)
        if known is None or day_of(known.closes_at) > news.answered_on or news.answered_on > day_of(now):
            raise ProcedureError(
                _("The round was not over on that day, or the day is still to come."), code="answers",
                remedy=_("Give the day on which the answers were published, after the end of the round."),
            )  # fmt: skip
        made: RoundFact = RoundFact.objects.create(
            cycle=cycle, number=news.number, opens_at=known.opens_at, closes_at=known.closes_at, zone=known.zone,
            announced=known.announced, answered_on=news.answered_on, recorded_at=now, recorded_by=by,
        )  # fmt: skip
        append_event(
            "standards.answers_published", by=by, about=cycle, scope=cycle.group, now=now, round=news.number,
            on=news.answered_on.isoformat(),
        )  # fmt: skip
    return made


def _round(cycle: Cycle, number: int) -> RoundFact | None:
    """What holds of a round; raises :class:`~cupel.errors.ProcedureError` where the cycle has no such round."""
    rules = cycle.procedure.procedure.cycle
    numbers = [each.number for each in rules.stages if each.stage is Stage.CONSULTATION] if rules is not None else []
    if number not in numbers:
        raise not_so(_("The cycle has no such round."))
    return cycle.round_facts.filter(number=number).order_by("-pk").first()
