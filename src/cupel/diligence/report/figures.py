"""The figures that matter: flags by severity, what is unknown, and where the metal taken in comes from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from cupel.diligence import words
from cupel.diligence.evaluate import SUBJECT_TABLES
from cupel.standard import SEVERITIES

if TYPE_CHECKING:
    from cupel.diligence.run import Results

MAIN_PART = 0.01
"""A metal counts as a main one from this part of all covered metal on."""


@dataclass(frozen=True, kw_only=True)
class Tally:
    """Flags of one severity: ``number`` of them from ``kinds`` checks."""

    code: str
    number: int
    kinds: int


@dataclass(frozen=True, kw_only=True)
class Segment:
    """Part of a bar; ``share`` is a fraction of the whole bar's length."""

    kind: str
    share: float


@dataclass(frozen=True, kw_only=True)
class MetalShares:
    """Metal taken into plants: mass in grams and the shares of it that the report shows first."""

    metal: str
    covered: bool
    input_g: int
    listed_certain: float
    listed_possible: float
    recycled: float
    unknown: float

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Listed, perhaps listed, mined elsewhere, recycled: together the whole."""
        rest = max(0.0, 1.0 - self.recycled - self.listed_possible)
        maybe = max(0.0, self.listed_possible - self.listed_certain)
        parts = (("listed", self.listed_certain), ("maybe", maybe), ("clear", rest), ("recycled", self.recycled))
        return tuple(Segment(kind=kind, share=share) for kind, share in parts if share > 0)


def tallies(summary: Mapping[str, Any]) -> list[Tally]:
    """One tally per severity, the gravest first."""
    raised = [kind["severity"] for kind in summary["kinds"].values() if kind["flags"]]
    return [Tally(code=code, number=summary["severity"][code], kinds=raised.count(code)) for code in SEVERITIES]


def metal_shares(results: "Results") -> list[MetalShares]:
    """Metals that plants took in: those in the edition's scope first, each group by falling mass."""
    scope = results.edition.scope.get("metals", ())
    shares = [_shares(code, found, covered=code in scope) for code, found in results.summary["metals"].items()]
    taken = [each for each in shares if each is not None]
    return sorted(taken, key=lambda each: (not each.covered, -each.input_g, each.metal))


def main_metals(shares: list[MetalShares]) -> list[str]:
    """The covered metals that make up at least :data:`MAIN_PART` of the covered mass."""
    covered = [each for each in shares if each.covered]
    whole = sum(each.input_g for each in covered)
    return [each.metal for each in covered if each.input_g >= MAIN_PART * whole]


def plants(origins: pl.DataFrame, names: words.Names) -> list[str]:
    """Names of the plants that took metal in, those with most of it first."""
    order = origins.group_by("site_id").agg(pl.col("mass_g").round().cast(pl.Int64).sum())
    ids = order.sort("mass_g", "site_id", descending=[True, False])["site_id"]
    return [names.get(("site", site)) or site for site in ids]


def judged(results: "Results") -> str:
    """``57 746 lots, 99 718 receipts and 1 000 parties``: the different rows of the books that checks applied to."""
    rows = results.states.filter(pl.col("subject_type").is_in(list(SUBJECT_TABLES)))
    of_type = rows.group_by("subject_type").agg(pl.col("subject_id").n_unique().alias("number"))
    found = of_type.sort("number", "subject_type", descending=[True, False]).iter_rows()
    return words.listing([words.subjects(subject_type, number) for subject_type, number in found])


def _shares(code: str, found: Mapping[str, Any], *, covered: bool) -> MetalShares | None:
    if not found["input_g"]:
        return None
    names = ("listed_certain", "listed_possible", "recycled", "unknown")
    return MetalShares(metal=code, covered=covered, input_g=found["input_g"], **{name: found[name] for name in names})
