"""Changes of the books that mean nothing change no share."""

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.chain.lotgraphs import LotBooks, books, chain_of, day, lot_books, random_books

from cupel.chain.graph import Chain
from cupel.chain.propagate import forward

SEEDS = st.integers(0, 2**32 - 1)


def seed_of(lot_id: str) -> float:
    """A number for a source that depends on its first letters only, so that it survives splits and new names."""
    return int.from_bytes(lot_id.split("/", maxsplit=1)[0].encode(), "big") % 97 / 97


def shares_by_lot(chain: Chain) -> dict[str, float]:
    seeds = np.array([seed_of(lot) for lot in chain.origins["lot_id"]])
    shares = forward(chain, metal="cu", seeds=seeds)[:, 0]
    return {lot: share for lot, share, held in zip(chain.lot_ids, shares, chain.holds("cu"), strict=True) if held}


def same(found: dict[str, float], expected: dict[str, float]) -> None:
    assert found.keys() >= expected.keys()
    np.testing.assert_allclose([found[lot] for lot in expected], list(expected.values()), rtol=0, atol=1e-12)


@settings(deadline=None)
@given(lot_books(), SEEDS)
def test_rows_in_another_order(made: LotBooks, seed: int) -> None:
    shuffled = LotBooks(*(table.sample(fraction=1.0, shuffle=True, seed=seed) for table in made))
    same(shares_by_lot(chain_of(shuffled)), shares_by_lot(chain_of(made)))


@settings(deadline=None)
@given(lot_books(), st.integers(2, 10**6))
def test_all_masses_rescaled(made: LotBooks, factor: int) -> None:
    larger = LotBooks(*(table.with_columns(pl.col("cu_g") * factor) for table in made))
    same(shares_by_lot(chain_of(larger)), shares_by_lot(chain_of(made)))


@settings(deadline=None, max_examples=20)
@given(SEEDS)
def test_new_numbers_for_all_lots(seed: int) -> None:
    made = random_books(size=100, seed=seed)
    new = {
        lot: f"{lot}/{number}"
        for number, lot in enumerate(made.lots["lot_id"].sample(fraction=1.0, shuffle=True, seed=1))
    }
    renamed = LotBooks(
        made.lots.with_columns(pl.col("lot_id").replace_strict(new)),
        made.flows.with_columns(pl.col("src_lot", "dst_lot").replace_strict(new)),
    )
    found = shares_by_lot(chain_of(renamed))
    same({lot.split("/", maxsplit=1)[0]: share for lot, share in found.items()}, shares_by_lot(chain_of(made)))


@settings(deadline=None)
@given(lot_books())
def test_a_trader_in_between_that_passes_everything_on(made: LotBooks) -> None:
    if not made.flows.height:
        return
    flow = made.flows.tail(1)
    giver = made.lots.filter(pl.col("lot_id") == flow["src_lot"][0])
    trader = giver.with_columns(flow.select("cu_g", "ni_g"), lot_id=pl.lit("trader"))
    flows = [
        made.flows.head(-1),
        flow.with_columns(dst_lot=pl.lit("trader")),
        flow.with_columns(src_lot=pl.lit("trader")),
    ]
    same(
        shares_by_lot(chain_of(LotBooks(pl.concat([made.lots, trader]), pl.concat(flows)))),
        shares_by_lot(chain_of(made)),
    )


@settings(deadline=None)
@given(lot_books())
def test_a_lot_booked_as_two_halves(made: LotBooks) -> None:
    """Every grams doubled first, so that halves are whole numbers."""
    double = LotBooks(*(table.with_columns(pl.col("cu_g", "ni_g") * 2) for table in made))
    lot = pl.col("lot_id") == made.lots["lot_id"][made.lots.height // 2]
    name = made.lots.filter(lot)["lot_id"][0]
    touches = (pl.col("src_lot") == name) | (pl.col("dst_lot") == name)
    half = pl.col("cu_g", "ni_g") // 2

    def renamed(column: str, suffix: str) -> pl.Expr:
        return pl.when(pl.col(column) == name).then(pl.lit(name + suffix)).otherwise(column).alias(column)

    lots = [double.lots.filter(~lot)]
    flows = [double.flows.filter(~touches)]
    for suffix in ("/1", "/2"):
        lots.append(double.lots.filter(lot).with_columns(half, renamed("lot_id", suffix)))
        flows.append(
            double.flows.filter(touches).with_columns(half, renamed("src_lot", suffix), renamed("dst_lot", suffix))
        )
    expected = {key: share for key, share in shares_by_lot(chain_of(double)).items() if key != name}
    same(shares_by_lot(chain_of(LotBooks(pl.concat(lots), pl.concat(flows)))), expected)


def test_adjacent_periods_of_a_pool_merged() -> None:
    """A pool that carries its rest over, and everything charged to it before anything leaves."""
    lots = {"a": 30, "b": 50, "pool1": 30, "pool2": 80, "out": 80}
    apart = books(lots, [("a", "pool1", 30), ("pool1", "pool2", 30), ("b", "pool2", 50), ("pool2", "out", 80)])
    merged = books(
        {"a": 30, "b": 50, "pool2": 80, "out": 80}, [("a", "pool2", 30), ("b", "pool2", 50), ("pool2", "out", 80)]
    )
    same(shares_by_lot(chain_of(apart)), shares_by_lot(chain_of(merged)))


@settings(deadline=None, max_examples=20)
@given(SEEDS)
def test_scrap_that_returns_to_a_later_campaign_keeps_the_sums(seed: int) -> None:
    made = random_books(size=100, seed=seed)
    last = made.lots.tail(1)["lot_id"][0]
    loop = books({last: 0, "scrap": 10**6, "remelt": 10**6}, [(last, "scrap", 10**6), ("scrap", "remelt", 10**6)])
    extra = loop.lots.tail(2).with_columns(
        created_at=pl.Series([day(900), day(901)], dtype=pl.Datetime("ms")), ni_g=pl.lit(0, pl.Int64)
    )
    looped = LotBooks(
        pl.concat([made.lots, extra.select(made.lots.columns)]),
        pl.concat([made.flows, loop.flows.with_columns(ni_g=pl.lit(0, pl.Int64)).select(made.flows.columns)]),
    )
    chain = chain_of(looped)
    total = forward(chain, metal="cu", seeds=np.ones((len(chain.sources), 1)))[:, 0]
    np.testing.assert_allclose(total[chain.holds("cu")], 1.0, rtol=0, atol=1e-12)
