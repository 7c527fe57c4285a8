"""Clocks: windows of record, a calendar walked day by day, and what must hold for any clock."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cupel.errors import ProcedureError
from cupel.governance import (
    Clock,
    ClockState,
    Pause,
    Term,
    Unit,
    days_between,
    days_late,
    due,
    ends,
    last_start,
    reminder_day,
    state,
)

START = date(2026, 3, 2)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@st.composite
def pauses(draw: st.DrawFn) -> Pause:
    first = draw(st.dates(date(2026, 1, 1), date(2026, 12, 31)))
    return Pause(first=first, last=first + timedelta(days=draw(st.integers(0, 40))), reason="waits for the owner")


clocks = st.builds(
    Clock,
    term=st.builds(Term, length=st.integers(1, 40), unit=st.sampled_from(Unit), inclusive=st.booleans()),
    started=st.dates(date(2025, 12, 1), date(2026, 12, 31)),
    pauses=st.lists(pauses(), max_size=3).map(tuple),
    holidays=st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=10),
)


@pytest.mark.parametrize(
    ("first", "last", "exclusive"),
    [
        (date(2020, 8, 27), date(2020, 9, 30), 34),
        (date(2022, 5, 2), date(2022, 7, 1), 60),
        (date(2023, 3, 1), date(2023, 4, 1), 31),
        (date(2024, 10, 16), date(2024, 12, 16), 61),
        (date(2016, 8, 12), date(2016, 10, 10), 59),
        (date(2017, 3, 22), date(2017, 4, 20), 29),
    ],
)
def test_windows_of_record(first: date, last: date, exclusive: int) -> None:
    """Public consultations whose days were announced: some counted the first day, some did not."""
    assert days_between(first, last, inclusive=False) == exclusive
    assert days_between(first, last, inclusive=True) == exclusive + 1
    for inclusive in (False, True):
        term = Term(length=exclusive + inclusive, unit=Unit.DAYS, inclusive=inclusive)
        assert due(Clock(term=term, started=first)) == last


@pytest.mark.parametrize(
    ("started", "length", "unit", "expected"),
    [
        (date(2026, 1, 31), 1, Unit.MONTHS, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, Unit.MONTHS, date(2028, 2, 29)),
        (date(2026, 11, 30), 3, Unit.MONTHS, date(2027, 2, 28)),
        (date(2024, 2, 29), 1, Unit.YEARS, date(2025, 2, 28)),
        (date(2026, 12, 15), 2, Unit.WEEKS, date(2026, 12, 29)),
        (date(2026, 3, 6), 1, Unit.WORKING_DAYS, date(2026, 3, 9)),
        (date(2026, 3, 2), 20, Unit.WORKING_DAYS, date(2026, 3, 30)),
    ],
)
def test_terms_end_on_a_day(started: date, length: int, unit: Unit, expected: date) -> None:
    assert due(Clock(term=Term(length=length, unit=unit), started=started)) == expected


@given(clock=clocks)
def test_working_days_are_those_of_numpy(clock: Clock) -> None:
    clock = replace(clock, term=replace(clock.term, unit=Unit.WORKING_DAYS, inclusive=False), pauses=())
    nth = np.busday_offset(clock.started, 0, roll="backward", holidays=sorted(clock.holidays))
    expected = np.busday_offset(nth, clock.term.length, holidays=sorted(clock.holidays))
    assert due(clock) == expected.astype(date)


@given(clock=clocks)
def test_pauses_add_the_days_that_they_take(clock: Clock) -> None:
    """Of calendar terms: as many days later as days paused before the new due day."""
    if clock.term.unit is Unit.WORKING_DAYS:
        return
    without, last = due(replace(clock, pauses=())), due(clock)
    assert without is not None
    assert last is not None
    first = clock.started if clock.term.inclusive else clock.started + timedelta(days=1)
    walked = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    paused = sum(any(pause.covers(day) for pause in clock.pauses) for day in walked)
    assert last == without + timedelta(days=paused)


@given(clock=clocks, today=days)
def test_a_clock_is_overdue_after_its_last_day_only(clock: Clock, today: date) -> None:
    last = due(clock)
    assert last is not None
    assert (state(clock, today) is ClockState.OVERDUE) == (today > last)
    assert days_late(clock, today) == max((today - last).days, 0)


def test_a_pause_without_end_keeps_a_clock_from_running_out() -> None:
    term = Term(length=10, unit=Unit.DAYS)
    waiting = Clock(
        term=term, started=START, pauses=(Pause(first=date(2026, 3, 10), last=None, reason="waits for a reply"),)
    )
    assert (due(waiting), state(waiting, date(2027, 1, 1)), days_late(waiting, date(2027, 1, 1))) == (
        None,
        ClockState.PAUSED,
        0,
    )
    afterwards = replace(waiting, pauses=(replace(waiting.pauses[0], first=date(2026, 3, 13)),))
    assert due(afterwards) == date(2026, 3, 12)


def test_a_stopped_clock_was_late_or_not() -> None:
    clock = Clock(term=Term(length=10, unit=Unit.DAYS), started=START, stopped=date(2026, 3, 15))
    assert state(clock, date(2026, 3, 14)) is ClockState.OVERDUE
    assert state(clock, date(2026, 5, 1)) is ClockState.STOPPED
    assert days_late(clock, date(2026, 5, 1)) == 3


def test_a_day_ends_at_an_instant_of_its_zone() -> None:
    assert ends(date(2026, 3, 28), ZoneInfo("Europe/Brussels")).astimezone(UTC) == datetime(2026, 3, 28, 23, tzinfo=UTC)
    assert ends(date(2026, 3, 29), ZoneInfo("Europe/Brussels")).astimezone(UTC) == datetime(2026, 3, 29, 22, tzinfo=UTC)


def test_terms_and_pauses_that_mean_nothing_are_refused() -> None:
    with pytest.raises(ProcedureError, match="A term of 0 days never runs"):
        Term(length=0, unit=Unit.DAYS)
    with pytest.raises(ProcedureError, match="A pause without a reason"):
        Pause(first=START, last=None, reason=" ")
    with pytest.raises(ProcedureError, match="before it begins on 2026-03-02"):
        Pause(first=START, last=date(2026, 3, 1), reason="a slip")


@given(st.dates(date(2026, 1, 1), date(2026, 2, 28)), st.integers(0, 40), st.sets(st.integers(0, 50)),
    st.integers(-5, 90))  # fmt: skip
def test_reminders_come_on_the_days_that_a_walk_through_the_calendar_finds(
    since: date, length: int, before: set[int], age: int
) -> None:
    last, today = since + timedelta(days=length), since + timedelta(days=age)
    found = None
    for number in range(max(age, 0) + 1):
        day = since + timedelta(days=number)
        left = (last - day).days
        if (left >= 0 and left in before and day > since) or (left < 0 and left % 7 == 6):
            found = day if day <= today else found
    assert reminder_day(since=since, last=last, before=before, today=today) == found


def test_whoever_is_told_late_is_reminded_of_what_comes_after() -> None:
    days = {START + timedelta(days=number): reminder_day(since=START, last=START + timedelta(days=3), before=[7, 1],
        today=START + timedelta(days=number)) for number in range(12)}  # fmt: skip
    assert [day for day, found in days.items() if day == found] == [
        date(2026, 3, 4), date(2026, 3, 6), date(2026, 3, 13),
    ]  # fmt: skip


terms = st.builds(
    Term,
    length=st.integers(1, 70),
    unit=st.sampled_from([Unit.DAYS, Unit.WEEKS, Unit.MONTHS]),
    inclusive=st.booleans(),
)


@given(terms | st.builds(Term, length=st.integers(1, 6), unit=st.just(Unit.YEARS)), days)
def test_what_started_until_the_last_start_is_over_and_what_started_later_is_not(term: Term, over_on: date) -> None:
    latest = last_start(term, over_on=over_on)
    for shift in range(-3, 4):
        started = latest + timedelta(days=shift)
        assert (state(Clock(term=term, started=started), over_on) is ClockState.OVERDUE) == (started <= latest)


def test_working_days_have_no_last_start() -> None:
    with pytest.raises(ProcedureError):
        last_start(Term(length=3, unit=Unit.WORKING_DAYS), over_on=START)
