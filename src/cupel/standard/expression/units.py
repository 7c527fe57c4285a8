"""Units in arithmetic: what may be added, compared, multiplied and divided."""

from cupel.messages import _
from cupel.standard.vocabulary import FactType

ANY = "any"
"""Zero fits every unit."""

PLAIN = "plain"
"""A bare number: a fraction or a count, whichever its partner is; it never stands for grams or days."""

_PURE = ("1", "count", PLAIN, ANY)


def shared_unit(left: str, right: str) -> str | None:
    """The unit in which both can be added or compared; None where there is none."""
    if right in (left, ANY):
        return left
    if left == ANY:
        return right
    if PLAIN in (left, right):
        other = right if left == PLAIN else left
        return other if other in _PURE else None
    return None


def product_unit(left: str, right: str) -> str | None:
    """The unit of a product: one side at least is a pure number."""
    if left in _PURE and right in _PURE:
        return _pure(left, right)
    if left in _PURE:
        return right
    return left if right in _PURE else None


def quotient_unit(left: str, right: str) -> str | None:
    """The unit of a quotient: equal units give a fraction, a pure divisor leaves the unit."""
    if left == right and left not in (PLAIN, ANY):
        return "1"
    if left in _PURE and right in _PURE:
        return "1" if right == "count" else _pure(left, right)
    return left if right in _PURE else None


def settled(unit: str | None) -> str | None:
    """A bare number that stays alone is a fraction."""
    return "1" if unit in (ANY, PLAIN) else unit


def number(unit: str | None, *, interval: bool = False) -> FactType:
    """The type of a number in ``unit``."""
    return FactType(kind="number", unit=unit, interval=interval)


def unit_in_words(unit: str | None) -> str:
    """The unit as an error names it."""
    words = {"1": _("a fraction"), "count": _("a count"), ANY: _("a bare number"), PLAIN: _("a bare number")}
    return words.get(unit or "", unit or "")


def _pure(left: str, right: str) -> str:
    if "count" in (left, right):
        return "count"
    return "1" if "1" in (left, right) else PLAIN
