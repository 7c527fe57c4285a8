"""Checks evaluated in two other ways, written from the same text: numpy closures, and an interpreter row by row.

Both cover what :mod:`benchmarks.rulebook` generates. A truth is unknown where a needed fact is; a number is a pair of
ends, one thing twice where it is exact.
"""

import ast
import operator
from collections.abc import Callable, Mapping
from datetime import date
from functools import reduce
from typing import Any, NamedTuple, TypeAlias, cast

import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks.rulebook import FLAGS
from cupel.standard import POSSIBLE, BoundCheck

Bits: TypeAlias = NDArray[np.bool_]
Closure: TypeAlias = Callable[[], Any]
Row: TypeAlias = Mapping[str, Any]
COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge,
}  # fmt: skip
ARITHMETIC: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
}  # fmt: skip
FIRST_DAY = date(1970, 1, 1)


class Planes(NamedTuple):
    """Where a condition is ``true`` and where it is ``false``, bool[rows]; neither: unknown."""

    true: Bits
    false: Bits


class Numbers(NamedTuple):
    """``values`` f64[rows] or a constant, and where they are ``known``, bool[rows] or True."""

    values: Any
    known: Any


class Coded(NamedTuple):
    """``places`` in ``codes``, the last place for unknown."""

    places: NDArray[np.intp]
    codes: tuple[str, ...]


def parsed(text: str) -> ast.expr:
    """The syntax tree of an expression."""
    return ast.parse(text, mode="eval").body


def constants(bound: BoundCheck) -> dict[str, Any]:
    """The parameters' values; the generated ones are in the units of expressions, dates become days."""
    return {name: _plain(parameter.value, parameter.type) for name, parameter in bound.parameters.items()}


def _plain(value: Any, kind: str) -> Any:
    return float((date.fromisoformat(value) - FIRST_DAY).days) if kind == "date" else float(value)


def parts(bound: BoundCheck) -> tuple[ast.expr, ast.expr, list[ast.expr]]:
    """The syntax trees of a check: applies, holds, exceptions."""
    granted = [parsed(each.exception.when) for each in bound.exceptions]
    return parsed(bound.check.applies), parsed(bound.check.holds), granted


# --- numpy -----------------------------------------------------------------------------------------------------------


def numpy_columns(frame: pl.DataFrame) -> dict[str, Any]:
    """The frame as numpy arrays with masks, codes as small integers."""
    return {column.name: _numpy_column(column) for column in frame}


def _numpy_column(column: pl.Series) -> Any:
    known = column.is_not_null().to_numpy()
    if column.dtype == pl.Boolean:
        true = column.fill_null(value=False).to_numpy()
        return Planes(true, known & ~true)
    if column.dtype == pl.String:
        codes = tuple(column.drop_nulls().unique().sort().to_list())
        places = column.cast(pl.Enum(codes)).to_physical().cast(pl.Int64).fill_null(len(codes))
        return Coded(places.to_numpy(), codes)
    days = column.dtype == pl.Date
    return Numbers((column.cast(pl.Int32) if days else column).cast(pl.Float64).fill_null(0.0).to_numpy(), known)


def numpy_check(bound: BoundCheck, columns: Mapping[str, Any]) -> Callable[[], tuple[Planes, Planes]]:
    """A closure that gives where the check applies and where it raises its flag."""
    compiler = Closures(columns, constants(bound))
    applies, holds, exceptions = parts(bound)
    applied, held, excepted = compiler(applies), compiler(holds), [compiler(each) for each in exceptions]

    def run() -> tuple[Planes, Planes]:
        a, h = applied(), held()
        flag = Planes(a.true & h.false, a.false | h.true)
        for e in (each() for each in excepted):
            flag = Planes(flag.true & e.false, flag.false | e.true)
        return a, flag

    return run


class Closures:
    """From a syntax tree to a closure over whole columns."""

    def __init__(self, columns: Mapping[str, Any], constants: Mapping[str, Any]) -> None:
        self.columns, self.constants = columns, constants

    def __call__(self, node: ast.expr) -> Closure:
        return cast("Closure", getattr(self, f"_{type(node).__name__.lower()}")(node))

    def _constant(self, node: ast.Constant) -> Closure:
        return _always((Numbers(float(cast("float", node.value)), True),) * 2)

    def _attribute(self, node: ast.Attribute) -> Closure:
        return _always((Numbers(self.constants[node.attr], True),) * 2)

    def _name(self, node: ast.Name) -> Closure:
        column = self.columns[node.id]
        if isinstance(column, Numbers):
            return _always((column, self.columns.get(f"{node.id}{POSSIBLE}", column)))
        return _always(column)

    def _boolop(self, node: ast.BoolOp) -> Closure:
        below = [self(part) for part in node.values]
        joined = _all if isinstance(node.op, ast.And) else _any
        return lambda: reduce(joined, (part() for part in below))

    def _unaryop(self, node: ast.UnaryOp) -> Closure:
        below = self(node.operand)
        return lambda: Planes(*reversed(below()))

    def _compare(self, node: ast.Compare) -> Closure:
        if isinstance(node.ops[0], ast.In | ast.NotIn):
            return self._membership(node)
        sides = [self(part) for part in (node.left, *node.comparators)]
        tests = [COMPARISONS[type(sign)] for sign in node.ops]
        steps = list(zip(sides, tests, sides[1:], strict=False))
        return lambda: reduce(_all, (_compared(test, left(), right()) for left, test, right in steps))

    def _membership(self, node: ast.Compare) -> Closure:
        column: Coded = self.columns[cast("ast.Name", node.left).id]
        named = {cast("ast.Constant", element).value for element in cast("ast.Set", node.comparators[0]).elts}
        inside = np.array([*(code in named for code in column.codes), False])
        outside = ~inside
        outside[-1] = False
        tables = (inside, outside) if isinstance(node.ops[0], ast.In) else (outside, inside)
        return lambda: Planes(*(table[column.places] for table in tables))

    def _ifexp(self, node: ast.IfExp) -> Closure:
        test, then, otherwise = self(node.test), self(node.body), self(node.orelse)

        def run() -> tuple[Numbers, Numbers]:
            chosen, (one, _one), (other, _other) = test(), then(), otherwise()
            known = (chosen.true & one.known) | (chosen.false & other.known)
            return (Numbers(np.where(chosen.true, one.values, other.values), known),) * 2

        return run

    def _binop(self, node: ast.BinOp) -> Closure:
        left, right, calculate = self(node.left), self(node.right), ARITHMETIC[type(node.op)]
        return lambda: _calculated(calculate, left(), right())

    def _call(self, node: ast.Call) -> Closure:
        below = [self(argument) for argument in node.args]
        function = NUMPY_FUNCTIONS[cast("ast.Name", node.func).id]
        return lambda: function(*(part() for part in below))


def _always(value: Any) -> Closure:
    return lambda: value


def _all(one: Planes, other: Planes) -> Planes:
    return Planes(one.true & other.true, one.false | other.false)


def _any(one: Planes, other: Planes) -> Planes:
    return Planes(one.true | other.true, one.false & other.false)


def _compared(test: Callable[[Any, Any], Any], left: Any, right: Any) -> Planes:
    if left[0] is left[1] and right[0] is right[1]:
        known = left[0].known & right[0].known
        true = test(left[0].values, right[0].values) & known
        return Planes(true, known ^ true)
    if test in (operator.gt, operator.ge):
        left, right = right, left
        test = operator.lt if test is operator.gt else operator.le
    certain = test(left[1].values, right[0].values) & left[1].known & right[0].known
    possible = test(left[0].values, right[1].values) | ~(left[0].known & right[1].known)
    return Planes(certain, ~possible)


def _calculated(calculate: Callable[[Any, Any], Any], left: Any, right: Any) -> tuple[Numbers, Numbers]:
    if calculate is operator.sub:
        right = right[::-1]
    low = _one_end(calculate, left[0], right[0])
    return low, low if left[0] is left[1] and right[0] is right[1] else _one_end(calculate, left[1], right[1])


def _one_end(calculate: Callable[[Any, Any], Any], left: Numbers, right: Numbers) -> Numbers:
    known = left.known & right.known
    if calculate is not operator.truediv:
        return Numbers(calculate(left.values, right.values), known)
    with np.errstate(divide="ignore", invalid="ignore"):
        return Numbers(left.values / right.values, known & (right.values != 0.0))


def _known_planes(number: Any) -> Planes:
    known = number[0].known & number[1].known
    return Planes(known, ~known)


NUMPY_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "known": _known_planes,
    "abs": lambda number: (Numbers(np.abs(number[0].values), number[0].known),) * 2,
    "min": lambda one, other: (Numbers(np.minimum(one[0].values, other[0].values), one[0].known & other[0].known),) * 2,
    "days_between": lambda start, end: _calculated(operator.sub, end, start),
}


# --- row by row ------------------------------------------------------------------------------------------------------


def row_check(bound: BoundCheck) -> Callable[[Row], tuple[bool | None, bool | None]]:
    """A function that gives, for one row, whether the check applies and whether it raises its flag."""
    interpreter = Interpreter(constants(bound))
    applies, holds, exceptions = parts(bound)

    def run(row: Row) -> tuple[bool | None, bool | None]:
        applied = interpreter.value(applies, row)
        clear = [interpreter.value(each, row) for each in (holds, *exceptions)]
        return applied, _junction([applied, *(None if each is None else not each for each in clear)], decisive=False)

    return run


class Interpreter:
    """The value of a syntax tree for one row: a truth (True, False, None), a pair of ends, or a code."""

    def __init__(self, constants: Mapping[str, Any]) -> None:
        self.constants = constants

    def value(self, node: ast.expr, row: Row) -> Any:
        """The value of ``node``."""
        return getattr(self, f"_{type(node).__name__.lower()}")(node, row)

    def _constant(self, node: ast.Constant, _row: Row) -> Any:
        return _pair(node.value)

    def _attribute(self, node: ast.Attribute, _row: Row) -> Any:
        return _pair(self.constants[node.attr])

    def _name(self, node: ast.Name, row: Row) -> Any:
        value = row[node.id]
        if node.id in FLAGS:
            return value
        if isinstance(value, date):
            value = float((value - FIRST_DAY).days)
        return value, row.get(f"{node.id}{POSSIBLE}", value)

    def _boolop(self, node: ast.BoolOp, row: Row) -> bool | None:
        return _junction([self.value(part, row) for part in node.values], decisive=isinstance(node.op, ast.Or))

    def _unaryop(self, node: ast.UnaryOp, row: Row) -> bool | None:
        part = self.value(node.operand, row)
        return None if part is None else not part

    def _ifexp(self, node: ast.IfExp, row: Row) -> Any:
        test = self.value(node.test, row)
        return _pair(None) if test is None else self.value(node.body if test else node.orelse, row)

    def _binop(self, node: ast.BinOp, row: Row) -> Any:
        left, right = self.value(node.left, row), self.value(node.right, row)
        return _row_calculated(ARITHMETIC[type(node.op)], left, right)

    def _call(self, node: ast.Call, row: Row) -> Any:
        function = ROW_FUNCTIONS[cast("ast.Name", node.func).id]
        return function(*(self.value(part, row) for part in node.args))

    def _compare(self, node: ast.Compare, row: Row) -> bool | None:
        if isinstance(node.ops[0], ast.In | ast.NotIn):
            code = row[cast("ast.Name", node.left).id]
            if code is None:
                return None
            named = [cast("ast.Constant", element).value for element in cast("ast.Set", node.comparators[0]).elts]
            return (code in named) is isinstance(node.ops[0], ast.In)
        sides = [self.value(part, row) for part in (node.left, *node.comparators)]
        steps = zip(sides, node.ops, sides[1:], strict=False)
        return _junction(
            [_row_compared(COMPARISONS[type(sign)], left, right) for left, sign, right in steps], decisive=False
        )


def _pair(value: Any) -> Any:
    return value, value


def _junction(values: list[bool | None], *, decisive: bool) -> bool | None:
    if decisive in values:
        return decisive
    return None if None in values else not decisive


def _row_compared(test: Callable[[Any, Any], Any], left: Any, right: Any) -> bool | None:
    if None in left or None in right:
        return None
    results = {test(one, other) for one in left for other in right}
    return results.pop() if len(results) == 1 else None


def _row_calculated(calculate: Callable[[Any, Any], Any], left: Any, right: Any) -> Any:
    if None in left or None in right or (calculate is operator.truediv and 0 in right):
        return None, None
    if calculate is operator.sub:
        right = right[::-1]
    return calculate(left[0], right[0]), calculate(left[1], right[1])


ROW_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "known": lambda pair: None not in pair,
    "abs": lambda pair: pair if None in pair else _pair(abs(pair[0])),
    "min": lambda one, other: (None, None) if None in one + other else (min(one[0], other[0]), min(one[1], other[1])),
    "days_between": lambda start, end: _row_calculated(operator.sub, end, start),
}
