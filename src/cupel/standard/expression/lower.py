"""From the typed tree to Narwhals expressions: nullable truths, numbers as pairs of ends, dates and codes.

Numbers are computed as float64, which holds every integer up to 2^53 exactly: 9 thousand million tonnes in grams. So
the engines cannot differ in how integers overflow.
"""

import operator
from dataclasses import dataclass, replace
from functools import reduce
from typing import cast

import narwhals.stable.v2 as nw

from cupel.standard.expression import intervals
from cupel.standard.expression.aggregate import Tally, tally_of
from cupel.standard.expression.intervals import Ends, choose, point
from cupel.standard.expression.tree import (
    Absolute,
    Arithmetic,
    Assumption,
    Comparison,
    Conditional,
    DaysBetween,
    Extreme,
    FactReference,
    Junction,
    Known,
    Literal,
    Membership,
    Node,
    Not,
    Quantifier,
    is_constant,
)
from cupel.standard.vocabulary import POSSIBLE

_MINUTES_PER_DAY = 1440
_MIRRORED = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_FEW = 8
"""Codes up to which comparing one by one is faster than looking them up: 4 times for two codes in Polars."""
_ARITHMETIC = {
    "+": intervals.add,
    "-": intervals.subtract,
    "*": intervals.multiply,
    "/": intervals.divide,
}


@dataclass(frozen=True)
class Lowering:
    """``empty``: the value of ``all_of`` and ``any_of`` where the relation has no row."""

    empty: bool = False

    def truth(self, node: Node) -> nw.Expr:
        """The nullable Boolean of a node that is true or false."""
        match node:
            case Junction():
                joined = operator.and_ if node.word == "and" else operator.or_
                result = reduce(joined, [self.truth(part) for part in node.parts])
            case Not():
                result = ~self.truth(node.part)
            case Comparison():
                result = self._comparison(node)
            case Membership():
                result = self._membership(node)
            case Known():
                result = self._known(node.part)
            case Quantifier():
                result = tally_of(node).truth(empty=self.empty)
            case _:
                result = self.value(node)
        return result

    def number(self, node: Node) -> Ends:
        """The ends of a node that is a number."""
        match node:
            case Literal():
                ends = point(nw.lit(float(cast("float", node.value))))
            case FactReference():
                ends = _fact_ends(node)
            case Arithmetic():
                ends = _ARITHMETIC[node.operator](self.number(node.left), self.number(node.right))
            case Absolute():
                ends = intervals.absolute(self.number(node.part))
            case Extreme():
                ends = intervals.extreme(node.word, [self.number(part) for part in sorted(node.parts, key=is_constant)])
            case DaysBetween():
                ends = point(self._days(node))
            case Quantifier():
                ends = _tally_ends(tally_of(node))
            case _:
                ends = self._chosen_number(node) if isinstance(node, Conditional) else self._assumed_number(node)
        return ends

    def value(self, node: Node) -> nw.Expr:
        """The column of a date, a code, a text, or a truth that is read, chosen or assumed."""
        if isinstance(node, Literal):
            return nw.lit(node.value)
        if isinstance(node, FactReference):
            return _fact_value(node)
        plain = self.truth if node.type.kind == "bool" else self.value
        if isinstance(node, Conditional):
            return choose(self.truth(node.test), plain(node.then), plain(node.otherwise))
        assumed = cast("Assumption", node)
        return nw.when(self._known(assumed.part)).then(plain(assumed.part)).otherwise(plain(assumed.default))

    def _comparison(self, node: Comparison) -> nw.Expr:
        """Constants stand right: Polars 2.1 shrinks a column of unknowns to one value if they stand left."""
        if is_constant(node.left):
            node = replace(node, operator=_MIRRORED[node.operator], left=node.right, right=node.left)
        if node.left.type.kind == "number":
            return intervals.compare(node.operator, self.number(node.left), self.number(node.right))
        plain = self.truth if node.left.type.kind == "bool" else self.value
        return intervals.compare(node.operator, point(plain(node.left)), point(plain(node.right)))

    def _membership(self, node: Membership) -> nw.Expr:
        item = self.value(node.item)
        if isinstance(node.item, FactReference) and 0 < len(node.values) <= _FEW:
            return reduce(operator.or_, [item == value for value in node.values])
        found = item.is_in(list(node.values)) if node.values else nw.lit(False)
        return nw.when(~item.is_null()).then(found)

    def _known(self, part: Node) -> nw.Expr:
        if part.type.kind != "number":
            return ~(self.truth(part) if part.type.kind == "bool" else self.value(part)).is_null()
        ends = self.number(part)
        return ~ends.low.is_null() if ends.exact else ~ends.low.is_null() & ~ends.high.is_null()

    def _days(self, node: DaysBetween) -> nw.Expr:
        """Dates are subtracted as timestamps: the engines agree on those, not on the difference of two dates."""
        start, end = (self.value(part).cast(nw.Datetime("us")) for part in (node.start, node.end))
        return (end - start).dt.total_minutes().cast(nw.Float64) / _MINUTES_PER_DAY

    def _chosen_number(self, node: Conditional) -> Ends:
        test, then, otherwise = self.truth(node.test), self.number(node.then), self.number(node.otherwise)
        low = choose(test, then.low, otherwise.low)
        if then.exact and otherwise.exact:
            return point(low)
        return Ends(low, choose(test, then.high, otherwise.high))

    def _assumed_number(self, node: Node) -> Ends:
        node = cast("Assumption", node)
        known, part, default = self._known(node.part), self.number(node.part), self.number(node.default).low
        low = nw.when(known).then(part.low).otherwise(default)
        return point(low) if part.exact else Ends(low, nw.when(known).then(part.high).otherwise(default))


def _fact_ends(node: FactReference) -> Ends:
    low = _float(node.call.column)
    return Ends(low, _float(node.call.column + POSSIBLE)) if node.type.interval else point(low)


def _float(column: str) -> nw.Expr:
    """Not-a-number is unknown: it would compare as greater than every number."""
    return nw.col(column).cast(nw.Float64).fill_nan(None)


def _fact_value(node: FactReference) -> nw.Expr:
    column = nw.col(node.call.column)
    match node.type.kind:
        case "bool":
            return column
        case "date":
            return column.cast(nw.Date)
    return column.cast(nw.String)


def _tally_ends(tally: Tally) -> Ends:
    ends = tally.ends()
    return ends if tally.node.type.interval else point(ends.low)
