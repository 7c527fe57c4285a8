"""What a screening tells beside its hits: owners, a second opinion, what came and went; and all of it put together."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from cupel.chain.intake.folder import Skipped
from cupel.chain.tables import empty
from cupel.screening.against import Screening
from cupel.screening.owned import OwnedAsked, holdings, owned_parties, states_holdings
from cupel.screening.owned_columns import OWNED_STATES
from cupel.screening.owners import OwnershipRule
from cupel.screening.ownership_ends import TABLE
from cupel.screening.ownership_intake import Ownership
from cupel.screening.party_intake import Parties
from cupel.screening.second_opinion import SecondOpinion
from cupel.screening.stability import Stability
from cupel.screening.told import ToldHit


@dataclass(frozen=True)
class Owned:
    """Parties that listed parties own. ``parties``: :data:`~cupel.screening.owned_columns.OWNED`; ``intake``: the
    company's holdings as read, None where only lists state some; ``other_links``: rows of them that pass nothing on
    that day: directorships, control without a share, holdings that ended or have not begun.
    """

    parties: pl.DataFrame
    rule: OwnershipRule
    intake: Ownership | None
    other_links: int

    def number(self, state: str) -> int:
        """Parties in a state."""
        return self.parties.filter(pl.col("state") == state).height

    def manifest(self) -> dict[str, Any]:
        """What it was made of, as plain data."""
        intake = self.intake
        read = (
            None
            if intake is None
            else {
                "files": intake.sha256,
                "headings": intake.headings,
                "rows": intake.rows,
                "left_out": intake.left_out,
                "defects": intake.quarantine.height,
                "other_links": self.other_links,
            }
        )
        return {
            "rule": self.rule.rule,
            "threshold": self.rule.threshold,
            "comparator": self.rule.comparator,
            "parties": {state: self.number(state) for state in OWNED_STATES},
            "intake": read,
        }


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What is told beside the hits: owners, None where there is nothing to tell them from; the second matcher's scores,
    if it is to be asked; what came and went since earlier versions of lists.
    """

    owned: Owned | None = None
    second_opinion: bool = False
    stability: tuple[Stability, ...] = ()


@dataclass(frozen=True)
class Results:
    """A screening ready to be written: ``told`` hits in order, ``second``: who else was asked about them, ``load``:
    what each threshold would leave to review (:func:`cupel.screening.outputs.tuning`), the manifest.
    """

    screening: Screening
    beside: Beside
    told: tuple[ToldHit, ...]
    second: SecondOpinion | None
    load: dict[str, Any]
    manifest: dict[str, Any]


def skipped(screening: Screening, beside: Beside) -> list[Skipped]:
    """Files and tables beside the parties that nothing was read from."""
    intake = beside.owned.intake if beside.owned else None
    return [each for each in screening.parties.skipped if not intake or each.name not in intake.headings]


def quarantine(screening: Screening, beside: Beside) -> pl.DataFrame:
    """What could not be read of the company's own tables: :data:`~cupel.screening.party_intake.QUARANTINE`."""
    return pl.concat([table.quarantine for table in own_tables(screening, beside)])


def own_tables(screening: Screening, beside: Beside) -> tuple[Parties | Ownership, ...]:
    """The company's own tables that were read."""
    intake = beside.owned.intake if beside.owned else None
    return (screening.parties, intake) if intake else (screening.parties,)


def owned_of(screening: Screening, intake: Ownership | None, rule: OwnershipRule) -> Owned | None:
    """Who is owned by parties with a hit, by the company's holdings and those that its lists state; None without
    either.
    """
    if intake is None and not states_holdings(screening.lists):
        return None
    edges = intake.edges if intake else empty(TABLE)
    on = screening.asked.on
    primary = screening.parties.subjects.name.filter(pl.col("kind").cast(pl.String) == "primary")
    names = dict(primary.select("entity_id", "name").iter_rows())
    parties = owned_parties(screening.hits, edges, screening.lists, OwnedAsked(on, rule), names=names)
    return Owned(parties, rule, intake, edges.height - holdings(edges, on).height)
