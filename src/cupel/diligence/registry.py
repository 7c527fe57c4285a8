"""Facts: what the engine can say about a lot, a receipt, a party ... so that a standard's checks can judge it.

A fact is a documented function over the :class:`~cupel.diligence.dossier.Dossier`. It returns a frame with
``subject_id`` and one column per fact it declares; a subject without a row, or with null, is *unknown*. A column
``rows`` (list of ``table:id``) names the rows that show it. Arguments come from the clause that calls the fact.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import polars as pl

from cupel.diligence.dossier import Dossier
from cupel.standard import Argument, Fact, FactType

BOOL = FactType(kind="bool")
COUNT = FactType(kind="number", unit="count")
FRACTION = FactType(kind="number", unit="1")
SHARE = FactType(kind="number", unit="1", interval=True)
GRAMS = FactType(kind="number", unit="g")
DAYS = FactType(kind="number", unit="day")
TEXT = FactType(kind="text")

ROWS = "rows"


class FactFunction(Protocol):
    """Arguments are keywords, by the names that the family declares."""

    __doc__: str | None

    def __call__(self, dossier: Dossier, /, **arguments: object) -> pl.DataFrame: ...


@dataclass(frozen=True, kw_only=True)
class Family:
    """Facts that one function finds together: ``outputs`` by name, all with the same ``arguments``."""

    name: str
    entity: str
    outputs: Mapping[str, FactType]
    arguments: tuple[Argument, ...]
    function: FactFunction
    version: int

    def facts(self) -> list[Fact]:
        """The declarations that a standard's vocabulary needs."""
        doc = (self.function.__doc__ or "").strip()
        return [
            Fact(name, self.entity, kind, arguments=self.arguments, doc=doc, version=self.version)
            for name, kind in self.outputs.items()
        ]


@dataclass(frozen=True)
class Registry:
    """Families by the facts they find."""

    families: dict[tuple[str, str], Family] = field(default_factory=dict)

    def fact(
        self, entity: str, *, arguments: Mapping[str, FactType] | None = None, version: int = 1, **outputs: FactType
    ) -> Callable[[Callable[..., pl.DataFrame]], Callable[..., pl.DataFrame]]:
        """Register the decorated function as the source of ``outputs`` for ``entity``."""
        declared = tuple(Argument(name, kind) for name, kind in (arguments or {}).items())

        def register(function: Callable[..., pl.DataFrame]) -> Callable[..., pl.DataFrame]:
            family = Family(
                name=function.__name__,
                entity=entity,
                outputs=outputs,
                arguments=declared,
                function=function,
                version=version,
            )
            for output in outputs:
                if (entity, output) in self.families:
                    raise ValueError(f"two functions find the fact {output} of {entity}")
                self.families[entity, output] = family
            return function

        return register


REGISTRY = Registry()
fact = REGISTRY.fact


def row_ids(table: str, key: str) -> pl.Expr:
    """``table:key`` texts for the column ``rows``."""
    return pl.format("{}:{}", pl.lit(table), pl.col(key))
