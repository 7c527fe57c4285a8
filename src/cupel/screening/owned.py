"""Parties that listed parties own: hits, the company's holdings and those that lists state, put together.

A hit is a proposal, so it counts twice: what hits that were decided to be matches own is *known*; what is owned if the
hits that nobody decided yet are matches too, and holdings of unknown size are the whole, is *possible*. A cleared hit
counts for nothing, and neither does an entry that its list keeps for its relations only or had removed by that day.

Who is matched with an entry of a list stands where the list's relations have that entry. The same two in the company's
table and in a list, or several times in one list, are one holding told several times: the statement without unknown
size counts, among these the largest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from cupel.screening.memory import CLEARED, CONFIRMED
from cupel.screening.owned_columns import DECIDED, OWNED, OWNED_STATES, PATH, UNDECIDED
from cupel.screening.owners import (
    LISTED,
    NOT_LISTED,
    UNKNOWN,
    Holdings,
    OwnershipRule,
    held_by_listed,
    in_words,
    valid_on,
)
from cupel.screening.tables import WatchList

ONLY_RELATIONS = "ownership only"
_OUR, _THEIR, _APART = "=", "@", "\x1f"
_EDGES = {"owner_id": pl.String, "owned_id": pl.String, "share": pl.Float64, "source": pl.String}
_ENDS = ["owner_id", "owned_id"]
_ENTRY = ["list_id", "entity_id"]


@dataclass(frozen=True)
class OwnedAsked:
    """The day on which holdings and listings must hold, and what counts as owned: by default half or more, added up
    over owners, a held party counting with all it owns.
    """

    on: date
    rule: OwnershipRule = field(default_factory=OwnershipRule)


def owned_parties(
    hits: pl.DataFrame,
    edges: pl.DataFrame,
    lists: Sequence[WatchList],
    asked: OwnedAsked,
    *,
    names: Mapping[str, str],
) -> pl.DataFrame:
    """Parties of which listed parties own a part, directly or in steps; one row each, gravest first.

    ``hits``: ``subject_id, list_id, entity_id, state`` (:data:`cupel.screening.memory.STATES`). ``edges``: holdings of
    the company's parties as the books' table ``ownership`` has them (``owner_id, owned_id, share, kind, valid_from,
    valid_to``; null share = unknown size). ``lists``: those that the hits are of; what they state of relations counts
    too, and hits of a list that is not given count as listed. ``names`` by party; without one it is called by number.

    Returns :data:`~cupel.screening.owned_columns.OWNED`. ``state``: listed where the known share reaches the threshold,
    unknown where only the possible one does, else not listed; shares in [0, 1]. ``path``: the holdings that count,
    nearest first.
    """
    entries = _entries(lists, asked.on)
    standing = hits.filter(pl.col("state") != CLEARED).select("subject_id", *_ENTRY, "state")
    confirmed = standing.filter(pl.col("state") == CONFIRMED)
    own = holdings(edges, asked.on).with_columns((_OUR + pl.col(end)).alias(end) for end in _ENDS)
    stated = _stated(lists, standing, asked)
    sure, most = (_Case.of(matches, own, stated, entries) for matches in (confirmed, standing))
    found = _put_together(sure.held(asked.rule), most.held(asked.rule), asked.rule)
    undecided = most.top.join(sure.top, on="party_id", how="anti")["party_id"]
    return _told(found, _named(found, names, entries), undecided)


def holdings(edges: pl.DataFrame, on: date) -> pl.DataFrame:
    """The rows of ``edges`` that are holdings on a day, without their days: ownership of any size, and control where
    its share is stated. Directorships and control without a share pass nothing on.
    """
    kind = pl.col("kind").cast(pl.String)
    counts = kind.is_null() | (kind == "ownership") | ((kind == "control") & pl.col("share").is_not_null())
    told = valid_on(edges, on).filter(counts)
    return told.select("owner_id", "owned_id", pl.col("share").cast(pl.Float64), source=pl.lit(""))


def states_holdings(lists: Sequence[WatchList]) -> bool:
    """Whether any of the lists says who owns what."""
    return any((each.relation["kind"].cast(pl.String) == "ownership").any() for each in lists)


@dataclass(frozen=True)
class _Case:
    """Holdings between nodes (parties and entries) and listed nodes, if some hits are matches and the others not."""

    edges: pl.DataFrame
    top: pl.DataFrame

    @classmethod
    def of(cls, matches: pl.DataFrame, own: pl.DataFrame, stated: pl.DataFrame, entries: pl.DataFrame) -> "_Case":
        """An entry matched with one party is that party; one matched with several stands beside them, and its owners
        count for each."""
        met = matches.select(*_ENTRY, party=_OUR + pl.col("subject_id")).unique()
        alone = met.filter(pl.len().over(_ENTRY) == 1)
        owners = alone.rename({"entity_id": "owner_id", "party": "owner_party"})
        both = stated.join(owners, on=["list_id", "owner_id"], how="left")
        both = both.join(_owned_ends(met), on=["list_id", "owned_id"], how="left")
        theirs = both.select(
            pl.coalesce("owner_party", _node("owner_id")).alias("owner_id"),
            pl.coalesce("owned_party", _node("owned_id")).alias("owned_id"),
            "share",
            "source",
        )
        merged = pl.concat([own, theirs]).filter(pl.col("owner_id") != pl.col("owned_id"))
        return cls(_once(merged), _listed(met, entries, merged))

    def held(self, rule: OwnershipRule) -> Holdings:
        """What listed nodes own."""
        return held_by_listed(self.edges, self.top, rule)


def _node(column: str) -> pl.Expr:
    return _THEIR + pl.col("list_id") + _APART + pl.col(column)


def _owned_ends(met: pl.DataFrame) -> pl.DataFrame:
    """Where an entry stands as an owned one: the parties matched with it, and itself where these are several."""
    ends = met.rename({"entity_id": "owned_id", "party": "owned_party"})
    several = ends.filter(pl.len().over("list_id", "owned_id") > 1).select("list_id", "owned_id").unique()
    return pl.concat([ends, several.with_columns(owned_party=_node("owned_id")).select(ends.columns)])


def _once(edges: pl.DataFrame) -> pl.DataFrame:
    """Holdings between two nodes as one source states them: the surest, then the largest statement."""
    stated = edges.group_by(*_ENDS, "source").agg(
        unsure=pl.col("share").is_null().any(), known=pl.col("share").sum().round(9)
    )
    order = ["unsure", "known", "source"]
    best = stated.sort(order, descending=[False, True, False]).unique(_ENDS, keep="first", maintain_order=True)
    return edges.join(best, on=[*_ENDS, "source"], how="semi").drop("source")


def _listed(met: pl.DataFrame, entries: pl.DataFrame, edges: pl.DataFrame) -> pl.DataFrame:
    """Nodes that are listed: parties matched with a listed entry, and listed entries that own something."""
    told = met.join(entries.select(*_ENTRY, "listed"), on=_ENTRY, how="left")
    parties = told.filter(pl.col("listed").fill_null(True)).select(party_id="party")
    nodes = entries.filter("listed").select(party_id=_node("entity_id"))
    return pl.concat([parties, nodes.join(edges, left_on="party_id", right_on="owner_id", how="semi")]).unique()


def _entries(lists: Sequence[WatchList], on: date) -> pl.DataFrame:
    """``list_id, entity_id, name, listed`` of every entry: whether its list lists it on the day."""
    nothing = pl.DataFrame(schema={**dict.fromkeys((*_ENTRY, "name"), pl.String), "listed": pl.Boolean})
    begun = (pl.col("listed_on") <= on).fill_null(True)
    removed = (pl.col("delisted_on") <= on).fill_null(False)
    itself = (pl.col("topic").cast(pl.String) != ONLY_RELATIONS).fill_null(True)
    parts = []
    for each in lists:
        primary = each.name.filter(pl.col("kind").cast(pl.String) == "primary")
        called = each.entity.join(primary.select("entity_id", "name"), on="entity_id", how="left")
        parts.append(
            called.select(
                pl.lit(each.version.list_id).alias("list_id"), "entity_id", "name", listed=begun & ~removed & itself
            )
        )
    return pl.concat([nothing, *parts])


def _stated(lists: Sequence[WatchList], matches: pl.DataFrame, asked: OwnedAsked) -> pl.DataFrame:
    """``list_id, owner_id, owned_id, share, source``: holdings that lists state above entries with a match; each row
    is a source of its own."""
    parts = [pl.DataFrame(schema={"list_id": pl.String, **_EDGES})]
    for each in lists:
        list_id = each.version.list_id
        edges = holdings(each.relation, asked.on)
        reached = matches.filter(pl.col("list_id") == list_id).select(owned_id="entity_id").unique()
        above = reached
        for _step in range(asked.rule.most_steps):
            owners = edges.join(above, on="owned_id", how="semi").select(owned_id="owner_id").unique()
            above = owners.join(reached, on="owned_id", how="anti")
            if above.is_empty():
                break
            reached = pl.concat([reached, above])
        numbered = edges.join(reached, on="owned_id", how="semi").sort("owner_id", "owned_id", "share")
        source = pl.concat_str(pl.lit(list_id + _APART), pl.int_range(pl.len()).cast(pl.String))
        parts.append(numbered.with_columns(list_id=pl.lit(list_id), source=source).select(parts[0].columns))
    return pl.concat(parts)


def _put_together(sure: Holdings, most: Holdings, rule: OwnershipRule) -> Holdings:
    """Shares known if only decided hits are matches, and possible if all are; the paths of the latter."""
    cases = [each.parties.select("party_id", "known", "possible") for each in (sure, most)]
    both = cases[1].join(cases[0], on="party_id", how="full", coalesce=True, suffix="_sure")
    shares = both.select(
        "party_id",
        known=pl.min_horizontal(pl.col("known", "known_sure").fill_null(0.0)),
        possible=pl.max_horizontal("possible", "possible_sure"),
    ).filter(pl.col("party_id").str.starts_with(_OUR))
    state = pl.when(rule.reached("known")).then(pl.lit(LISTED)).when(rule.reached("possible")).then(pl.lit(UNKNOWN))
    parties = shares.with_columns(state=state.otherwise(pl.lit(NOT_LISTED)))
    others = sure.paths.join(most.parties, on="party_id", how="anti")
    paths = pl.concat([most.paths, others]).join(parties, on="party_id", how="semi")
    return Holdings(parties, paths)


def _named(found: Holdings, names: Mapping[str, str], entries: pl.DataFrame) -> pl.DataFrame:
    """``node, id, list, name`` of all nodes on paths; the number for a name where there is none."""
    ends = (found.paths["owner_id"], found.paths["owned_id"], found.parties["party_id"])
    nodes = pl.concat([end.alias("node") for end in ends]).unique().to_frame()
    ours = pl.col("node").str.starts_with(_OUR)
    told = nodes.with_columns(
        id=pl.when(ours).then(pl.col("node").str.slice(1)).otherwise(pl.col("node").str.split(_APART).list.last()),
        list=pl.when(~ours).then(pl.col("node").str.slice(1).str.split(_APART).list.first()),
    )
    called = pl.DataFrame(list(names.items()), schema={"id": pl.String, "own": pl.String}, orient="row")
    listed = entries.select("name", node=_node("entity_id"))
    both = told.join(called, on="id", how="left").join(listed, on="node", how="left")
    own = pl.when(pl.col("list").is_null()).then("own")
    return both.select("node", "id", "list", name=pl.coalesce(own, "name", "id"))


def _told(found: Holdings, nodes: pl.DataFrame, undecided: pl.Series) -> pl.DataFrame:
    """The parties with names, paths and sentences, in order."""
    rank = {state: place for place, state in enumerate(OWNED_STATES)}
    grave = pl.col("state").replace_strict(rank, return_dtype=pl.Int8)
    parties = found.parties.sort(grave, -pl.col("possible"), -pl.col("known"), "party_id")
    names = dict(nodes.select("node", "name").iter_rows())
    sentences = in_words(Holdings(parties, found.paths), names, undecided=set(undecided))
    steps = _steps(found.paths, nodes, undecided)
    paths = steps.group_by("party_id", maintain_order=True).agg(path=pl.struct(list(PATH)))
    told = parties.join(nodes, left_on="party_id", right_on="node", how="left", maintain_order="left")
    told = told.join(paths, on="party_id", how="left", maintain_order="left")
    told = told.join(sentences, on="party_id", how="left", maintain_order="left")
    renamed = told.drop("party_id").rename({
        "id": "party_id", "name": "party_name", "known": "known_share", "possible": "possible_share",
    })  # fmt: skip
    return renamed.select(pl.col(name).cast(column.type) for name, column in OWNED.items())


def _steps(paths: pl.DataFrame, nodes: pl.DataFrame, undecided: pl.Series) -> pl.DataFrame:
    """Paths with number, name and list of both ends, and what the owner is."""
    told = paths
    for end in ("owner", "owned"):
        called = nodes.select(
            pl.col("node").alias(f"{end}_id"),
            *(pl.col(part).alias(f"_{end}_{part}") for part in ("id", "name", "list")),
        )
        told = told.join(called, on=f"{end}_id", how="left", maintain_order="left")
    open_one = pl.col("owner_id").is_in(undecided.implode())
    state = pl.when("owner_listed").then(pl.when(open_one).then(pl.lit(UNDECIDED)).otherwise(pl.lit(DECIDED)))
    ends = {f"{end}_{part}": f"_{end}_{part}" for end in ("owner", "owned") for part in ("id", "name", "list")}
    return told.with_columns(owner=state, **ends)
