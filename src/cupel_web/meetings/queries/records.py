"""Records of meetings by what their addresses name; whoever may not know of one finds nothing."""

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from cupel_web.groups.models import Group
from cupel_web.groups.queries.records import group_named
from cupel_web.kernel.models import User
from cupel_web.meetings.models import AgendaItem, CalendarKey, CompetitionNotice, Meeting, Minutes


def group_of_meetings(user: User, slug: str) -> Group:  # noqa: ARG001
    """Groups are public; what may be done with one is the permission's matter."""
    return group_named(slug)


def meeting_read_by(user: object, slug: str, meeting: str) -> Meeting:
    """A meeting that anybody may know of, or that of a group the person enters; else 404."""
    found = get_object_or_404(Meeting.objects.select_related("group"), group__slug=slug, public_id=meeting)
    if not (found.is_public or (isinstance(user, User) and user.has_perm("meetings.enter", found))):
        raise Http404
    return found


def meeting_of(user: User, slug: str, meeting: str) -> Meeting:
    """The same, for acts inside."""
    return meeting_read_by(user, slug, meeting)


def item_of(user: User, slug: str, meeting: str, item: str) -> AgendaItem:
    """An item on the agenda of a meeting whose rooms the person enters; else 404."""
    found = AgendaItem.objects.filter(meeting__public_id=meeting, meeting__group__slug=slug, public_id=item)
    known = get_object_or_404(found.filter(removed_at=None).select_related("meeting__group"))
    if not user.has_perm("meetings.enter", known.meeting):
        raise Http404
    return known


def minutes_read_by(user: object, slug: str, meeting: str, minutes: str) -> Minutes:
    """Approved minutes of a public meeting for anybody; circulated ones for those inside, drafts for their writers."""
    met = meeting_read_by(user, slug, meeting)
    records = met.minutes.filter(public_id=minutes).select_related("meeting__group", "circulation", "approval__at")
    found = get_object_or_404(records)
    if isinstance(user, User) and user.has_perm("meetings.read_minutes", found):
        return found
    if not (met.is_public and hasattr(found, "approval")):
        raise Http404
    return found


def minutes_of(user: User, slug: str, meeting: str, minutes: str) -> Minutes:
    """The same, for acts inside."""
    return minutes_read_by(user, slug, meeting, minutes)


def text_of(user: User, slug: str, meeting: str, minutes: str, item: str) -> tuple[Minutes, AgendaItem]:
    """A version of the minutes and an item they tell of; else 404."""
    return minutes_read_by(user, slug, meeting, minutes), item_of(user, slug, meeting, item)


def calendar_with(secret: str) -> CalendarKey:
    """The calendar whose address holds this secret; else 404."""
    known = CalendarKey.objects.filter(key=CalendarKey.key_of(secret), ended_at=None, person__is_active=True)
    return get_object_or_404(known.select_related("person"))


def competition_notices() -> QuerySet[CompetitionNotice]:
    """Every version, newest first."""
    return CompetitionNotice.objects.order_by("-number")
