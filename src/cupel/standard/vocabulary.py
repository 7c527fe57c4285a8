"""What checks may speak about: facts with types and units, relations between entities, named lists.

The standard knows a vocabulary only as a declaration; :mod:`cupel.diligence` declares the real one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from cupel.messages import _

Kind: TypeAlias = Literal["bool", "number", "date", "code", "text"]
Value: TypeAlias = bool | int | float | str | date
POSSIBLE = ":possible"
"""Suffix of the column that holds an interval fact's upper end; the plain column holds the certain end."""


@dataclass(frozen=True, kw_only=True)
class FactType:
    """The type of a fact or an expression.

    ``unit`` belongs to numbers (an expression unit of :mod:`cupel.standard.units`), ``codes`` to codes (empty: an open
    list). An ``interval`` number is a pair [certain, possible]. ``low`` is a number's declared lower bound.
    """

    kind: Kind
    unit: str | None = None
    codes: tuple[str, ...] = ()
    interval: bool = False
    low: float | None = None

    def __str__(self) -> str:
        if self.kind == "number":
            return _("a number in {unit}").format(unit=self.unit)
        return {"bool": _("true or false"), "date": _("a date"), "code": _("a code"), "text": _("a text")}[self.kind]


@dataclass(frozen=True)
class Argument:
    """One argument of a fact that is called, such as the window of a look-back."""

    name: str
    type: FactType


@dataclass(frozen=True)
class Fact:
    """Something known, or unknown, about one ``entity``; a new ``version`` is a new hash of the rules that use it."""

    name: str
    entity: str
    type: FactType
    arguments: tuple[Argument, ...] = ()
    doc: str = ""
    version: int = 1


@dataclass(frozen=True)
class Relation:
    """From one ``entity`` to its many ``target`` entities, such as from a lot to its documents."""

    name: str
    entity: str
    target: str
    doc: str = ""


@dataclass(frozen=True)
class FactCall:
    """A fact with its arguments bound to values in the arguments' units; a run computes each distinct call once."""

    name: str
    arguments: tuple[Value, ...] = ()

    @property
    def column(self) -> str:
        """The column of the entity's frame that holds it: ``name``, or ``name(365,10)`` with arguments."""
        if not self.arguments:
            return self.name
        return f"{self.name}({','.join(_shown(value) for value in self.arguments)})"


class Vocabulary:
    """The facts by entity and name, the relations by entity and name, and the loaded lists by name."""

    def __init__(
        self,
        facts: Iterable[Fact],
        relations: Iterable[Relation] = (),
        lists: Mapping[str, frozenset[str]] | None = None,
    ) -> None:
        self._facts = {(fact.entity, fact.name): fact for fact in facts}
        self._relations = {(relation.entity, relation.name): relation for relation in relations}
        self.lists: Mapping[str, frozenset[str]] = dict(lists or {})

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All facts, in order of declaration."""
        return tuple(self._facts.values())

    @property
    def relations(self) -> tuple[Relation, ...]:
        """All relations, in order of declaration."""
        return tuple(self._relations.values())

    @property
    def entities(self) -> frozenset[str]:
        """The entities that have at least one fact."""
        return frozenset(entity for entity, _name in self._facts)

    def fact(self, entity: str, name: str) -> Fact | None:
        """The fact ``name`` of ``entity``; None where it is not declared."""
        return self._facts.get((entity, name))

    def relation(self, entity: str, name: str) -> Relation | None:
        """The relation ``name`` of ``entity``; None where it is not declared."""
        return self._relations.get((entity, name))

    def names(self, entity: str) -> list[str]:
        """The names of the facts of ``entity``."""
        return [name for owner, name in self._facts if owner == entity]


def _shown(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)
