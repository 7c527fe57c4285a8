"""Clocks of meetings: minutes to write, to comment on, to approve. They run by the meeting's own days and never pause:
who was there forgets.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cupel_web.groups.clocks import RunningClock
from cupel_web.groups.models import Group
from cupel_web.kernel.clock import day_of
from cupel_web.meetings.models import Circulation
from cupel_web.meetings.queries.minutes import circulated, without_minutes

DAY = timedelta(days=1)


def clocks(groups: Sequence[Group], on: date) -> Iterator[RunningClock]:
    """All of them."""
    for each in without_minutes(on=on).filter(meeting__group__in=groups):
        meeting = each.meeting
        yield RunningClock(
            group=meeting.group, act=_("Write and circulate the minutes"), about=meeting.title,
            path=reverse("meeting", kwargs={"slug": meeting.group.slug, "meeting": meeting.public_id}),
            waiting=meeting.group.name, awaited=_("chair and secretariat"), started=each.day,
            due=each.day + meeting.minutes_days * DAY, term=_days(meeting.minutes_days),
            then=_("It stays on the lists of chair and secretariat."),
        )  # fmt: skip
    for row in circulated().filter(minutes__meeting__group__in=groups):
        yield _to_comment(row) if row.comments_until >= on else _to_approve(row)


def _to_comment(row: Circulation) -> RunningClock:
    meeting, since = row.minutes.meeting, day_of(row.circulated_at)
    lapses = _("Who said nothing has no comment, and the minutes may be approved tacitly.")
    waits = _("Who said nothing has no comment; the minutes may be approved at a meeting.")
    return RunningClock(
        group=meeting.group, act=_("Comment on minutes"), about=meeting.title, path=_path(row),
        waiting=_("chair and secretariat"), awaited=meeting.group.name, started=since, due=row.comments_until,
        term=_days((row.comments_until - since).days), then=lapses if row.tacit else waits,
    )  # fmt: skip


def _to_approve(row: Circulation) -> RunningClock:
    meeting = row.minutes.meeting
    return RunningClock(
        group=meeting.group, act=_("Approve the minutes, or write the next version"), about=meeting.title,
        path=_path(row), waiting=meeting.group.name, awaited=_("chair and secretariat"),
        started=row.comments_until + DAY, due=row.comments_until + meeting.minutes_days * DAY,
        term=_days(meeting.minutes_days), then=_("It stays on the lists of chair and secretariat."),
    )  # fmt: skip


def _path(row: Circulation) -> str:
    meeting = row.minutes.meeting
    address = {"slug": meeting.group.slug, "meeting": meeting.public_id, "minutes": row.minutes.public_id}
    return reverse("minutes", kwargs=address)


def _days(number: int) -> str:
    return ngettext("%(number)s day", "%(number)s days", number) % {"number": number}
