"""What a meeting must be for an act to make sense."""

from datetime import datetime

from django.utils.translation import gettext as _

from cupel.errors import ProcedureError
from cupel_web.meetings.models import Meeting, MinutesApproval
from cupel_web.meetings.states import MeetingState


def locked(meeting: Meeting) -> Meeting:
    """The meeting as it is now, for a change inside a transaction."""
    found: Meeting = Meeting.objects.select_for_update(of=("self",)).select_related("group").get(pk=meeting.pk)
    return found


def require_to_come(meeting: Meeting, *, now: datetime) -> None:
    """Raise :class:`~cupel.errors.ProcedureError` unless the meeting is still to come."""
    state = meeting.appointment.state(now=now)
    if state is not MeetingState.COMING:
        raise ProcedureError(
            _("This meeting is {state}.").format(state=state.value),
            code="not-to-come",
            remedy=_("Only one that is still to come can be moved, cancelled or answered."),
        )


def require_unsettled(meeting: Meeting) -> Meeting:
    """The meeting as it is now, for a change inside a transaction; raises :class:`~cupel.errors.ProcedureError` for one
    that was cancelled, or whose minutes are approved.
    """
    fresh = locked(meeting)
    if fresh.appointment.cancelled:
        raise ProcedureError(
            _("This meeting is cancelled."), code="meeting-cancelled", remedy=_("Convene another one.")
        )
    if MinutesApproval.objects.filter(minutes__meeting=meeting).exists():
        raise ProcedureError(
            _("The minutes of this meeting are approved: what they say does not change any more."),
            code="minutes-approved",
            remedy=_("Put a correction on the agenda of the next meeting."),
        )
    return fresh


def require_past(moment: datetime, *, now: datetime) -> None:
    """Raise :class:`~cupel.errors.ProcedureError` for a moment that is still to come."""
    if moment > now:
        raise ProcedureError(
            _("{moment} UTC is still to come.").format(moment=moment.strftime("%Y-%m-%d %H:%M")),
            code="to-come",
            remedy=_("Write down what has happened when it has."),
        )
