"""Paths that explain a share: heaviest first, complete when they cover it, and true to the books."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from tests.engine.chain.lotgraphs import LotBooks, books, chain_of, lot_books, random_books, random_seeds
from tests.engine.chain.oracles import shares_by_paths

from cupel.chain import paths
from cupel.chain.arrays import Targets
from cupel.chain.graph import Chain
from cupel.chain.paths import Explanation, Mark, aggregated_flow, explain, path_table
from cupel.chain.propagate import forward, touch

ALL = 10**6


def flagged(chain: Chain, *lots: str) -> Mark:
    seeds = chain.origins["lot_id"].is_in(list(lots)).to_numpy().astype(float)
    return Mark(shares=forward(chain, metal="cu", seeds=seeds)[:, 0])


def last(chain: Chain, mark: Mark, *, top: int = 10) -> Explanation:
    return explain(chain, metal="cu", lot=chain.size - 1, mark=mark, top=top)


def starts(chain: Chain, found: Explanation) -> dict[str, float]:
    """Share by the lot that each path starts from."""
    return {chain.lot_ids[path.start]: path.share for path in found.paths}


def two_ways() -> LotBooks:
    flows = [("a", "c", 30), ("b", "c", 10), ("a", "d", 5), ("c", "e", 40), ("d", "e", 5)]
    return books({"a": 35, "b": 10, "c": 40, "d": 5, "e": 45}, flows)


def test_the_heaviest_path_comes_first() -> None:
    chain = chain_of(two_ways())
    found = last(chain, flagged(chain, "a"))
    assert [path.share for path in found.paths] == pytest.approx([30 / 45, 5 / 45])
    assert [[chain.lot_ids[int(chain.src[e])] for e in path.flows] for path in found.paths] == [["c", "a"], ["d", "a"]]
    assert found.covered == pytest.approx(1.0)
    assert found.ordered


def test_fewer_paths_than_there_are_cover_a_part() -> None:
    chain = chain_of(two_ways())
    assert last(chain, flagged(chain, "a"), top=1).covered == pytest.approx(30 / 35)


def test_a_lot_without_the_mark_has_no_paths() -> None:
    chain = chain_of(two_ways())
    found = last(chain, flagged(chain))
    assert (found.paths, found.covered, found.share) == ((), 0.0, 0.0)


def test_a_marked_source_explains_itself() -> None:
    chain = chain_of(books({"a": 1}, []))
    assert [(path.share, path.flows) for path in last(chain, flagged(chain, "a")).paths] == [(1.0, ())]


@settings(deadline=None)
@given(lot_books())
def test_all_paths_together_are_the_share(made: LotBooks) -> None:
    chain = chain_of(made)
    mark = flagged(chain, *chain.origins["lot_id"].gather_every(2))
    found = last(chain, mark, top=ALL)
    sources = shares_by_paths(chain, metal="cu", lot=chain.size - 1)
    expected = sum(share for source, share in sources.items() if mark.shares[source] == 1.0)
    assert sum(path.share for path in found.paths) == pytest.approx(expected, abs=1e-12)
    assert found.covered == pytest.approx(1.0 if expected else 0.0)


@settings(deadline=None)
@given(lot_books())
def test_paths_come_by_falling_share_and_more_never_change_the_first(made: LotBooks) -> None:
    chain = chain_of(made)
    mark = flagged(chain, *chain.origins["lot_id"])
    everything, few = last(chain, mark, top=ALL), last(chain, mark, top=3)
    shares = [path.share for path in everything.paths]
    assert shares == sorted(shares, reverse=True)
    assert [path.share for path in few.paths] == shares[:3]


def test_cutting_the_heaviest_path_lowers_the_share_by_its_mass() -> None:
    made = random_books(size=200, seed=9)
    chain = chain_of(made)
    mark = flagged(chain, *chain.origins["lot_id"].gather_every(3))
    target = int(np.argmax(mark.shares * ~chain.source))
    heaviest = explain(chain, metal="cu", lot=target, mark=mark).paths[0]
    edge = heaviest.flows[-1]  # replace the source of the path's first flow by one without the mark
    lot, clean = chain.dst[edge], next(s for s in chain.sources if mark.shares[s] == 0.0 and s < chain.dst[edge])
    passed = chain.weight["cu"][edge] * mark.shares[chain.src[edge]]
    src = chain.src.copy()
    src[edge] = clean
    seeds = np.where(mark.shares[chain.sources] == 1.0, 1.0, 0.0)
    after = forward(replace(chain, src=src), metal="cu", seeds=seeds)[:, 0]
    assert mark.shares[lot] - after[lot] == pytest.approx(passed, abs=1e-12)
    assert mark.shares[target] - after[target] >= heaviest.share - 1e-12


def test_paths_end_at_the_marked_flow() -> None:
    chain = chain_of(two_ways())
    flows = np.array([0, 0, 0, 1, 0], np.uint64)
    shares = touch(chain, metal="cu", seeds=np.zeros((2, 1)), flow_bits=flows, lot_bits=np.zeros(5, np.uint64))
    found = last(chain, Mark(shares=shares[:, 0], flows=flows.astype(bool)))
    assert starts(chain, found) == {"c": pytest.approx(40 / 45)}


def test_paths_end_at_the_marked_lot() -> None:
    chain = chain_of(two_ways())
    lots = np.array([0, 0, 0, 1, 0], np.uint64)
    shares = touch(chain, metal="cu", seeds=np.zeros((2, 1)), flow_bits=np.zeros(5, np.uint64), lot_bits=lots)
    found = last(chain, Mark(shares=shares[:, 0], lots=lots.astype(bool)))
    assert starts(chain, found) == {"d": pytest.approx(5 / 45)}


def test_a_search_cut_short_gives_real_paths_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    chain = chain_of(random_books(size=200, seed=9))
    mark = flagged(chain, *chain.origins["lot_id"])
    whole = last(chain, mark, top=ALL)
    monkeypatch.setattr(paths, "SEARCH_LIMIT", 3)
    cut = last(chain, mark, top=5)
    assert not cut.ordered
    assert len(cut.paths) == 5
    assert {path.flows for path in cut.paths} <= {path.flows for path in whole.paths}


def test_the_table_reads_from_the_source_to_the_lot() -> None:
    made = two_ways()
    chain = chain_of(made)
    table = path_table(chain, last(chain, flagged(chain, "a")), flows=made.flows)
    assert table.select("path", "step", "src_lot", "dst_lot", "flow_id").rows() == [
        (1, 1, "a", "c", "F0"), (1, 2, "c", "e", "F3"), (2, 1, "a", "d", "F2"), (2, 2, "d", "e", "F4"),
    ]  # fmt: skip


def test_unknown_feed_in_a_path_has_no_flow() -> None:
    made = books({"a": 30, "c": 40}, [("a", "c", 30)])
    chain = chain_of(made)
    table = path_table(chain, last(chain, flagged(chain, "UNKNOWN(S)")), flows=made.flows)
    assert table.select("src_lot", "flow_id").rows() == [("UNKNOWN(S)", None)]


def test_a_lot_without_paths_gives_an_empty_table() -> None:
    made = two_ways()
    chain = chain_of(made)
    assert path_table(chain, last(chain, flagged(chain)), flows=made.flows).height == 0


def one_target(lot: int, mass: float) -> Targets:
    return Targets(np.array([lot], np.int32), np.zeros(1, np.int32), np.array([mass]))


def test_aggregated_flow_adds_up_all_paths_by_site() -> None:
    made = books(
        {"a": 30, "b": 10, "c": 40, "d": 40}, [("a", "c", 30), ("b", "c", 10), ("c", "d", 40)], site_id=list("MNPP")
    )
    chain = chain_of(made)
    flow = aggregated_flow(chain, metal="cu", targets=one_target(3, 40.0), mark=flagged(chain, "a", "b"))
    assert flow.rows() == [("P", "P", 40.0, 1), ("M", "P", 30.0, 1), ("N", "P", 10.0, 1)]


def test_marked_mass_from_the_sources_is_the_marked_mass_of_the_target() -> None:
    made = random_books(size=400, seed=10)
    outside = ~pl.col("lot_id").is_in(made.flows["dst_lot"].implode())
    lots = made.lots.with_columns(
        site_id=pl.when(outside).then(pl.lit("outside")).otherwise(pl.lit("plant")), cu_g=None
    )
    chain = chain_of(LotBooks(lots, made.flows))
    mark = Mark(shares=forward(chain, metal="cu", seeds=random_seeds(chain, 1))[:, 0])
    target = int(np.flatnonzero(~chain.source & chain.holds("cu"))[-1])
    flow = aggregated_flow(chain, metal="cu", targets=one_target(target, 1e6), mark=mark)
    arrived = flow.filter((pl.col("from_site") == "outside") & (pl.col("to_site") == "plant"))["mass_g"].sum()
    assert arrived == pytest.approx(1e6 * mark.shares[target])
