"""The chair of the group that watches is reminded, within the window, until a date is dealt with or taken up."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from tests.web.people_at_work import NOON
from tests.web.regulations_at_work import APPLIES, event_added, event_of
from tests.web.scheme_at_work import Scheme, person
from tests.web.work_at_work import accepted

from cupel.coverage import DateRule
from cupel.errors import ProcedureError
from cupel_web.groups.actions import grant_access
from cupel_web.groups.models import AccessRole
from cupel_web.kernel.duties import Duty, duties_of
from cupel_web.kernel.models import Event, User
from cupel_web.regulations.actions import Watching, change_watch, deal_with_date, withdraw_entry
from cupel_web.regulations.models import Instrument
from cupel_web.regulations.queries.dates import Occurrence
from cupel_web.regulations.queries.records import instrument_named
from cupel_web.work.actions import About, link_instrument, propose_issues, unlink

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TODAY = NOON.date()


def reminded(who: User, *, on: date) -> list[Duty]:
    return [each for each in duties_of(who, on=on) if each.path.startswith("/regulations/")]


def days(who: User, *, on: date) -> list[date | None]:
    return [each.due for each in reminded(who, on=on)]


def watch(instrument: Instrument, scheme: Scheme, *, months: int) -> None:
    known = instrument_named(instrument.code)
    change_watch(known, Watching(group=scheme.group, months=months), revision=known.revision, by=None, now=NOON)


def noon_of(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def test_what_is_near_awaits_the_chair_and_says_what_is_from_memory(alpha: Instrument, chair: User) -> None:
    first, second = reminded(chair, on=TODAY)
    assert (first.due, first.about) == (date(2025, 7, 31), "ALPHA: Report (unverified)")
    assert (second.due, second.about, second.since) == (APPLIES, "ALPHA: Applies", TODAY)


@pytest.mark.parametrize("role", ["member", "observer", "secretary", "officer"])
def test_it_awaits_nobody_else(role: str, alpha: Instrument, request: pytest.FixtureRequest) -> None:
    assert reminded(request.getfixturevalue(role), on=TODAY) == []


def test_the_chair_of_another_group_is_not_reminded(alpha: Instrument, scheme: Scheme) -> None:
    other = person("other@example.org")
    grant_access(scheme.council, person=other, role=AccessRole.CHAIR, by=None, now=NOON)
    assert reminded(other, on=TODAY) == []
    known = instrument_named("ALPHA")
    change_watch(known, Watching(group=scheme.council, months=6), revision=known.revision, by=None, now=NOON)
    assert len(reminded(other, on=TODAY)) == 2


@pytest.mark.parametrize(
    ("day", "there"), [(date(2026, 2, 14), False), (date(2026, 2, 15), True), (date(2026, 8, 15), True)]
)
def test_the_window_opens_on_its_day(day: date, there: bool, alpha: Instrument, chair: User) -> None:
    event_added(alpha, DateRule(on=date(2026, 8, 15)))
    assert (date(2026, 8, 15) in days(chair, on=day)) is there


def test_the_secretariat_sets_how_long_before(alpha: Instrument, scheme: Scheme, chair: User) -> None:
    watch(alpha, scheme, months=2)
    assert days(chair, on=TODAY) == [date(2025, 7, 31)]
    assert days(chair, on=date(2025, 7, 1)) == [date(2025, 7, 31), APPLIES]
    watch(alpha, scheme, months=15)
    assert days(chair, on=TODAY) == [date(2025, 7, 31), APPLIES, date(2026, 7, 31)]


def test_a_date_that_is_over_stays_until_it_is_dealt_with(alpha: Instrument, chair: User) -> None:
    late = reminded(chair, on=APPLIES + DAY)
    assert [each.due for each in late if each.is_overdue(APPLIES + DAY)] == [date(2025, 7, 31), APPLIES]
    occurrence = Occurrence(event=event_of("applies"), on=APPLIES)
    deal_with_date(occurrence, reason="Read.", by=chair, now=noon_of(APPLIES))
    assert APPLIES not in days(chair, on=APPLIES + DAY)


def test_what_was_over_before_it_was_known_awaits_nobody(alpha: Instrument, chair: User) -> None:
    assert date(2021, 1, 1) not in days(chair, on=TODAY)


def test_dealing_with_one_year_says_nothing_of_the_next(alpha: Instrument, chair: User) -> None:
    deal_with_date(Occurrence(event=event_of("report"), on=date(2025, 7, 31)), reason="x", by=chair, now=NOON)
    assert days(chair, on=date(2026, 7, 1))[-1] == date(2026, 7, 31)
    assert date(2025, 7, 31) not in days(chair, on=date(2026, 7, 1))


def test_a_date_is_dealt_with_once_and_the_log_holds_no_words(alpha: Instrument, chair: User) -> None:
    occurrence = Occurrence(event=event_of("applies"), on=APPLIES)
    deal_with_date(occurrence, reason="A secret reason.", by=chair, now=NOON)
    with pytest.raises(ProcedureError, match="has dealt with"):
        deal_with_date(occurrence, reason="Again.", by=chair, now=NOON)
    event = Event.objects.get(action="regulations.date_dealt_with")
    assert event.facts == {"on": "2025-09-01"}
    assert event.actor == chair.public_id


def test_an_issue_about_the_date_takes_the_reminder_away_and_its_end_brings_it_back(
    alpha: Instrument, scheme: Scheme, chair: User
) -> None:
    issue = accepted(scheme.group)
    event = event_of("applies")
    link = link_instrument(issue, About(instrument=alpha, event=event, on=APPLIES), by=chair, now=NOON)
    assert days(chair, on=TODAY) == [date(2025, 7, 31)]
    unlink(link, by=chair, now=NOON)
    assert days(chair, on=TODAY) == [date(2025, 7, 31), APPLIES]


def test_an_issue_about_the_whole_instrument_takes_no_date_away(alpha: Instrument, scheme: Scheme, chair: User) -> None:
    link_instrument(accepted(scheme.group), About(instrument=alpha), by=chair, now=NOON)
    assert len(days(chair, on=TODAY)) == 2


def test_an_issue_that_the_machine_proposed_takes_the_reminder_away(alpha: Instrument, chair: User) -> None:
    propose_issues(now=noon_of(APPLIES + DAY))
    assert [day for day in days(chair, on=APPLIES + DAY) if day and day <= APPLIES] == []


def test_what_is_withdrawn_awaits_nobody(alpha: Instrument, chair: User) -> None:
    added = event_added(alpha, DateRule(on=date(2025, 8, 1)))
    assert date(2025, 8, 1) in days(chair, on=TODAY)
    withdraw_entry(added, reason="Misread.", by=None, now=NOON)
    assert date(2025, 8, 1) not in days(chair, on=TODAY)


def test_what_nobody_watches_awaits_nobody(alpha: Instrument, chair: User) -> None:
    known = instrument_named("ALPHA")
    change_watch(known, Watching(group=None, months=6), revision=known.revision, by=None, now=NOON)
    assert days(chair, on=TODAY) == []
