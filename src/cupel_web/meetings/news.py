"""What is new in a group, for its feed: how it stands, terms of reference that were approved, public meetings and their
minutes.
"""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from cupel_web.groups.models import Approval, Group, Phase
from cupel_web.kernel.models import PublicModel
from cupel_web.kernel.zones import in_zone
from cupel_web.meetings.models import Appointment, MinutesApproval
from cupel_web.notices.news import Entry

MOST = 50
"""Of each kind."""


def group_news(group: PublicModel, now: datetime) -> Iterator[Entry]:
    """The life of the group, and its mandate."""
    if not isinstance(group, Group):
        return
    page = reverse("group", kwargs={"slug": group.slug})
    for phase in Phase.objects.filter(group=group, recorded_at__lte=now).order_by("-pk")[:MOST]:
        title = _("{group} is {state} from {day} on").format(group=group.name, state=phase.state, day=phase.began_on)
        yield Entry(uid=phase.public_id, title=title, text=phase.reason, path=page, at=phase.recorded_at)
    approved = Approval.objects.filter(terms__group=group, recorded_at__lte=now).select_related("terms")
    for approval in approved.order_by("-pk")[:MOST]:
        terms = approval.terms
        yield Entry(
            uid=approval.public_id,
            title=_("Terms of reference, version {number}, approved").format(number=terms.number),
            text=terms.mandate,
            path=reverse("terms", kwargs={"slug": group.slug, "terms": terms.public_id}),
            at=approval.recorded_at,
        )


def meeting_news(group: PublicModel, now: datetime) -> Iterator[Entry]:
    """Public meetings: convened, moved, cancelled, their minutes approved."""
    told = Appointment.objects.filter(meeting__group=group.pk, meeting__is_public=True, set_at__lte=now)
    for each in told.select_related("meeting__group").order_by("-pk")[:MOST]:
        address = {"slug": each.meeting.group.slug, "meeting": each.meeting.public_id}
        yield Entry(uid=each.public_id, title=_told(each), text=each.reason, path=reverse("meeting", kwargs=address),
            at=each.set_at)  # fmt: skip
    public = MinutesApproval.objects.filter(minutes__meeting__group=group.pk, minutes__meeting__is_public=True)
    known = public.filter(approved_at__lte=now).select_related("minutes__meeting__group")
    for approval in known.order_by("-pk")[:MOST]:
        meeting = approval.minutes.meeting
        address = {"slug": meeting.group.slug, "meeting": meeting.public_id, "minutes": approval.minutes.public_id}
        title = _("Minutes approved: {title}").format(title=meeting.title)
        yield Entry(uid=approval.public_id, title=title, text="", path=reverse("minutes", kwargs=address),
            at=approval.approved_at)  # fmt: skip


def _told(appointment: Appointment) -> str:
    begins = f"{in_zone(appointment.starts_at, appointment.zone):%Y-%m-%d %H:%M} {appointment.zone}"
    title = appointment.meeting.title
    if appointment.cancelled:
        return _("Cancelled: {title}, {begins}").format(title=title, begins=begins)
    if appointment.number:
        return _("Moved: {title}, {begins}").format(title=title, begins=begins)
    return _("Meeting: {title}, {begins}").format(title=title, begins=begins)
