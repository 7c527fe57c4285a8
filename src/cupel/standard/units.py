"""Units of parameters (UNECE Recommendation 20 codes) and the units expressions are typed with.

An expression knows few units: ``g``, ``1`` (fraction), ``count``, ``hour``, ``day``, ``month``, ``year`` and money per
tonne such as ``USD/t``. A parameter is bound in the expression's unit; the conversion is exact or it does not exist.
Hours, days, months and years are four units: a day is a calendar date, an hour is elapsed time, months and years differ
in length, so none is turned into another.
"""

import re
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from cupel.messages import ngettext

Number: TypeAlias = int | float
LARGEST = 2**53
"""Largest magnitude whose neighbouring integers a float64 tells apart."""


class Conversion(NamedTuple):
    """The expression unit of a code and the exact factor into it."""

    unit: str
    factor: Decimal


CONVERSIONS = {
    "1": Conversion("1", Decimal(1)),
    "P1": Conversion("1", Decimal("0.01")),
    "C62": Conversion("count", Decimal(1)),
    "GRM": Conversion("g", Decimal(1)),
    "KGM": Conversion("g", Decimal(1000)),
    "TNE": Conversion("g", Decimal(1_000_000)),
    "HUR": Conversion("hour", Decimal(1)),
    "DAY": Conversion("day", Decimal(1)),
    "MON": Conversion("month", Decimal(1)),
    "ANN": Conversion("year", Decimal(1)),
}
"""Rec 20 code (``1`` is the plain fraction) to expression unit."""

GAP = "\N{NARROW NO-BREAK SPACE}"
"""Narrow space that no line breaks at: between a number's thousands, and before its unit."""

SYMBOLS = {"1": "", "P1": "%", "C62": "", "count": "", "GRM": "g", "KGM": "kg", "TNE": "t"}
MONEY_PER_TONNE = re.compile(r"^[A-Z]{3}/t$")


def conversion(code: str) -> Conversion | None:
    """How a value in the unit ``code`` enters an expression; None for a code that is not known."""
    if MONEY_PER_TONNE.match(code):
        return Conversion(code, Decimal(1))
    return CONVERSIONS.get(code)


def tidy(value: Number | Decimal) -> Number:
    """The same number as ``int`` where it is whole and exactly held, else as ``float``."""
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    whole = int(number)
    return whole if whole == number else float(number)


def to_expression_unit(value: Number, code: str) -> Number:
    """``value`` in the known unit ``code``, in its expression unit: decimal arithmetic, 0.1 t is exactly 100000 g."""
    found = conversion(code)
    assert found is not None
    return tidy(Decimal(repr(value)) * found.factor)


def with_unit(value: Number, code: str | None) -> str:
    """``value`` with its unit for people: ``425 t``, ``1 day``, ``2 %``, ``0.5``."""
    number = f"{value:,}".replace(",", GAP)
    name = _name(code, value)
    return f"{number}{GAP}{name}" if name else number


def _name(code: str | None, value: Number) -> str:
    count = 1 if value == 1 else 2
    match code:
        case "HUR" | "hour":
            return ngettext("hour", "hours", count)
        case "DAY" | "day":
            return ngettext("day", "days", count)
        case "MON" | "month":
            return ngettext("month", "months", count)
        case "ANN" | "year":
            return ngettext("year", "years", count)
        case None:
            return ""
    return SYMBOLS.get(code, code)
