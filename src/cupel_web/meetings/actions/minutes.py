"""Verbs about minutes: draft, write, circulate, comment, approve."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cupel.errors import ProcedureError
from cupel_web.kernel.clock import day_of
from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.kernel.revisions import claim
from cupel_web.meetings.actions.inviting import persons
from cupel_web.meetings.actions.open_meetings import locked, require_unsettled
from cupel_web.meetings.models import (
    Circulation,
    Meeting,
    Minutes,
    MinutesApproval,
    MinutesRemark,
    MinutesText,
    MinutesWay,
)
from cupel_web.meetings.queries.minutes import content_of, digest_of
from cupel_web.meetings.queries.schedule import invited_to
from cupel_web.meetings.states import MeetingState, MinutesState
from cupel_web.notices.actions import Letter, tell_duty


def draft_minutes(meeting: Meeting, *, by: User | None, now: datetime) -> Minutes:
    """Begin the minutes, or the next version of circulated ones with their texts; raises
    :class:`~cupel.errors.ProcedureError` before the meeting begins and while a draft is open.
    """
    require(by, "meetings.keep", meeting)
    with transaction.atomic():
        fresh = require_unsettled(meeting)
        last: Minutes | None = fresh.minutes.order_by("-number").first()
        _require_no_draft(fresh, last, now=now)
        minutes: Minutes = Minutes.objects.create(
            meeting=fresh, number=last.number + 1 if last else 1, drafted_at=now, drafted_by=by
        )
        texts = {row.item_id: row.text for row in last.texts.all()} if last else {}
        items = fresh.items.filter(removed_at=None)
        MinutesText.objects.bulk_create(
            [MinutesText(minutes=minutes, item=item, text=texts.get(item.pk, "")) for item in items]
        )
        append_event("meetings.minutes_drafted", by=by, about=minutes, scope=fresh.group, now=now,
            number=minutes.number)  # fmt: skip
    return minutes


def write_minutes(text: MinutesText, wording: str, *, revision: int, by: User | None, now: datetime) -> None:
    """What a draft says on an item; raises :class:`~cupel.errors.ProcedureError` once it is circulated, and if somebody
    else wrote since ``revision``.
    """
    minutes = text.minutes
    require(by, "meetings.keep", minutes)
    with transaction.atomic():
        _require(minutes, MinutesState.DRAFT, now=now)
        row, _new = MinutesText.objects.get_or_create(minutes=minutes, item=text.item)
        claim(row, revision=revision)
        row.text = wording
        row.save(update_fields=["text"])
        append_event("meetings.minutes_written", by=by, about=row, scope=minutes.meeting.group, now=now,
            revision=row.revision)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Term:
    """The last day for comments; ``tacit``: approved when it is over and nobody asked for a change."""

    comments_until: date
    tacit: bool = False


def circulate(minutes: Minutes, term: Term, *, by: User | None, now: datetime) -> Circulation:
    """Send a draft to everybody invited, for comments until a day; from now on it does not change.

    Raises :class:`~cupel.errors.ProcedureError` before the competition-law notice is recorded as given.
    """
    require(by, "meetings.keep", minutes)
    with transaction.atomic():
        locked(minutes.meeting)
        _require(minutes, MinutesState.DRAFT, now=now)
        _require_notice(minutes.meeting)
        _require_days(term, now=now)
        content = content_of(minutes)
        circulation: Circulation = Circulation.objects.create(
            minutes=minutes, content=content, sha256=digest_of(content), comments_until=term.comments_until,
            tacit=term.tacit, circulated_at=now, circulated_by=by,
        )  # fmt: skip
        append_event("meetings.minutes_circulated", by=by, about=minutes, scope=minutes.meeting.group, now=now,
            sha256=circulation.sha256, until=term.comments_until.isoformat(), tacit=term.tacit)  # fmt: skip
        _tell(minutes, circulation, now=now)
    return circulation


def comment(minutes: Minutes, text: str, *, asks_change: bool, by: User, now: datetime) -> MinutesRemark:
    """Say that one read circulated minutes, and what should change; raises :class:`~cupel.errors.ProcedureError` when
    the day for it is over.
    """
    require(by, "meetings.comment_minutes", minutes)
    with transaction.atomic():
        _require(minutes, MinutesState.CIRCULATED, now=now)
        remark: MinutesRemark = MinutesRemark.objects.create(
            minutes=minutes, person=by, text=text, asks_change=asks_change, made_at=now
        )
        append_event("meetings.minutes_commented", by=by, about=remark, scope=minutes.meeting.group, now=now,
            minutes=minutes.public_id, asks_change=asks_change)  # fmt: skip
    return remark


def approve_minutes(
    minutes: Minutes, way: MinutesWay, *, at: Meeting | None = None, by: User | None, now: datetime
) -> MinutesApproval:
    """Circulated minutes are approved, at a later meeting (``at``) or tacitly: exactly what was circulated, for ever.

    Raises :class:`~cupel.errors.ProcedureError` while comments may come, for a tacit approval that was not announced or
    that a wanted change stops, and for a meeting that cannot have approved them.
    """
    require(by, "meetings.keep", minutes)
    with transaction.atomic():
        locked(minutes.meeting)
        _require(minutes, MinutesState.COMMENTED, now=now)
        if way is MinutesWay.TACIT:
            _require_silence(minutes)
        else:
            _require_later(minutes, at, now=now)
        approval: MinutesApproval = MinutesApproval.objects.create(
            minutes=minutes, way=way, at=at if way is MinutesWay.MEETING else None,
            sha256=digest_of(minutes.circulation.content), approved_at=now, approved_by=by,
        )  # fmt: skip
        append_event("meetings.minutes_approved", by=by, about=minutes, scope=minutes.meeting.group, now=now,
            sha256=approval.sha256, way=way.value, at=at.public_id if at else "")  # fmt: skip
    return approval


def _require_no_draft(meeting: Meeting, last: Minutes | None, *, now: datetime) -> None:
    if meeting.appointment.state(now=now) is MeetingState.COMING:
        raise ProcedureError(
            _("This meeting has not begun."), code="minutes-early", remedy=_("Write its minutes when it has.")
        )
    if last is not None and not hasattr(last, "circulation"):
        raise ProcedureError(
            _("Version {number} is still a draft.").format(number=last.number),
            code="draft-open",
            remedy=_("Go on with that one."),
        )


def _require(minutes: Minutes, wanted: MinutesState, *, now: datetime) -> None:
    """Read anew, so that of two people who act at once one is told."""
    fresh = Minutes.objects.select_related("circulation", "approval").get(pk=minutes.pk)
    state = fresh.state(on=day_of(now))
    if state is not wanted:
        raise ProcedureError(
            _("This version of the minutes is {state}, not {wanted}.").format(state=state.value, wanted=wanted.value),
            code="minutes-state",
            remedy=_("Look at the meeting for how far its minutes are."),
        )


def _require_notice(meeting: Meeting) -> None:
    if not meeting.notices_given.exists():
        raise ProcedureError(
            _("It is not on record that the competition-law notice was given."),
            code="notice-not-given",
            remedy=_("Record by whom and when it was read out."),
        )


def _require_days(term: Term, *, now: datetime) -> None:
    if term.comments_until <= day_of(now):
        raise ProcedureError(
            _("Nobody could comment until {day}.").format(day=term.comments_until),
            code="comments-over",
            remedy=_("Give a later day."),
        )


def _require_silence(minutes: Minutes) -> None:
    if not minutes.circulation.tacit:
        raise ProcedureError(
            _("A tacit approval was not announced with these minutes."),
            code="not-tacit",
            remedy=_("Approve them at a meeting, or circulate the next version."),
        )
    if minutes.remarks.filter(asks_change=True).exists():
        raise ProcedureError(
            _("Somebody asked for a change."),
            code="change-asked",
            remedy=_("Write the next version, or approve these at a meeting."),
        )


def _require_later(minutes: Minutes, at: Meeting | None, *, now: datetime) -> None:
    earlier = minutes.meeting
    fits = (
        at is not None
        and at.group_id == earlier.group_id
        and at.appointment.starts_at > earlier.appointment.starts_at
        and at.appointment.state(now=now) in {MeetingState.GOING_ON, MeetingState.HELD}
    )
    if not fits:
        raise ProcedureError(
            _("Minutes are approved at a later meeting of the same group that has begun."),
            code="not-later",
            remedy=_("Name that meeting."),
        )


def _tell(minutes: Minutes, circulation: Circulation, *, now: datetime) -> None:
    meeting = minutes.meeting
    address = {"slug": meeting.group.slug, "meeting": meeting.public_id, "minutes": minutes.public_id}
    letter = Letter(
        template="meetings/mail/minutes.txt",
        path=reverse("minutes", kwargs=address),
        values={"meeting": meeting, "circulation": circulation},
    )
    for person in persons(invited_to(meeting.appointment)):
        tell_duty(person, letter, about=minutes, now=now)
