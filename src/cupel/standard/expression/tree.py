"""The typed tree of an expression: what is left of the text once names, types and units are settled."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, TypeAlias
from typing import Literal as Choice

from cupel.standard.clause import Parameter
from cupel.standard.vocabulary import FactCall, FactType, Value

BOOL = FactType(kind="bool")
DAYS = FactType(kind="number", unit="day")


@dataclass(frozen=True, kw_only=True)
class Literal:
    """A value; ``parameter`` remembers where it came from, for people, and is not part of the rule."""

    value: Value
    type: FactType
    parameter: Parameter | None = field(default=None, compare=False)


@dataclass(frozen=True, kw_only=True)
class FactReference:
    """A fact of the entity, with bound arguments; ``arguments`` keeps their origin for people."""

    call: FactCall
    type: FactType
    version: int
    arguments: tuple[tuple[str, Literal], ...] = field(default=(), compare=False)


@dataclass(frozen=True, kw_only=True)
class Junction:
    """``and`` or ``or`` of two or more truths."""

    word: Choice["and", "or"]
    parts: tuple["Node", ...]
    type: FactType = BOOL


@dataclass(frozen=True, kw_only=True)
class Not:
    """The opposite; of unknown, unknown."""

    part: "Node"
    type: FactType = BOOL


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """``left operator right``, operator one of ``== != < <= > >=``."""

    operator: str
    left: "Node"
    right: "Node"
    type: FactType = BOOL


@dataclass(frozen=True, kw_only=True)
class Membership:
    """Whether ``item`` is one of ``values``; ``name`` is the list's name where it has one."""

    item: "Node"
    values: tuple[str, ...]
    name: str | None = None
    type: FactType = BOOL


@dataclass(frozen=True, kw_only=True)
class Arithmetic:
    """``left operator right``, operator one of ``+ - * /``."""

    operator: str
    left: "Node"
    right: "Node"
    type: FactType


@dataclass(frozen=True, kw_only=True)
class Conditional:
    """``then if test else otherwise``; unknown where ``test`` is."""

    test: "Node"
    then: "Node"
    otherwise: "Node"
    type: FactType


@dataclass(frozen=True, kw_only=True)
class Known:
    """Whether ``part`` has a value: true or false, never unknown."""

    part: "Node"
    type: FactType = BOOL


@dataclass(frozen=True, kw_only=True)
class DaysBetween:
    """Calendar days from ``start`` to ``end``; negative where the end is earlier."""

    start: "Node"
    end: "Node"
    type: FactType = DAYS


@dataclass(frozen=True, kw_only=True)
class Absolute:
    """The magnitude of a number."""

    part: "Node"
    type: FactType


@dataclass(frozen=True, kw_only=True)
class Extreme:
    """The smallest or largest of two or more numbers; unknown if any is."""

    word: Choice["min", "max"]
    parts: tuple["Node", ...]
    type: FactType


@dataclass(frozen=True, kw_only=True)
class Assumption:
    """``part``, or ``default`` where it is unknown; the result records that it was assumed."""

    part: "Node"
    default: Literal
    type: FactType


@dataclass(frozen=True, kw_only=True)
class Quantifier:
    """``all_of``, ``any_of``, ``count_of`` (truths) or ``sum_of`` (numbers) over the rows of a relation."""

    word: Choice["all_of", "any_of", "count_of", "sum_of"]
    relation: str
    target: str
    body: "Node"
    type: FactType


Node: TypeAlias = (
    Literal
    | FactReference
    | Junction
    | Not
    | Comparison
    | Membership
    | Arithmetic
    | Conditional
    | Known
    | DaysBetween
    | Absolute
    | Extreme
    | Assumption
    | Quantifier
)
_CHILDREN = ("parts", "part", "left", "right", "item", "test", "then", "otherwise", "start", "end", "body")


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below ``node``, in order."""
    found: list[Node] = []
    for name in _CHILDREN:
        below = getattr(node, name, ())
        found.extend(below if isinstance(below, tuple) else (below,))
    return tuple(found)


def walk(node: Node, *, into_quantifiers: bool = True) -> Iterator[Node]:
    """``node`` and all below it; facts inside a quantifier belong to another entity."""
    yield node
    if isinstance(node, Quantifier) and not into_quantifiers:
        return
    for child in children(node):
        yield from walk(child, into_quantifiers=into_quantifiers)


def is_constant(node: Node) -> bool:
    """Whether nothing below ``node`` is read from the entity."""
    return not any(isinstance(below, FactReference | Quantifier) for below in walk(node))


def tree_data(node: Node) -> dict[str, Any]:
    """The tree as plain data for hashing: what decides the result, nothing of how it was written."""
    compared = [item.name for item in fields(node) if item.compare]
    return {"node": type(node).__name__} | {name: _plain(getattr(node, name)) for name in compared}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, FactCall):
        return value.column
    if isinstance(value, FactType):
        return [value.kind, value.unit, value.interval]
    if isinstance(value, date):
        return value.isoformat()
    return tree_data(value) if hasattr(value, "type") else value
