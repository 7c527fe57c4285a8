"""Dates of instruments against plain counting of days."""

from calendar import isleap, monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cupel.coverage import DateRule, awaiting, days_between, over, remind_from

DAY = timedelta(days=1)
DAYS = st.dates(date(1999, 1, 1), date(2099, 12, 31))
YEARLY = DAYS.filter(lambda day: (day.month, day.day) != (2, 29)).map(lambda day: f"{day:%m-%d}")
RULES = st.one_of(DAYS.map(lambda day: DateRule(on=day)), YEARLY.map(lambda day: DateRule(yearly=day)))


def happens(rule: DateRule, day: date) -> bool:
    """Whether it happens on a day, by looking at the day alone."""
    return rule.on == day or rule.yearly == f"{day:%m-%d}"


@given(YEARLY, DAYS)
def test_what_happens_every_year_happens_once_in_each(yearly: str, day: date) -> None:
    rule = DateRule(yearly=yearly)
    year = [date(day.year, 1, 1) + n * DAY for n in range(366 if isleap(day.year) else 365)]
    found = list(days_between(rule, year[0], year[-1]))
    assert found == [each for each in year if happens(rule, each)]
    assert len(found) == 1


@given(RULES, DAYS)
def test_the_next_time_is_the_first_day_that_fits(rule: DateRule, day: date) -> None:
    coming = next((day + n * DAY for n in range(40_000) if happens(rule, day + n * DAY)), None) if rule.yearly else (
        rule.on if rule.on and rule.on >= day else None
    )  # fmt: skip
    assert rule.first_from(day) == coming


@given(RULES, DAYS)
def test_the_last_time_and_the_next_lie_around_a_day_with_none_between(rule: DateRule, day: date) -> None:
    last, coming = rule.last_before(day), rule.first_from(day)
    assert last is None or (last < day and happens(rule, last))
    assert coming is None or (coming >= day and happens(rule, coming))
    if rule.yearly:
        assert last is not None
        assert coming is not None
        assert 365 <= (coming - last).days <= 366
    else:
        assert (last is None) != (coming is None)


@given(RULES, DAYS, st.integers(1, 30), DAYS)
def test_a_reminder_holds_from_its_first_day_on(rule: DateRule, on: date, months: int, since: date) -> None:
    found = awaiting(rule, on=on, months=months, since=since)
    coming = [day for day in found if day >= on]
    passed = [day for day in found if day < on]
    horizon = on + 32 * months * DAY
    assert coming == [day for day in days_between(rule, on, horizon) if remind_from(day, months=months) <= on]
    last = rule.last_before(on)
    assert passed == ([last] if last is not None and last >= since else [])
    assert over(rule, on=on, since=since) == (passed[0] if passed else None)


@given(DAYS, st.integers(1, 30))
def test_the_first_day_of_a_reminder_has_the_same_number_or_is_the_month_s_last(day: date, months: int) -> None:
    first = remind_from(day, months=months)
    assert (day.year * 12 + day.month) - (first.year * 12 + first.month) == months
    assert first.day == min(day.day, monthrange(first.year, first.month)[1])


def test_a_reminder_begins_on_its_day_and_not_the_day_before() -> None:
    rule = DateRule(on=date(2027, 8, 18))
    since = date(2026, 1, 1)
    assert awaiting(rule, on=date(2027, 2, 17), months=6, since=since) == []
    assert awaiting(rule, on=date(2027, 2, 18), months=6, since=since) == [date(2027, 8, 18)]
    assert awaiting(rule, on=date(2027, 8, 18), months=6, since=since) == [date(2027, 8, 18)]
    assert awaiting(rule, on=date(2028, 8, 18), months=6, since=since) == [date(2027, 8, 18)]


def test_what_was_over_before_it_was_known_awaits_nobody() -> None:
    rule = DateRule(on=date(2027, 8, 18))
    assert over(rule, on=date(2027, 8, 19), since=date(2027, 8, 18)) == date(2027, 8, 18)
    assert over(rule, on=date(2027, 8, 19), since=date(2027, 8, 19)) is None
    assert over(rule, on=date(2027, 8, 18), since=date(2027, 1, 1)) is None


@pytest.mark.parametrize(
    "wrong", [{}, {"on": date(2027, 1, 1), "yearly": "01-01"}, {"yearly": "02-29"}, {"yearly": "6-1"}]
)
def test_a_rule_is_one_day_or_a_day_of_every_year(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"day|month|isoformat"):
        DateRule(**wrong)  # type: ignore[arg-type]
