"""Numbers as people write them: thousands separators, decimal commas; never guessed where two readings exist."""

from decimal import Decimal
from fractions import Fraction
from functools import partial

import polars as pl

from cupel.chain.intake.cells.ladder import climb, without
from cupel.chain.tables import MAX_MASS_G

LARGEST = 10 * MAX_MASS_G
"""No figure of any books is larger; a larger one is no number here, so that sums cannot overflow."""

EXACT = pl.Decimal(38, 12)
_BLANK_GROUPS = r"[ \u00a0\u202f'’{}]"
_WRITTEN = {
    "point": r"^[+-]?(\d+|\d{1,3}([ \u00a0\u202f'’,]\d{3})+)?(\.\d*)?([eE][+-]?\d+)?$",
    "comma": r"^[+-]?(\d+|\d{1,3}([ \u00a0\u202f'’.]\d{3})+)?(,\d*)?([eE][+-]?\d+)?$",
    None: r"^[+-]?(\d+|\d{1,3}([ \u00a0\u202f'’]\d{3})+|0?[.,]\d+|\d+[.,](\d{1,2}|\d{4,})|\d{4,}[.,]\d{3})$",
}
"""Numbers by decimal mark. ``None``: the mark is not known, so 1,234 and 1.234 have two readings and are none."""

_SHOWS = r"^[+-]?(\d+{mark}(\d{{1,2}}|\d{{4,}})|0?{mark}\d+|\d{{4,}}{mark}\d{{3}}|\d{{1,3}}({other}\d{{3}})+{mark}\d+)$"


def whole(cells: pl.Series, *, factor: Fraction = Fraction(1), decimal: str | None = "point") -> pl.Series:
    """Cells times ``factor`` as int64, exact before one half-even rounding; null where a cell is no number."""
    if cells.dtype.is_integer() and factor.denominator == 1:
        return _scaled(cells.cast(pl.Int64, strict=False), factor=factor.numerator)
    precise = partial(_exact_whole, factor=factor, decimal=decimal)
    plain = partial(_plain_whole, factor=factor.numerator)
    return climb(cells.cast(pl.String), [plain, precise] if factor.denominator == 1 else [precise])


def real(cells: pl.Series, *, factor: Fraction = Fraction(1), decimal: str | None = "point") -> pl.Series:
    """Cells times ``factor`` as float64; null where a cell is no finite number."""
    written = partial(_written_real, decimal=decimal)
    if cells.dtype.is_numeric():
        values = cells.cast(pl.Float64)
    else:
        values = climb(cells.cast(pl.String), [_plain_real if decimal == "point" else written, written])
    values = without(values, values.is_finite())
    return values if factor == 1 else _times(values, factor)


def exact(cells: pl.Series, *, factor: Fraction = Fraction(1), decimal: str | None = "point") -> pl.Series:
    """Cells times ``factor`` as decimals of 12 places (:data:`EXACT`); null where a cell is no number."""
    values = _normal(cells.cast(pl.String).str.strip_chars(), decimal=decimal).cast(EXACT, strict=False)
    limit = int(LARGEST / factor)
    scaled = without(values, values.is_between(-limit, limit)) * (
        Decimal(factor.numerator) / Decimal(factor.denominator)
    )
    return scaled.cast(EXACT)


def decimal_mark(cells: pl.Series) -> str | None:
    """``point`` or ``comma`` where the cells show which is the decimal mark; ``None`` where they do not tell."""
    text = cells.str.strip_chars()
    marks = ((",", r"\."), (r"\.", ","))
    comma, point = (text.str.contains(_SHOWS.format(mark=mark, other=other)).any() for mark, other in marks)
    if comma == point:
        return None
    return "comma" if comma else "point"


def _scaled(values: pl.Series, *, factor: int) -> pl.Series:
    limit = LARGEST // factor
    return without(values, values.is_between(-limit, limit)) * factor


def _plain_whole(text: pl.Series, *, factor: int) -> pl.Series:
    return _scaled(text.cast(pl.Int64, strict=False), factor=factor)


def _plain_real(text: pl.Series) -> pl.Series:
    return text.cast(pl.Float64, strict=False)


def _written_real(text: pl.Series, *, decimal: str | None) -> pl.Series:
    return _normal(text, decimal=decimal).cast(pl.Float64, strict=False)


def _exact_whole(text: pl.Series, *, factor: Fraction, decimal: str | None) -> pl.Series:
    values = exact(text, factor=factor, decimal=decimal)
    return values.round(0, mode="half_to_even").cast(pl.Int64, strict=False)


def _normal(text: pl.Series, *, decimal: str | None) -> pl.Series:
    """Numbers in plain notation, null where ``text`` is not one in the given convention."""
    written = text.str.contains(_WRITTEN[decimal]) & text.str.contains(r"\d")
    group = {"point": ",", "comma": r"\.", None: ""}[decimal]
    ungrouped = without(text, written).str.replace_all(_BLANK_GROUPS.format(group), "")
    return ungrouped if decimal == "point" else ungrouped.str.replace(",", ".", literal=True)


def _times(values: pl.Series, factor: Fraction) -> pl.Series:
    """One correctly rounded multiplication and division: Polars divides by a constant through its reciprocal."""
    divisor = pl.repeat(factor.denominator, values.len(), dtype=pl.Float64, eager=True)
    return values * float(factor.numerator) / divisor
