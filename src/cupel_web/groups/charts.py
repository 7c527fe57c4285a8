"""Balance of interests as bars; the table beside them holds the same numbers."""

from collections.abc import Iterable
from dataclasses import dataclass

from cupel.governance import Requirement

FULL = 1000
"""Length of a bar that is everything, in units of the drawing."""


@dataclass(frozen=True, kw_only=True)
class BalanceBar:
    """A category's share of the votes beside the most it may have; lengths in units of the drawing."""

    category: str
    share: float
    most: float
    met: bool

    @property
    def length(self) -> float:
        return round(FULL * self.share, 1)

    @property
    def limit(self) -> float:
        return round(FULL * self.most, 1)

    @property
    def is_limited(self) -> bool:
        return self.most < 1


def balance_bars(rules: Iterable[Requirement]) -> list[BalanceBar]:
    """A bar per category, in the order of the procedure."""
    return [
        BalanceBar(category=rule.category or "", share=float(rule.reached), most=float(rule.needed), met=rule.met)
        for rule in rules
        if rule.rule == "balance"
    ]
