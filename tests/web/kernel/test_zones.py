"""Times of day and instants, across changes of daylight-saving time."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cupel.errors import ProcedureError
from cupel_web.kernel.zones import in_zone, instant

ZONES = ("Europe/London", "America/Santiago", "Asia/Shanghai", "UTC", "Australia/Lord_Howe", "Asia/Kathmandu")


@pytest.mark.parametrize(
    ("zone", "local", "utc"),
    [
        ("Europe/London", datetime(2026, 3, 28, 15), datetime(2026, 3, 28, 15, tzinfo=UTC)),
        ("Europe/London", datetime(2026, 3, 29, 15), datetime(2026, 3, 29, 14, tzinfo=UTC)),
        ("America/Santiago", datetime(2026, 4, 4, 15), datetime(2026, 4, 4, 18, tzinfo=UTC)),
        ("America/Santiago", datetime(2026, 4, 5, 15), datetime(2026, 4, 5, 19, tzinfo=UTC)),
        ("Asia/Shanghai", datetime(2026, 3, 29, 15), datetime(2026, 3, 29, 7, tzinfo=UTC)),
    ],
)
def test_a_time_of_day_is_an_instant_by_the_clocks_of_its_day(zone: str, local: datetime, utc: datetime) -> None:
    assert instant(local, zone) == utc
    assert in_zone(utc, zone).replace(tzinfo=None) == local


def test_a_time_that_clocks_skip_is_refused() -> None:
    with pytest.raises(ProcedureError) as refused:
        instant(datetime(2026, 3, 29, 1, 30), "Europe/London")
    assert refused.value.code == "skipped-time"


def test_of_a_time_that_comes_twice_the_first_is_meant() -> None:
    assert instant(datetime(2026, 10, 25, 1, 30), "Europe/London") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@given(
    st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2035, 1, 1)).map(
        lambda when: when.replace(tzinfo=UTC)
    ),
    st.sampled_from(ZONES),
)
def test_what_clocks_show_leads_back_to_the_instant_or_to_its_first_occurrence(moment: datetime, zone: str) -> None:
    shown = in_zone(moment, zone)
    back = instant(shown.replace(tzinfo=None), zone)
    assert back == moment or (shown.fold == 1 and timedelta(0) < moment - back <= timedelta(hours=1))
    assert back.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == shown.replace(tzinfo=None)
