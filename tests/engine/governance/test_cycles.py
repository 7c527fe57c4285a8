"""Revisions: planned days against the calendar, what is late, days of time zones, rules that are data."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.governance.cycles import OPENED, RULES, STAGES, cycle, days, months, rules

from cupel.errors import ProcedureError
from cupel.governance import (
    Awaited,
    Change,
    Clock,
    CycleRules,
    Length,
    Round,
    Stage,
    StageRecord,
    StageRule,
    Unit,
    Window,
    deadlines,
    due,
    ends,
    next_review,
    overdue,
    schedule,
    window_of,
)

DAY = timedelta(days=1)


def test_the_schedule_of_a_revision() -> None:
    planned = schedule(RULES, start=date(2026, 1, 5), change=Change.REVISION)
    assert [(each.rule.key, str(each.planned.first), str(each.planned.last)) for each in planned] == [
        ("proposal", "2026-01-05", "2026-02-05"),
        ("drafting", "2026-02-06", "2026-08-06"),
        ("consultation-1", "2026-08-07", "2026-10-06"),
        ("consultation-2", "2026-10-07", "2026-11-06"),
        ("disposition", "2026-11-07", "2027-01-07"),
        ("approval", "2027-01-08", "2027-02-08"),
        ("publication", "2027-02-09", "2027-02-23"),
        ("transition", "2027-02-24", "2028-02-24"),
    ]


def test_an_urgent_change_has_shorter_rounds_and_one_without_substance_none() -> None:
    urgent = schedule(RULES, start=OPENED, change=Change.URGENT)
    assert [each.planned.days(inclusive=False) for each in urgent if each.rule.stage is Stage.CONSULTATION] == [30, 30]
    editorial = schedule(RULES, start=OPENED, change=Change.EDITORIAL)
    assert [each.rule.stage for each in editorial] == [
        Stage.PROPOSAL, Stage.DRAFTING, Stage.APPROVAL, Stage.PUBLICATION, Stage.TRANSITION,
    ]  # fmt: skip


def test_stages_follow_days_that_were_set_by_hand_and_one_that_is_left_out_takes_no_time() -> None:
    drafting = Window(first=date(2026, 3, 1), last=date(2026, 5, 31))
    fixed = {"drafting": drafting, "consultation-2": None}
    planned = {each.rule.key: each for each in schedule(RULES, start=OPENED, change=Change.NEW, fixed=fixed)}
    assert planned["drafting"].planned == drafting
    assert planned["consultation-1"].planned == Window(first=date(2026, 6, 1), last=date(2026, 7, 31))
    assert planned["consultation-2"].skipped
    assert planned["disposition"].planned.first == date(2026, 8, 1)


starts = st.dates(date(2019, 12, 1), date(2029, 12, 31))


@given(start=starts, inclusive=st.booleans(), change=st.sampled_from(Change))
def test_stages_follow_one_another_without_a_gap_and_last_as_planned(
    start: date, inclusive: bool, change: Change
) -> None:
    planned = schedule(rules(inclusive=inclusive), start=start, change=change)
    assert planned[0].planned.first == start
    for one, following in pairwise(planned):
        assert one.planned.last is not None
        assert following.planned.first == one.planned.last + DAY
    for each in planned:
        assert each.planned.first is not None
        term = each.rule.plan(change).term(inclusive=inclusive)
        assert each.planned.last == due(Clock(term=term, started=each.planned.first))


@given(start=starts, shift=st.integers(0, 400), inclusive=st.booleans())
def test_a_cycle_that_starts_later_ends_no_earlier(start: date, shift: int, inclusive: bool) -> None:
    one, other = (
        schedule(rules(inclusive=inclusive), start=day, change=Change.REVISION)
        for day in (start, start + timedelta(days=shift))
    )
    assert all(a.planned.last <= b.planned.last for a, b in zip(one, other, strict=True))  # type: ignore[operator]


@pytest.mark.parametrize(
    ("adopted", "reviewed", "expected"),
    [
        (date(2021, 2, 9), None, date(2026, 2, 9)),
        (date(2020, 2, 29), None, date(2025, 2, 28)),
        (date(2021, 2, 9), date(2025, 12, 1), date(2030, 12, 1)),
        (date(2023, 3, 1), date(2022, 1, 1), date(2028, 3, 1)),
        (None, date(2024, 1, 1), date(2029, 1, 1)),
        (None, None, None),
    ],
)
def test_the_next_review_follows_the_last_adoption_or_review(
    adopted: date | None, reviewed: date | None, expected: date | None
) -> None:
    for inclusive in (True, False):
        assert next_review(rules(inclusive=inclusive), adopted=adopted, reviewed=reviewed) == expected


def test_without_a_rule_no_review_is_due() -> None:
    assert next_review(replace(RULES, review=None), adopted=OPENED) is None


def at(stage: str, *, started: date | None = None, ended: date | None = None) -> tuple[StageRecord, ...]:
    """The stages of a revision: those before ``stage`` over as planned."""
    planned = schedule(RULES, start=OPENED, change=Change.REVISION)
    here = next(number for number, each in enumerate(planned) if each.rule.key == stage)
    done = tuple(replace(each, started=each.planned.first, ended=each.planned.last) for each in planned[:here])
    return (*done, replace(planned[here], started=started, ended=ended), *planned[here + 1 :])


def test_a_stage_is_late_from_the_day_after_its_last() -> None:
    found = cycle(stages=at("drafting", started=date(2026, 2, 6)))
    assert overdue(found, date(2026, 8, 6)) == ()
    (late,) = overdue(found, date(2026, 8, 10))
    assert (late.awaited, late.stage, late.since, late.due, late.days_late(date(2026, 8, 10))) == (
        Awaited.END, "drafting", date(2026, 2, 6), date(2026, 8, 6), 4,
    )  # fmt: skip


def test_a_stage_that_did_not_start_is_late_and_those_after_it_are_not() -> None:
    (late,) = overdue(cycle(stages=at("drafting")), date(2027, 3, 1))
    assert (late.awaited, late.stage, late.since, late.due) == (
        Awaited.START, "drafting", date(2026, 2, 5), date(2026, 2, 6),
    )  # fmt: skip


def test_nothing_is_awaited_of_what_is_over_or_left_out() -> None:
    done = tuple(replace(each, skipped=True) for each in schedule(RULES, start=OPENED, change=Change.REVISION))
    assert overdue(cycle(stages=done), date(2040, 1, 1)) == ()


def test_answers_are_late_from_the_day_after_their_term() -> None:
    done = tuple(replace(each, skipped=True) for each in schedule(RULES, start=OPENED, change=Change.REVISION))
    held = Round(number=1, window=Window(first=date(2026, 8, 7), last=date(2026, 11, 30)))
    found = replace(cycle(stages=done), rounds=(held,))
    assert overdue(found, date(2027, 2, 28)) == ()
    (late,) = overdue(found, date(2027, 3, 1))
    assert (late.awaited, late.stage, late.since) == (Awaited.ANSWERS, "consultation-1", date(2026, 11, 30))
    answered = replace(found, rounds=(replace(held, answered=date(2027, 3, 2)),))
    assert list(deadlines(answered)) == []
    assert list(deadlines(replace(found, rules=replace(RULES, answers=None)))) == []


ZONES = [
    "UTC",
    "Europe/London",
    "America/New_York",
    "America/Sao_Paulo",
    "Pacific/Apia",
    "Asia/Kolkata",
    "Africa/Cairo",
]


@given(
    first=st.dates(date(2012, 1, 1), date(2030, 12, 1)), length=st.integers(0, 120), zone=st.sampled_from(ZONES),
    hour=st.integers(1, 23),
)  # fmt: skip
def test_a_window_has_the_days_of_its_zone_whatever_its_clocks_do(
    first: date, length: int, zone: str, hour: int
) -> None:
    """Also where midnight does not exist, exists twice, or the day is missing from the calendar at its other end."""
    place = ZoneInfo(zone)
    last = first + timedelta(days=length)
    opens = datetime(first.year, first.month, first.day, hour, tzinfo=place)
    if opens.astimezone(UTC).astimezone(place).date() != first or _missing(last, place):
        return
    closes = ends(last, place)
    found = window_of(opens.astimezone(UTC), closes.astimezone(UTC), place)
    assert (found.first, found.last) == (first, last)
    assert window_of(opens, closes, place) == found


def _missing(day: date, zone: ZoneInfo) -> bool:
    """Whether the zone never had that day: Samoa left one out."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=zone)
    return noon.astimezone(UTC).astimezone(zone).date() != day


def test_one_instant_closes_on_different_days_of_different_zones() -> None:
    opens, closes = datetime(2026, 3, 1, 12, tzinfo=UTC), datetime(2026, 3, 31, 23, 30, tzinfo=UTC)
    lasts = [window_of(opens, closes, ZoneInfo(zone)).last for zone in ("Europe/London", "UTC", "America/New_York")]
    assert lasts == [date(2026, 4, 1), date(2026, 3, 31), date(2026, 3, 31)]


def test_what_closes_at_midnight_closes_with_the_day_before() -> None:
    opens = datetime(2020, 8, 27, 9, tzinfo=UTC)
    assert window_of(opens, datetime(2020, 10, 1, tzinfo=UTC), ZoneInfo("UTC")).days(inclusive=True) == 35


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"stages": (*STAGES, STAGES[0])}, "proposal stands twice"),
        ({"stages": STAGES[:3] + STAGES[4:], "rounds": {Change.NEW: 2}}, "More rounds"),
        ({"stages": (StageRule(stage=Stage.CONSULTATION, number=2, planned=days(30)),)}, "numbered 2"),
        ({"zone": "Europe/Atlantis"}, "no time zone Europe/Atlantis"),
        ({"zone": "../etc/passwd"}, "no time zone"),
    ],
)
def test_rules_that_contradict_themselves_are_refused(change: dict[str, object], message: str) -> None:
    given_rules = {"stages": STAGES, "rounds": MappingProxyType({Change.NEW: 2}), **change}
    with pytest.raises(ProcedureError, match=message):
        CycleRules(**given_rules)  # type: ignore[arg-type]


def test_lengths_and_days_that_mean_nothing_are_refused() -> None:
    with pytest.raises(ProcedureError, match="never runs"):
        Length(number=0, unit=Unit.DAYS)
    with pytest.raises(ProcedureError, match="before it begins"):
        Window(first=OPENED, last=OPENED - DAY)
    planned = schedule(RULES, start=OPENED, change=Change.NEW)[0]
    with pytest.raises(ProcedureError, match="never started"):
        replace(planned, ended=OPENED)
    with pytest.raises(ProcedureError, match="before it begins"):
        replace(planned, started=OPENED, ended=OPENED - DAY)


def test_a_stage_that_started_late_is_shown_with_its_actual_days() -> None:
    planned = schedule(RULES, start=OPENED, change=Change.NEW)[0]
    late = replace(planned, started=date(2026, 3, 1))
    assert late.window == Window(first=date(2026, 3, 1), last=date(2026, 3, 1))


@given(length=st.integers(1, 60), start=starts, free=st.frozensets(starts, max_size=20))
def test_working_days_leave_out_the_holidays_of_the_procedure(length: int, start: date, free: frozenset[date]) -> None:
    last = RULES.last_day(Length(number=length, unit=Unit.WORKING_DAYS), start, holidays=free)
    walked = [start + timedelta(days=n) for n in range(1, (last - start).days + 1)]
    assert sum(day.weekday() < 5 and day not in free for day in walked) == length


def test_months_count_to_the_same_day_or_the_last() -> None:
    assert RULES.last_day(months(1), date(2028, 1, 31)) == date(2028, 2, 29)
    assert rules(inclusive=True).last_day(months(1), date(2026, 3, 1)) == date(2026, 3, 31)
