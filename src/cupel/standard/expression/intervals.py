"""Numbers as pairs [certain, possible] of column expressions; a plain number has the same expression at both ends.

Every operation is unknown where a needed part is unknown, and where it would divide by zero (engine.md 11.3).
"""

import operator
from collections.abc import Callable
from functools import reduce
from typing import Any, NamedTuple

import narwhals.stable.v2 as nw


class Ends(NamedTuple):
    """The lower and the upper end; one object twice where the number is exact."""

    low: nw.Expr
    high: nw.Expr

    @property
    def exact(self) -> bool:
        """Whether both ends are one expression."""
        return self.low is self.high


def point(expression: nw.Expr) -> Ends:
    """An exact number."""
    return Ends(expression, expression)


def choose(test: nw.Expr, then: nw.Expr, otherwise: nw.Expr) -> nw.Expr:
    """``then`` where ``test`` is true, ``otherwise`` where it is false, unknown where it is unknown."""
    return nw.when(test).then(then).otherwise(nw.when(~test).then(otherwise))


def add(left: Ends, right: Ends) -> Ends:
    """The sum."""
    if left.exact and right.exact:
        return point(left.low + right.low)
    return Ends(left.low + right.low, left.high + right.high)


def subtract(left: Ends, right: Ends) -> Ends:
    """The difference."""
    if left.exact and right.exact:
        return point(left.low - right.low)
    return Ends(left.low - right.high, left.high - right.low)


def multiply(left: Ends, right: Ends) -> Ends:
    """The product; of intervals, the hull of the products of their ends."""
    if left.exact and right.exact:
        return point(left.low * right.low)
    return hull([one * other for one in _distinct(left) for other in _distinct(right)])


def divide(left: Ends, right: Ends) -> Ends:
    """The quotient; unknown where the divisor is zero or may be."""
    if right.exact:
        safe = nw.when(right.low != 0.0).then(right.low)
        return point(left.low / safe) if left.exact else hull([one / safe for one in left])
    safe_low, safe_high = (nw.when((right.low > 0.0) | (right.high < 0.0)).then(end) for end in right)
    return hull([one / other for one in _distinct(left) for other in (safe_low, safe_high)])


def absolute(number: Ends) -> Ends:
    """The magnitude; an interval around zero starts at zero."""
    if number.exact:
        return point(number.low.abs())
    spans_zero = (number.low <= 0.0) & (number.high >= 0.0)
    magnitudes = hull([number.low.abs(), number.high.abs()])
    return Ends(choose(spans_zero, nw.lit(0.0), magnitudes.low), magnitudes.high)


def extreme(word: str, numbers: list[Ends]) -> Ends:
    """The smallest (``min``) or largest (``max``), end by end."""
    pick = _least if word == "min" else _greatest
    low = pick([number.low for number in numbers])
    if all(number.exact for number in numbers):
        return point(low)
    return Ends(low, pick([number.high for number in numbers]))


def hull(values: list[nw.Expr]) -> Ends:
    """From the least to the greatest value."""
    return Ends(_least(values), _greatest(values))


def compare(symbol: str, left: Ends, right: Ends) -> nw.Expr:
    """The comparison, decided only if it comes out the same for every pair of values within the ends."""
    if left.exact and right.exact:
        return _SYMBOLS[symbol](left.low, right.low)
    if symbol in ("==", "!="):
        equal = _equal(left, right)
        return equal if symbol == "==" else ~equal
    compared = _SYMBOLS[symbol]
    if symbol in ("<", "<="):
        return decide(certain=compared(left.high, right.low), impossible=~compared(left.low, right.high))
    return decide(certain=compared(left.low, right.high), impossible=~compared(left.high, right.low))


def decide(*, certain: nw.Expr, impossible: nw.Expr) -> nw.Expr:
    """True where certain, false where impossible, else unknown."""
    return nw.when(certain).then(nw.lit(True)).otherwise(nw.when(impossible).then(nw.lit(False)))


def _equal(left: Ends, right: Ends) -> nw.Expr:
    certain = (left.low == left.high) & (right.low == right.high) & (left.low == right.low)
    return decide(certain=certain, impossible=(left.high < right.low) | (right.high < left.low))


def _distinct(number: Ends) -> tuple[nw.Expr, ...]:
    return (number.low,) if number.exact else tuple(number)


def _least(values: list[nw.Expr]) -> nw.Expr:
    if len(values) == 2:
        return choose(values[0] <= values[1], *values)
    return nw.when(_all_known(values)).then(nw.min_horizontal(*values))


def _greatest(values: list[nw.Expr]) -> nw.Expr:
    if len(values) == 2:
        return choose(values[0] >= values[1], *values)
    return nw.when(_all_known(values)).then(nw.max_horizontal(*values))


def _all_known(values: list[nw.Expr]) -> nw.Expr:
    return reduce(operator.and_, [~value.is_null() for value in values])


_SYMBOLS: dict[str, Callable[[Any, Any], nw.Expr]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
