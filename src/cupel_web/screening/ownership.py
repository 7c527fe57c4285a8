"""Who is owned by listed parties: what a screening keeps for the answer, and the answer by the decisions made so far.

A decision changes who counts as listed, so the answer is worked out whenever it is asked for. What is kept is little:
holdings below parties with a hit, and of each list what stands above its entries with a hit.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl

from cupel.chain import tables as chain
from cupel.chain.snapshot import write_parquet
from cupel.screening import tables
from cupel.screening.against import Screening
from cupel.screening.memory import CLEARED, CONFIRMED
from cupel.screening.owned import OwnedAsked, owned_parties, states_holdings
from cupel.screening.owned_columns import OWNED as COLUMNS
from cupel.screening.owners import LISTED
from cupel.screening.owners import UNKNOWN as NOT_KNOWN
from cupel.screening.ownership_intake import Ownership
from cupel.screening.tables import ListVersion, WatchList

OWNED, POSSIBLE, UNKNOWN, LESS = "owned", "possible", "unknown", "less"
ANSWERS = (OWNED, POSSIBLE, UNKNOWN, LESS)
"""Whether half or more is owned: by matches that a person confirmed, if hits that nobody decided are matches too, only
if a share that nobody knows is large enough, or not. Gravest first."""

HOLDINGS = "holdings.parquet"
KEPT = ("entity", "name", "relation")
"""Tables of a list that the answer rests on."""

LIST = "list_id"


@dataclass(frozen=True)
class Kept:
    """What a screening kept: ``edges`` as the books' table ``ownership``, ``lists``, ``names`` by party."""

    edges: pl.DataFrame
    lists: list[WatchList]
    names: dict[str, str]


def keep(done: Screening, held: Ownership | None, folder: Path) -> None:
    """Leave in ``folder`` what the answer rests on."""
    edges = held.edges if held else chain.empty("ownership")
    write_parquet(below(edges, done.hits["subject_id"]), folder / HOLDINGS)
    for table in KEPT:
        parts = [_above_hits(each, done.hits).table(table).with_columns(_of(each)) for each in done.lists]
        write_parquet(pl.concat(parts), folder / f"listed-{table}.parquet")


def counts(done: Screening, held: Ownership | None) -> dict[str, int | bool]:
    """What there was to look at: rows of the company's holdings, those that could not be read, whether lists state
    some.
    """
    rows, left_out = (held.edges.height, held.left_out) if held else (0, 0)
    return {"holdings": rows, "left_out": left_out, "listed": states_holdings(done.lists)}


def kept_in(folder: Path, parties: pl.Series) -> Kept | None:
    """What a screening kept, for ``parties`` with a hit; None for a screening that did not look at owners."""
    if not (folder / HOLDINGS).exists():
        return None
    edges = pl.read_parquet(folder / HOLDINGS)
    told = pl.concat([each.alias("party") for each in (edges["owner_id"], edges["owned_id"], parties)]).unique()
    named = pl.read_parquet(folder / "subject-name.parquet").filter(pl.col("kind").cast(pl.String) == "primary")
    names = dict(named.filter(pl.col("entity_id").is_in(told.implode())).select("entity_id", "name").iter_rows())
    return Kept(edges, list(_lists(folder)), names)


def answer(kept: Kept, hits: pl.DataFrame, *, on: date) -> pl.DataFrame:
    """Parties of which listed parties own a part, gravest first: the columns of
    :data:`cupel.screening.owned_columns.OWNED` and ``answer`` (:data:`ANSWERS`).

    ``hits``: ``subject_id, list_id, entity_id, state``; ``on``: the day on which holdings and listings must hold.
    """
    asked = OwnedAsked(on)
    told = owned_parties(hits, kept.edges, kept.lists, asked, names=kept.names)
    matches = hits.filter(pl.col("state") != CLEARED).with_columns(state=pl.lit(CONFIRMED))
    if_all = owned_parties(matches, kept.edges, kept.lists, asked, names=kept.names)
    possible = if_all.filter(pl.col("state") == LISTED)["party_id"].implode()
    answers = (
        pl.when(pl.col("state") == LISTED).then(pl.lit(OWNED))
        .when(pl.col("party_id").is_in(possible)).then(pl.lit(POSSIBLE))
        .when(pl.col("state") == NOT_KNOWN).then(pl.lit(UNKNOWN)).otherwise(pl.lit(LESS))
    )  # fmt: skip
    rank = pl.col("answer").replace_strict({each: place for place, each in enumerate(ANSWERS)}, return_dtype=pl.Int8)
    return told.select(*COLUMNS, answer=answers).sort(rank, maintain_order=True)


def below(edges: pl.DataFrame, parties: pl.Series) -> pl.DataFrame:
    """The rows of ``edges`` that ``parties`` own, and those of what they own, in any number of steps."""
    return edges.join(_reached(edges, parties, "owner_id", "owned_id"), on="owner_id", how="semi")


def _above_hits(listed: WatchList, hits: pl.DataFrame) -> WatchList:
    """The list's entries with a hit and whoever stands above them."""
    found = hits.filter(pl.col(LIST) == listed.version.list_id)["entity_id"]
    reached = _reached(listed.relation, found, "owned_id", "owner_id")
    return replace(
        listed,
        entity=listed.entity.join(reached.rename({"owned_id": "entity_id"}), on="entity_id", how="semi"),
        name=listed.name.join(reached.rename({"owned_id": "entity_id"}), on="entity_id", how="semi"),
        relation=listed.relation.join(reached, on="owned_id", how="semi"),
    )


def _reached(edges: pl.DataFrame, start: pl.Series, end: str, other: str) -> pl.DataFrame:
    """``start`` and whatever ``edges`` lead to from column ``end`` to column ``other``, as a frame with ``end``."""
    reached = start.unique().alias(end).to_frame()
    fresh = reached
    while not fresh.is_empty():
        led_to = edges.join(fresh, on=end, how="semi").select(pl.col(other).alias(end)).unique()
        fresh = led_to.join(reached, on=end, how="anti")
        reached = pl.concat([reached, fresh])
    return reached


def _of(listed: WatchList) -> pl.Expr:
    return pl.lit(listed.version.list_id).alias(LIST)


def _lists(folder: Path) -> Iterator[WatchList]:
    """The lists as far as they were kept."""
    found = {table: pl.read_parquet(folder / f"listed-{table}.parquet") for table in KEPT}
    for list_id in found["entity"][LIST].unique().sort():
        frames = {name: tables.empty(name) for name in tables.TABLES}
        frames |= {name: frame.filter(pl.col(LIST) == list_id).drop(LIST) for name, frame in found.items()}
        yield WatchList(version=_bare(list_id), **frames)


def _bare(list_id: str) -> ListVersion:
    """A version of which only the list counts."""
    never = datetime.min.replace(tzinfo=UTC)
    return ListVersion(
        list_id=list_id, label="", reader="", reader_version="", sha256="", content_hash="", imported_at=never
    )
