"""Open a draft of a new edition, and close it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cupel.errors import ProcedureError
from cupel.standard.drafting import finished
from cupel_web.drafting.actions.editing import locked
from cupel_web.drafting.models import Closing, Draft, Outcome
from cupel_web.drafting.queries.reading import Reading, begun_of, reading_of
from cupel_web.groups.models import Group
from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.standards.actions import freeze_edition
from cupel_web.standards.models import EditionText


@dataclass(frozen=True, kw_only=True)
class NewDraft:
    """A draft of ``edition``, which begins as the edition ``base`` and is drawn up in ``language`` (BCP 47)."""

    standard: str
    base: str
    edition: str
    purpose: str
    language: str = "en"


def open_draft(group: Group, wanted: NewDraft, *, by: User | None, now: datetime) -> Draft:
    """Open a draft; raises :class:`~cupel.errors.ProcedureError` where another one of this edition is open, and
    :class:`~cupel.errors.StandardError` where the base cannot be drafted from or the edition exists.
    """
    require(by, "drafting.open", group)
    draft = Draft(group=group, opened_at=now, opened_by=by, **vars(wanted))
    begun_of(draft)
    with transaction.atomic():
        group_locked = Group.objects.select_for_update().get(pk=group.pk)
        same = Draft.objects.filter(standard=wanted.standard, edition=wanted.edition)
        if same.exclude(closing__outcome=Outcome.ABANDONED).exists():
            raise ProcedureError(
                _("There is a draft of {edition} already.").format(edition=draft),
                code="draft-twice",
                remedy=_("Go on with it, close it first, or give this one another name."),
            )
        draft.save()
        append_event(
            "drafting.opened", by=by, about=draft, scope=group_locked, now=now, standard=draft.standard,
            base=draft.base, edition=draft.edition,
        )  # fmt: skip
    return draft


def freeze_draft(draft: Draft, *, by: User | None, now: datetime) -> EditionText:
    """Keep the draft as it is now, to consult on; later edits do not change that. Raises
    :class:`~cupel.errors.ProcedureError` where the draft has mistakes.
    """
    require(by, "drafting.freeze", draft)
    reading = reading_of(draft)
    _require_sound(reading)
    with transaction.atomic():
        text = freeze_edition(finished(reading.state), reading.edition, now=now)
        append_event(
            "drafting.frozen", by=by, about=draft, scope=draft.group, now=now, manifest=text.manifest_hash,
            edits=reading.number,
        )  # fmt: skip
    return text


def close_draft(draft: Draft, outcome: Outcome, *, reason: str, by: User | None, now: datetime) -> Closing:
    """Edit it no more; raises :class:`~cupel.errors.ProcedureError` where it is closed, or is to be finished and has
    mistakes.
    """
    require(by, "drafting.close", draft)
    with transaction.atomic():
        found = locked(draft)
        reading = reading_of(found)
        if outcome is Outcome.FINISHED:
            _require_sound(reading)
        made: Closing = Closing.objects.create(
            draft=found, outcome=outcome, reason=reason, manifest_hash=reading.edition.manifest_hash, closed_at=now,
            closed_by=by,
        )  # fmt: skip
        append_event(
            "drafting.closed", by=by, about=found, scope=found.group, now=now, outcome=outcome.value,
            manifest=made.manifest_hash, edits=reading.number,
        )  # fmt: skip
    return made


def _require_sound(reading: Reading) -> None:
    if reading.mistakes:
        raise ProcedureError(
            _("Something in the draft is wrong."),
            code="draft-mistakes",
            remedy=_("Put it right first; the draft's page lists it."),
        )
