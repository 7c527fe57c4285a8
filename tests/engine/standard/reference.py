"""A small interpreter of the language, row by row in plain Python: the oracle of the compiled expressions.

A truth is True, False or None; a number is a pair (certain, possible) whose ends may each be None.
"""

import ast
import operator
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

Row = Mapping[str, Any]
Truth = bool | None
Pair = tuple[float | None, float | None]
UNKNOWN: Pair = (None, None)

_ORDER: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


def interpret(text: str, row: Row, names: Mapping[str, Any]) -> Any:
    """The value of ``text`` for one row; ``names`` has the parameters (``p.x``) and lists (``list.x``)."""
    return Interpreter(row, names).value(ast.parse(text, mode="eval").body)


class Interpreter:
    """Values of one row."""

    def __init__(self, row: Row, names: Mapping[str, Any]) -> None:
        self.row = row
        self.names = names

    def value(self, node: ast.expr) -> Any:
        return getattr(self, f"_{type(node).__name__.lower()}")(node)

    def _constant(self, node: ast.Constant) -> Any:
        value: Any = node.value
        return _lifted(value)

    def _name(self, node: ast.Name) -> Any:
        value = self.row[node.id]
        if f"{node.id}:possible" in self.row:
            return value, self.row[f"{node.id}:possible"]
        return (value, value) if node.id in NUMBERS else value

    def _attribute(self, node: ast.Attribute) -> Any:
        assert isinstance(node.value, ast.Name)
        return _lifted(self.names[f"{node.value.id}.{node.attr}"])

    def _boolop(self, node: ast.BoolOp) -> Truth:
        parts = [self.value(part) for part in node.values]
        decisive = isinstance(node.op, ast.Or)
        if any(part is decisive for part in parts):
            return decisive
        return None if any(part is None for part in parts) else not decisive

    def _unaryop(self, node: ast.UnaryOp) -> Any:
        value = self.value(node.operand)
        if isinstance(node.op, ast.Not):
            return None if value is None else not value
        return _minus((0.0, 0.0), value)

    def _binop(self, node: ast.BinOp) -> Pair:
        left, right = self.value(node.left), self.value(node.right)
        match node.op:
            case ast.Add():
                return _sum(left[0], right[0]), _sum(left[1], right[1])
            case ast.Sub():
                return _minus(left, right)
            case ast.Mult():
                return _hull(operator.mul, left, right)
        if None in right or right[0] <= 0 <= right[1]:
            return UNKNOWN
        return _hull(operator.truediv, left, right)

    def _compare(self, node: ast.Compare) -> Truth:
        results: list[Truth] = []
        left = self.value(node.left)
        for sign, comparator in zip(node.ops, node.comparators, strict=True):
            if isinstance(sign, ast.In | ast.NotIn):
                found = self._contains(left, comparator)
                results.append(found if isinstance(sign, ast.In) or found is None else not found)
                continue
            right = self.value(comparator)
            results.append(_compared(sign, left, right))
            left = right
        if any(result is False for result in results):
            return False
        return None if any(result is None for result in results) else True

    def _contains(self, item: Any, container: ast.expr) -> Truth:
        if item is None:
            return None
        if isinstance(container, ast.Attribute):
            assert isinstance(container.value, ast.Name)
            return item in self.names[f"{container.value.id}.{container.attr}"]
        assert isinstance(container, ast.Set)
        return item in {self.value(element) for element in container.elts}

    def _ifexp(self, node: ast.IfExp) -> Any:
        test, then, otherwise = self.value(node.test), self.value(node.body), self.value(node.orelse)
        if test is None:
            return UNKNOWN if isinstance(then, tuple) else None
        return then if test else otherwise

    def _call(self, node: ast.Call) -> Any:
        assert isinstance(node.func, ast.Name)
        values = [self.value(argument) for argument in node.args]
        return _FUNCTIONS[node.func.id](*values)


NUMBERS = ("x", "y", "delay", "mass", "rows")


def _lifted(value: Any) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value), float(value)
    return value


def _sum(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one + other


def _minus(left: Pair, right: Pair) -> Pair:
    low = None if left[0] is None or right[1] is None else left[0] - right[1]
    high = None if left[1] is None or right[0] is None else left[1] - right[0]
    return low, high


def _hull(calculate: Callable[[float, float], float], left: Pair, right: Pair) -> Pair:
    if None in left or None in right:
        return UNKNOWN
    values = [calculate(one, other) for one in left for other in right]  # type: ignore[arg-type]
    return min(values), max(values)


def _compared(sign: ast.cmpop, left: Any, right: Any) -> Truth:
    if not isinstance(left, tuple):
        return None if left is None or right is None else _ORDER[type(sign)](left, right)
    if isinstance(sign, ast.NotEq):
        equal = _equal(left, right)
        return None if equal is None else not equal
    if isinstance(sign, ast.Eq):
        return _equal(left, right)
    if isinstance(sign, ast.Gt | ast.GtE):
        return _below(ast.Lt() if isinstance(sign, ast.Gt) else ast.LtE(), right, left)
    return _below(sign, left, right)


def _below(sign: ast.cmpop, left: Pair, right: Pair) -> Truth:
    below = _ORDER[type(sign)]
    if left[1] is not None and right[0] is not None and below(left[1], right[0]):
        return True
    if left[0] is not None and right[1] is not None and not below(left[0], right[1]):
        return False
    return None


def _equal(left: Pair, right: Pair) -> Truth:
    if None not in left + right and left[0] == left[1] == right[0] == right[1]:
        return True
    apart = _below(ast.Lt(), left, right) is True or _below(ast.Lt(), right, left) is True
    return False if apart else None


def _known(value: Any) -> bool:
    return None not in value if isinstance(value, tuple) else value is not None


def _absolute(value: Pair) -> Pair:
    low, high = value
    if low is None or high is None:
        return UNKNOWN
    ends = sorted((abs(low), abs(high)))
    return (0.0 if low <= 0 <= high else ends[0]), ends[1]


def _extreme(pick: Callable[[list[float]], float]) -> Callable[..., Pair]:
    def extreme(*values: Pair) -> Pair:
        lows, highs = [value[0] for value in values], [value[1] for value in values]
        return (
            None if None in lows else pick(lows),  # type: ignore[arg-type]
            None if None in highs else pick(highs),  # type: ignore[arg-type]
        )

    return extreme


def _days(start: date | None, end: date | None) -> Pair:
    return UNKNOWN if start is None or end is None else _lifted((end - start).days)


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "known": _known,
    "unknown": lambda value: not _known(value),
    "abs": _absolute,
    "min": _extreme(min),
    "max": _extreme(max),
    "assume": lambda value, default: value if _known(value) else default,
    "days_between": _days,
    "date": date.fromisoformat,
}
