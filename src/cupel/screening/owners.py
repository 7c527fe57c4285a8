"""Parties that listed parties own, together and through steps, with the holdings that show it.

Regimes differ; rule, threshold, comparator and aggregation are the clause's to choose:

- *fixed point*: a party is held when direct shares of listed or held parties reach the threshold; a held party counts
  with all it owns (shares are not multiplied);
- *aggregate*: shares are multiplied along every path from a listed party and added up over paths and listed parties; a
  path ends at the listed party nearest to the owned one;
- *chain*: as fixed point, but a party is passed through only if one listed or held party alone reaches the threshold.

Without aggregation the shares of different owners (in *aggregate*: of different listed parties) are not added up.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from cupel.errors import RunError
from cupel.messages import _, ngettext

FIXED_POINT, AGGREGATE, CHAIN = "fixed point", "aggregate", "chain"
RULES = (FIXED_POINT, AGGREGATE, CHAIN)
LISTED, NOT_LISTED, UNKNOWN = "listed", "not listed", "unknown"
COMPARATORS = (">=", ">")
MOST_STEPS = 64
"""Steps of ownership that are followed, unless another number is asked for."""

MOST_HOLDINGS = 50
"""Holdings of a path after which it goes no step further; shares and states do not depend on it."""

STEPS_TOLD = 12
"""Holdings that a sentence names; the path has all of them."""

DIGITS = 9
"""Decimals of shares: sums of decimal fractions compare as they are written."""


@dataclass(frozen=True, kw_only=True)
class OwnershipRule:
    """What a clause means by owned; ``threshold`` is a share in (0, 1]."""

    rule: str = FIXED_POINT
    threshold: float = 0.5
    comparator: str = ">="
    aggregation: bool = True
    most_steps: int = MOST_STEPS

    def __post_init__(self) -> None:
        """Raises :class:`~cupel.errors.RunError` for a rule that does not exist."""
        known = self.rule in RULES and self.comparator in COMPARATORS
        if not known or not 0 < self.threshold <= 1 or self.most_steps < 1:
            raise RunError(
                _("This is no rule of ownership."),
                code="ownership-rule",
                remedy=_("Rules: {rules}. Comparators: {comparators}. The threshold lies above 0 and up to 1.").format(
                    rules=", ".join(RULES), comparators=", ".join(COMPARATORS)
                ),
            )

    def reached(self, share: str) -> pl.Expr:
        """Whether the column ``share`` reaches the threshold."""
        least = round(self.threshold, DIGITS)
        return pl.col(share) > least if self.comparator == ">" else pl.col(share) >= least


@dataclass(frozen=True)
class Holdings:
    """What listed parties own.

    ``parties``: ``party_id, state`` (listed, not listed, unknown), ``known, possible`` (share in [0, 1], without and
    with the whole of holdings of unknown size). Only parties in which a listed party has some part, directly or in
    steps, appear. ``paths``: ``party_id, step`` (1 = a direct holding of the party), ``owner_id, owned_id, share,
    owner_listed``: the holdings that count, nearest first; a path of :data:`MOST_HOLDINGS` goes no step further.
    """

    parties: pl.DataFrame
    paths: pl.DataFrame


def valid_on(edges: pl.DataFrame, day: date) -> pl.DataFrame:
    """The ``edges`` whose ``valid_from`` and ``valid_to`` (null = open) include ``day``."""
    begun = (pl.col("valid_from") <= day).fill_null(True)
    return edges.filter(begun, (pl.col("valid_to") >= day).fill_null(True))


def held_by_listed(
    edges: pl.DataFrame, listed: pl.DataFrame, rule: OwnershipRule, *, by: tuple[str, ...] = ()
) -> Holdings:
    """What ``listed`` (``party_id``) own through ``edges`` (``owner_id, owned_id, share``, null = unknown size).

    Edges are holdings only, all valid at once; several between the same two are added up. ``by``: further columns of
    both frames (a day, say) that keep cases apart; the results have them too.
    """
    keys = list(by)
    shares = edges.select(*keys, "owner_id", "owned_id", pl.col("share").cast(pl.Float64))
    shares = shares.filter((pl.col("share") > 0).fill_null(True))
    top = listed.select(*keys, "party_id").unique()
    counted = _multiplied if rule.rule == AGGREGATE else _passed_on
    sure = counted(shares.with_columns(pl.col("share").fill_null(0.0)), top, rule, keys)
    most = counted(shares.with_columns(pl.col("share").fill_null(1.0)), top, rule, keys)
    parties = _states(sure, most, rule, keys)
    on = [*keys, "party_id"]
    interval = parties.filter(pl.col("known") < pl.col("possible")).select(on)
    certain = parties.filter((pl.col("state") == LISTED) | (pl.col("known") == pl.col("possible"))).select(on)
    known = _paths(shares.drop_nulls("share"), sure, certain, keys, rule)
    possible = _paths(shares, most, interval, keys, rule)
    more = possible.join(known, on=[*on, "owner_id", "owned_id", "share"], how="anti", nulls_equal=True)
    order = [*on, "step", "owner_id", "owned_id", "share"]
    return Holdings(parties, pl.concat([known, more]).sort(order, nulls_last=True))


def in_words(holdings: Holdings, names: Mapping[str, str], *, undecided: Collection[str] = ()) -> pl.DataFrame:
    """``party_id, sentence`` of a :func:`held_by_listed` without ``by``: who owns how much of what, step by step.

    ``undecided``: listed parties of which it is not decided yet whether they are.
    """
    sizes = dict(holdings.paths.group_by("party_id").len().iter_rows())
    first = holdings.paths.filter(pl.int_range(pl.len()).over("party_id") < STEPS_TOLD)
    paths = first.rows_by_key("party_id", named=True)
    rows = []
    for party in holdings.parties.iter_rows(named=True):
        told = [_holding(step, names, undecided) for step in paths[party["party_id"]]]
        left = sizes[party["party_id"]] - STEPS_TOLD
        if left > 0:
            told.append(ngettext("{n} more holding", "{n} more holdings", left).format(n=left))
        rows.append((party["party_id"], _head(party, names) + "; ".join(told) + "."))
    return pl.DataFrame(rows, schema={"party_id": pl.String, "sentence": pl.String}, orient="row")


@dataclass(frozen=True)
class _Count:
    """``shares``: share per party; ``holders``: parties whose holdings count, ``turn`` 0 for listed ones."""

    shares: pl.DataFrame
    holders: pl.DataFrame


def _passed_on(edges: pl.DataFrame, top: pl.DataFrame, rule: OwnershipRule, keys: list[str]) -> _Count:
    """Fixed point and chain: listed and held parties count with all they own."""
    alone = not rule.aggregation or rule.rule == CHAIN
    holders = top.with_columns(turn=pl.lit(0, pl.Int64))
    for turn in range(1, rule.most_steps):
        sums = _together(edges, holders, keys, alone=alone)
        new = sums.filter(rule.reached("together")).join(holders, on=[*keys, "party_id"], how="anti")
        if new.is_empty():
            break
        holders = pl.concat([holders, new.select(*keys, "party_id", turn=pl.lit(turn, pl.Int64))])
    return _Count(_together(edges, holders, keys, alone=not rule.aggregation), holders)


def _together(edges: pl.DataFrame, holders: pl.DataFrame, keys: list[str], *, alone: bool) -> pl.DataFrame:
    """Share per party that holders have together, or the largest of one holder ``alone``."""
    of_holders = edges.join(holders, left_on=[*keys, "owner_id"], right_on=[*keys, "party_id"])
    one = of_holders.group_by(*keys, "owner_id", party_id="owned_id").agg(pl.col("share").sum())
    share = pl.col("share").max() if alone else pl.col("share").sum()
    return one.group_by(*keys, "party_id").agg(together=share.round(DIGITS).clip(upper_bound=1.0))


def _multiplied(edges: pl.DataFrame, top: pl.DataFrame, rule: OwnershipRule, keys: list[str]) -> _Count:
    """Aggregate: shares multiplied along every path from the nearest listed party, added up over all listed parties, or
    over each by itself (``origin``)."""
    on = [*keys, "owner_id"]
    merged = edges.group_by(*keys, "owner_id", "owned_id").agg(pl.col("share").sum().clip(upper_bound=1.0))
    origin = pl.lit("") if rule.aggregation else pl.col("owner_id")
    direct = merged.join(top, left_on=on, right_on=[*keys, "party_id"]).with_columns(origin=origin)
    further = merged.join(top, left_on=on, right_on=[*keys, "party_id"], how="anti")
    start = direct.select(*keys, "origin", party_id="owned_id", part="share")
    parts = _summed(start, keys)
    for _step in range(1, rule.most_steps):
        passed = further.join(parts, left_on=on, right_on=[*keys, "party_id"]).select(
            *keys, "origin", party_id="owned_id", part=pl.col("share") * pl.col("part")
        )
        grown = _summed(pl.concat([start, passed]), keys)
        if grown.equals(parts):
            break
        parts = grown
    shares = parts.group_by(*keys, "party_id").agg(together=pl.col("part").max().round(DIGITS))
    through = shares.filter(pl.col("together") > 0).join(top, on=[*keys, "party_id"], how="anti")
    holders = [top.with_columns(turn=pl.lit(0, pl.Int64)), through.select(*keys, "party_id", turn=pl.lit(1, pl.Int64))]
    return _Count(shares, pl.concat(holders))


def _summed(parts: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Parts of each party added up per origin; nobody owns more than the whole."""
    ends = [*keys, "origin", "party_id"]
    return parts.group_by(ends).agg(part=pl.col("part").sum().clip(upper_bound=1.0)).sort(ends)


def _states(sure: _Count, most: _Count, rule: OwnershipRule, keys: list[str]) -> pl.DataFrame:
    on = [*keys, "party_id"]
    known = sure.shares.rename({"together": "known"})
    told = most.shares.rename({"together": "possible"}).join(known, on=on, how="left")
    state = pl.when(rule.reached("known")).then(pl.lit(LISTED)).when(rule.reached("possible")).then(pl.lit(UNKNOWN))
    shown = told.with_columns(pl.col("known").fill_null(0.0)).with_columns(state=state.otherwise(pl.lit(NOT_LISTED)))
    return shown.filter(pl.col("possible") > 0).select(*on, "state", "known", "possible").sort(on)


def _paths(
    edges: pl.DataFrame, count: _Count, parties: pl.DataFrame, keys: list[str], rule: OwnershipRule
) -> pl.DataFrame:
    """Holdings that count for each of ``parties``, nearest first."""
    owner = count.holders.rename({"party_id": "owner_id", "turn": "owner_turn"})
    owned = count.holders.rename({"party_id": "owned_id", "turn": "owned_turn"})
    used = edges.join(owner, on=[*keys, "owner_id"]).join(owned, on=[*keys, "owned_id"], how="left")
    earlier = pl.lit(rule.rule == AGGREGATE) | (pl.col("owner_turn") < pl.col("owned_turn"))
    inner = used.filter(earlier)
    at = parties.select(*keys, "party_id", owned_id="party_id")
    seen = [_step_of(used, at, keys, 1)]
    for step in range(2, rule.most_steps + 1):
        at = seen[-1].filter(~pl.col("owner_listed")).select(*keys, "party_id", owned_id="owner_id").unique()
        walked = pl.concat(seen)
        long = walked.group_by(*keys, "party_id").len().filter(pl.col("len") >= MOST_HOLDINGS)
        at = at.join(long, on=[*keys, "party_id"], how="anti")
        ends = [*keys, "party_id", "owner_id", "owned_id"]
        found = _step_of(inner, at, keys, step).join(walked, on=ends, how="anti")
        if found.is_empty():
            break
        seen.append(found)
    return pl.concat(seen)


def _step_of(used: pl.DataFrame, at: pl.DataFrame, keys: list[str], step: int) -> pl.DataFrame:
    told = used.join(at, on=[*keys, "owned_id"]).with_columns(
        step=pl.lit(step, pl.Int64), owner_listed=pl.col("owner_turn") == 0
    )
    return told.select(*keys, "party_id", "step", "owner_id", "owned_id", "share", "owner_listed")


def _head(party: Mapping[str, object], names: Mapping[str, str]) -> str:
    """How much of the party is owned by listed parties."""
    name = names.get(str(party["party_id"]), str(party["party_id"]))
    if party["known"] == party["possible"]:
        return _("{share} of {party} counts as owned by listed parties: ").format(
            share=percent(party["known"]), party=name
        )
    return _("{known} to {possible} of {party} counts as owned by listed parties: ").format(
        known=percent(party["known"]), possible=percent(party["possible"]), party=name
    )


def _holding(step: Mapping[str, object], names: Mapping[str, str], undecided: Collection[str]) -> str:
    owner, owned = (names.get(str(step[end]), str(step[end])) for end in ("owner_id", "owned_id"))
    share = _("an unknown share") if step["share"] is None else percent(step["share"])
    if not step["owner_listed"]:
        told = _("{owner} owns {share} of {owned}")
    elif step["owner_id"] in undecided:
        told = _("{owner} (hit not decided) owns {share} of {owned}")
    else:
        told = _("{owner} (listed) owns {share} of {owned}")
    return told.format(owner=owner, share=share, owned=owned)


def percent(share: object) -> str:
    """A share as people write it: ``33.5 %``."""
    return f"{100 * float(str(share)):.6g} %"
