"""Days and instants as people write them."""

from functools import partial

import polars as pl

from cupel.chain.intake.cells.ladder import Reading, climb, without

FIRST_YEAR, LAST_YEAR = 1800, 2200
_PAIRED = r"^(\d{1,2})[/-](\d{1,2})[/-]\d{4}"
_ISO = ("%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M")
_ZONED = ("%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%d %H:%M:%S%.f%#z", "%Y-%m-%dT%H:%M%#z")


def days(cells: pl.Series, *, order: str | None = None) -> pl.Series:
    """Cells as days; null where a cell is no day that exists, or where its day and month cannot be told apart."""
    if cells.dtype == pl.Date:
        return _plausible(cells)
    if isinstance(cells.dtype, pl.Datetime):
        return _plausible(_naive(cells, to_utc=False).dt.date())
    forms = ("%Y-%m-%d", "%Y-%m-%d", "%Y%m%d", *_day_forms(order))
    readings: list[Reading] = [partial(_day, form=form) for form in forms]
    return _plausible(climb(cells.cast(pl.String), [*readings, partial(_day_of_instant, order=order)]))


def instants(cells: pl.Series, *, order: str | None = None, to_utc: bool = True) -> pl.Series:
    """Cells as timestamps of milliseconds without zone: UTC, or the wall clock as written where ``to_utc`` is false."""
    if isinstance(cells.dtype, pl.Datetime):
        return _plausible(_naive(cells, to_utc=to_utc))
    if cells.dtype == pl.Date:
        return _plausible(cells.cast(pl.Datetime("ms")))
    readings = _instant_readings(order, to_utc=to_utc)
    return _plausible(climb(cells.cast(pl.String), [readings[0], *readings, partial(_day_start, order=order)]))


def date_order(cells: pl.Series) -> str | None:
    """``day-first`` or ``month-first`` where dates such as 25/03/2024 show it; ``None`` where none does or both do."""
    text = cells.str.strip_chars()
    first, second = (bool((text.str.extract(_PAIRED, group).cast(pl.Int64) > 12).any()) for group in (1, 2))
    if first == second:
        return None
    return "day-first" if first else "month-first"


def _day_forms(order: str | None) -> tuple[str, ...]:
    paired = {"day-first": ("%d/%m/%Y", "%d-%m-%Y"), "month-first": ("%m/%d/%Y", "%m-%d-%Y"), None: ()}[order]
    return ("%d.%m.%Y", "%Y/%m/%d", "%d %b %Y", "%d-%b-%Y", "%d %B %Y", *paired)


def _instant_readings(order: str | None, *, to_utc: bool) -> list[Reading]:
    clocks = [f"{day} {clock}" for day in _day_forms(order) for clock in ("%H:%M:%S%.f", "%H:%M")]
    plain: list[Reading] = [partial(_instant, form=form) for form in (*_ISO, *clocks)]
    zoned: list[Reading] = [partial(_zoned, form=form, to_utc=to_utc) for form in _ZONED]
    return [plain[0], *zoned[:1], *plain[1:], *zoned[1:]]


def _day(text: pl.Series, *, form: str) -> pl.Series:
    return text.str.to_date(form, strict=False)


def _day_of_instant(text: pl.Series, *, order: str | None) -> pl.Series:
    return climb(text, _instant_readings(order, to_utc=False)).dt.date()


def _day_start(text: pl.Series, *, order: str | None) -> pl.Series:
    return climb(text, [partial(_day, form=form) for form in ("%Y-%m-%d", *_day_forms(order))]).cast(pl.Datetime("ms"))


def _instant(text: pl.Series, *, form: str) -> pl.Series:
    return text.str.to_datetime(form, time_unit="ms", strict=False)


def _zoned(text: pl.Series, *, form: str, to_utc: bool) -> pl.Series:
    if not to_utc:
        text = text.str.replace(r"(Z|[+-]\d\d:?\d\d)$", "Z")
    return text.str.to_datetime(form, time_unit="ms", time_zone="UTC", strict=False).dt.replace_time_zone(None)


def _naive(cells: pl.Series, *, to_utc: bool) -> pl.Series:
    zone = getattr(cells.dtype, "time_zone", None)
    if zone and to_utc:
        cells = cells.dt.convert_time_zone("UTC")
    return cells.dt.replace_time_zone(None).dt.cast_time_unit("ms")


def _plausible(values: pl.Series) -> pl.Series:
    return without(values, values.dt.year().is_between(FIRST_YEAR, LAST_YEAR))
