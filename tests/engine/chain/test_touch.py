"""Shares that passed a marked place, and bits that say whether anything did."""

import numpy as np
import pytest
from hypothesis import given, settings
from tests.engine.chain.lotgraphs import LotBooks, books, chain_of, lot_books, random_bits, random_books, random_seeds

from cupel.chain.arrays import Planes
from cupel.chain.propagate import contact, forward, touch

LARGE = random_books(size=1500, seed=21)
NONE = np.uint64(0)


def marks(size: int, *places: int) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    bits = np.zeros(size, np.uint64)
    bits[list(places)] = 1
    return bits


def test_what_takes_a_marked_flow_counts_whole() -> None:
    chain = chain_of(books({"a": 30, "b": 10, "c": 40}, [("a", "c", 30), ("b", "c", 10)]))
    shares = touch(chain, metal="cu", seeds=np.zeros((2, 1)), flow_bits=marks(2, 0), lot_bits=marks(3))
    assert shares[:, 0].tolist() == [0.0, 0.0, 0.75]


def test_everything_in_a_marked_lot_counts() -> None:
    chain = chain_of(books({"a": 30, "b": 40, "c": 40}, [("a", "b", 30), ("b", "c", 40)]))
    shares = touch(chain, metal="cu", seeds=np.zeros((2, 1)), flow_bits=marks(3), lot_bits=marks(4, 2))
    assert shares[:, 0].tolist() == [0.0, 0.0, 1.0, 1.0]


def test_touch_without_marks_is_a_plain_pass_bit_for_bit() -> None:
    chain = chain_of(LARGE)
    seeds = random_seeds(chain, 64)
    plain = forward(chain, metal="cu", seeds=seeds)
    touched = touch(chain, metal="cu", seeds=seeds, flow_bits=marks(len(chain.src)), lot_bits=marks(chain.size))
    np.testing.assert_array_equal(touched, plain)


def test_touched_shares_are_never_below_plain_ones() -> None:
    chain = chain_of(LARGE)
    seeds = random_seeds(chain, 64)
    bits = {"flow_bits": random_bits(len(chain.src), seed=1), "lot_bits": random_bits(chain.size, seed=2)}
    touched = touch(chain, metal="cu", seeds=seeds, **bits)
    assert (touched >= forward(chain, metal="cu", seeds=seeds) - 1e-12).all()
    assert touched.max() <= 1.0 + 1e-12


def test_more_columns_than_bits_are_refused() -> None:
    chain = chain_of(books({"a": 1, "b": 1}, [("a", "b", 1)]))
    with pytest.raises(ValueError, match="at most 64 columns, got 65"):
        touch(chain, metal="cu", seeds=np.zeros((1, 65)), flow_bits=marks(1), lot_bits=marks(2))


def test_touch_is_the_recursion_written_out() -> None:
    chain = chain_of(random_books(size=200, seed=8))
    seeds = random_seeds(chain, 3)
    flow_bits, lot_bits = random_bits(len(chain.src), seed=3, density=0.3), random_bits(chain.size, seed=4, density=0.1)
    expected = np.zeros((chain.size, 3))
    for lot in range(chain.size):
        for b in range(3):
            value = seeds[chain.seed[lot], b] if chain.source[lot] else 0.0
            for e in range(chain.ptr[lot], chain.ptr[lot + 1]):
                marked = (int(flow_bits[e]) >> b) & 1
                value += chain.weight["cu"][e] * (1.0 if marked else expected[chain.src[e], b])
            expected[lot, b] = 1.0 if (int(lot_bits[lot]) >> b) & 1 else value
    got = touch(chain, metal="cu", seeds=seeds, flow_bits=flow_bits, lot_bits=lot_bits)
    np.testing.assert_allclose(got, expected, rtol=0, atol=1e-14)


def test_a_contact_bit_is_set_exactly_where_the_share_is_positive() -> None:
    chain = chain_of(LARGE)
    seeds = (random_seeds(chain, 64) > 0.9).astype(float)
    words = (seeds.astype(np.uint64) << np.arange(64, dtype=np.uint64)).sum(axis=1, dtype=np.uint64)
    planes = contact(chain, metal="cu", seeds=Planes(words, np.zeros_like(words)))
    shares = forward(chain, metal="cu", seeds=seeds)
    bits = (planes.certain[:, None] >> np.arange(64, dtype=np.uint64)) & np.uint64(1)
    np.testing.assert_array_equal(bits.astype(bool), shares > 0.0)


@settings(deadline=None)
@given(lot_books())
def test_no_flag_is_certain_and_possible_at_once(made: LotBooks) -> None:
    chain = chain_of(made)
    sources = len(chain.sources)
    planes = contact(
        chain,
        metal="cu",
        seeds=Planes(random_bits(sources, seed=1, density=0.4), random_bits(sources, seed=2, density=0.4)),
        flows=Planes(random_bits(len(chain.src), seed=3), random_bits(len(chain.src), seed=4, density=0.4)),
        lots=Planes(random_bits(chain.size, seed=5), random_bits(chain.size, seed=6)),
    )
    assert not (planes.certain & planes.possible).any()


def test_a_possible_flag_stays_possible_until_a_certain_one_joins() -> None:
    chain = chain_of(books({"a": 1, "b": 1, "c": 1, "d": 2}, [("a", "c", 1), ("c", "d", 1), ("b", "d", 1)]))
    planes = contact(chain, metal="cu", seeds=Planes(np.array([NONE, np.uint64(1)]), np.array([np.uint64(1), NONE])))
    assert planes.certain.tolist() == [0, 1, 0, 1]
    assert planes.possible.tolist() == [1, 0, 1, 0]


def test_a_flow_that_holds_none_of_the_metal_carries_no_flag() -> None:
    chain = chain_of(books({"a": 1, "b": 1, "c": 1}, [("a", "c", 0), ("b", "c", 1)]))
    flag = np.array([1, 0], np.uint64)
    assert contact(chain, metal="cu", seeds=Planes(flag, np.zeros_like(flag))).certain[2] == 0


def test_contact_survives_where_the_share_underflows() -> None:
    lots = {"a": 1, **{f"m{i:03}": 10**15 for i in range(30)}}
    flows = [("a", "m000", 1), *((f"m{i:03}", f"m{i + 1:03}", 1) for i in range(29))]
    chain = chain_of(books(lots, flows))
    seeds = (chain.origins["lot_id"] == "a").to_numpy().astype(float)
    flag = seeds.astype(np.uint64)
    assert forward(chain, metal="cu", seeds=seeds)[-1, 0] == 0.0
    assert contact(chain, metal="cu", seeds=Planes(flag, np.zeros_like(flag))).certain[-1] == 1
