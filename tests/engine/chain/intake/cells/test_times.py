"""Days and instants as people write them."""

from datetime import date, datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cupel.chain.intake.cells.times import date_order, days, instants

MARCH = date(2024, 3, 25)
AFTERNOON = datetime(2024, 3, 25, 14, 30)


def texts(*cells: str | None) -> pl.Series:
    return pl.Series(cells, dtype=pl.String)


@pytest.mark.parametrize(
    "written",
    [
        "2024-03-25", "20240325", "25.03.2024", "2024/03/25", "25 Mar 2024", "25-Mar-2024", "25 March 2024",
        " 2024-03-25 ", "2024-03-25T00:00:00", "25.03.2024 06:00", "2024-03-25T10:00:00Z",
    ],
)  # fmt: skip
def test_a_day_with_one_reading_is_read(written: str) -> None:
    assert days(texts(written)).to_list() == [MARCH]


@pytest.mark.parametrize(
    "written", ["2023-02-30", "31.04.2024", "03/04/2024", "2024", "0024-03-25", "9999-01-01", "yesterday"]
)
def test_a_day_that_cannot_be_is_null(written: str) -> None:
    assert days(texts(written)).to_list() == [None]


@pytest.mark.parametrize(("order", "day"), [("day-first", date(2024, 4, 3)), ("month-first", date(2024, 3, 4))])
def test_slashes_are_read_in_the_order_of_the_file(order: str, day: date) -> None:
    assert days(texts("03/04/2024"), order=order).to_list() == [day]


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["25/03/2024", "01/02/2024"], "day-first"),
        (["03/25/2024"], "month-first"),
        (["01/02/2024"], None),
        (["25/03/2024", "03/25/2024"], None),
        (["2024-03-25"], None),
    ],
)
def test_the_order_shows_only_where_a_day_is_above_twelve(cells: list[str], order: str | None) -> None:
    assert date_order(texts(*cells)) == order


@pytest.mark.parametrize(
    "written",
    [
        "2024-03-25T14:30:00", "2024-03-25 14:30:00.000", "2024-03-25 14:30", "25.03.2024 14:30",
        "2024-03-25T14:30:00Z", "2024-03-25T16:30:00+02:00", "2024-03-25T10:30-0400",
    ],
)  # fmt: skip
def test_an_instant_is_read_as_utc(written: str) -> None:
    assert instants(texts(written)).to_list() == [AFTERNOON]


def test_a_local_clock_keeps_its_own_time() -> None:
    assert instants(texts("2024-03-25T14:30:00+02:00"), to_utc=False).to_list() == [AFTERNOON]


def test_a_day_alone_is_the_start_of_the_day() -> None:
    assert instants(texts("25.03.2024")).to_list() == [datetime(2024, 3, 25)]


def test_typed_timestamps_become_milliseconds_in_utc() -> None:
    cells = pl.Series([AFTERNOON], dtype=pl.Datetime("us")).dt.replace_time_zone("Europe/Berlin")
    assert instants(cells).to_list() == [datetime(2024, 3, 25, 13, 30)]
    assert instants(cells).dtype == pl.Datetime("ms")
    assert days(cells).to_list() == [MARCH]
    assert instants(pl.Series([MARCH])).to_list() == [datetime(2024, 3, 25)]


@given(st.datetimes(datetime(1801, 1, 1), datetime(2199, 1, 1)))
def test_an_iso_instant_survives_to_the_millisecond(moment: datetime) -> None:
    kept = moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    assert instants(texts(kept.isoformat(timespec="milliseconds"))).to_list() == [kept]


@given(st.dates(date(1801, 1, 1), date(2199, 1, 1)), st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%Y/%m/%d", "%d %B %Y"]))
def test_a_day_survives_being_written(day: date, form: str) -> None:
    assert days(texts(day.strftime(form))).to_list() == [day]
