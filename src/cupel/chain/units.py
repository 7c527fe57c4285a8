"""Units of mass, share, grade and money, each as an exact ratio to the engine's own unit.

The engine's own units are those of :mod:`cupel.chain.tables`: gram, fraction, gram per dry tonne, US cent. Codes in
capitals are UNECE Recommendation 20 common codes. The international pound is 0.453 592 37 kg and the troy ounce
31.103 476 8 g by definition, so no factor here is rounded.
"""

from datetime import date
from fractions import Fraction

MASS: dict[str, Fraction] = {
    "g": Fraction(1),
    "kg": Fraction(1_000),
    "t": Fraction(1_000_000),
    "kt": Fraction(1_000_000_000),
    "lb": Fraction(45_359_237, 100_000),
    "ozt": Fraction(311_034_768, 10_000_000),
}
FRACTION: dict[str, Fraction] = {
    "1": Fraction(1),
    "%": Fraction(1, 100),
    "permille": Fraction(1, 1_000),
    "bp": Fraction(1, 10_000),
}
GRADE: dict[str, Fraction] = {
    "g/t": Fraction(1),
    "ppb": Fraction(1, 1_000),
    "%": Fraction(10_000),
    "kg/t": Fraction(1_000),
}
MONEY: dict[str, Fraction] = {"cent": Fraction(1), "usd": Fraction(100)}

SCALES: dict[str, dict[str, Fraction]] = {"g": MASS, "1": FRACTION, "g/t dry": GRADE, "US cent": MONEY}
"""By the engine's own unit: the units a figure may be stated in, and what one of them is worth."""

SPELLINGS: dict[str, str] = {
    "g": "g", "gram": "g", "grams": "g", "gramm": "g", "grm": "g",
    "kg": "kg", "kgs": "kg", "kilo": "kg", "kilos": "kg", "kilogram": "kg", "kilograms": "kg", "kgm": "kg",
    "t": "t", "mt": "t", "tonne": "t", "tonnes": "t", "tonnen": "t", "toneladas": "t", "tne": "t",
    "dmt": "t", "wmt": "t",
    "kt": "kt", "ktn": "kt",
    "lb": "lb", "lbs": "lb", "pound": "lb", "pounds": "lb", "lbr": "lb",
    "ozt": "ozt", "troyoz": "ozt", "apz": "ozt",
    "1": "1", "fraction": "1", "c62": "1",
    "%": "%", "pct": "%", "percent": "%", "prozent": "%", "p1": "%",
    "permille": "permille", "bp": "bp", "bps": "bp",
    "g/t": "g/t", "gpt": "g/t", "ppm": "g/t", "59": "g/t", "ppb": "ppb", "61": "ppb", "kg/t": "kg/t",
    "cent": "cent", "cents": "cent", "usd": "usd", "us$": "usd", "$": "usd",
}  # fmt: skip
"""Ways to write a unit, UNECE codes among them (59 and 61 are parts per million and per thousand million)."""

DAYS_PER_YEAR = 365


def unit_of(text: str) -> str | None:
    """The unit that ``text`` writes, or ``None``: ``"Tonnes"`` -> ``"t"``."""
    return SPELLINGS.get(text.strip().lower().replace(" ", "").replace(".", ""))


def half_even(value: Fraction) -> int:
    """``value`` rounded once to a whole number, ties to the even one."""
    return round(value)


def to_grams(quantity: Fraction | int | str, unit: str) -> int:
    """``quantity`` of a mass ``unit`` (any spelling) in whole grams, exact before one half-even rounding.

    Raises ``KeyError`` for a unit that is no mass.
    """
    return half_even(Fraction(quantity) * MASS[unit_of(unit) or unit])


def capacity_grams_per_day(quantity: float, unit: str, *, day: date) -> Fraction:
    """Exact grams per day of a capacity such as ``1.262 kt_dry_per_year`` on ``day``.

    A month counts the days of that calendar month and a year those of that calendar year, so that twelve months, or
    a year, of any calendar give exactly the stated quantity. The basis (dry, wet, contained) is not touched.
    """
    mass, _basis, _per, period = unit.split("_")
    return Fraction(str(quantity)) * MASS[mass] / days_of(period, day=day)


def days_of(period: str, *, day: date) -> int:
    """Days of the calendar ``day``, ``month`` or ``year`` in which ``day`` lies."""
    if period == "day":
        return 1
    first = day.replace(day=1) if period == "month" else day.replace(month=1, day=1)
    after = (
        date(first.year + 1, 1, 1) if period == "year" or first.month == 12 else first.replace(month=first.month + 1)
    )
    return (after - first).days
