"""Lots that hold the same mixture share a row, and nothing else changes: passes over every lot give the same bits."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.chain.lotgraphs import LotBooks, books, chain_of, lot_books, random_bits, random_seeds, without_numba

from cupel.chain import levels
from cupel.chain.arrays import Planes, Targets
from cupel.chain.mixtures import mixtures
from cupel.chain.origins import mixture_masses, passed_mass
from cupel.chain.propagate import contact, forward, touch


def test_parts_of_a_lot_share_its_row_and_a_blend_has_its_own() -> None:
    chain = chain_of(
        books(
            {"a": 4, "b": 4, "half": 2, "quarter": 1, "blend": 2},
            [("a", "half", 2), ("half", "quarter", 1), ("b", "blend", 1), ("quarter", "blend", 1)],
        )
    )
    mixed = chain.mixtures("cu")
    assert chain.lot_ids.gather(mixed.lots).to_list() == ["blend"]
    assert mixed.row.tolist() == [0, 1, 0, 0, 2]


def test_a_part_with_feed_that_the_books_do_not_show_is_a_mixture() -> None:
    chain = chain_of(books({"a": 4, "more": 5}, [("a", "more", 4)]))
    assert chain.lot_ids.gather(chain.mixtures("cu").lots).to_list() == ["more"]


def test_sources_of_one_origin_share_a_row() -> None:
    chain = chain_of(books({"a": 4, "b": 4, "c": 1}, [("b", "c", 1)]))
    assert chain.mixtures("cu", origin=np.array([0, 0], np.int32)).row.tolist() == [0, 0, 0]


@given(made=lot_books(), data=st.data())
def test_passes_over_mixtures_equal_passes_over_every_lot(made: LotBooks, data: st.DataObject) -> None:
    chain = chain_of(made, "cu", "ni")
    number = data.draw(st.integers(0, 99))
    for metal in ("cu", "ni"):
        graph, seeds = chain.graph(metal), random_seeds(chain, 3, seed=number)
        np.testing.assert_array_equal(forward(chain, metal=metal, seeds=seeds), levels.forward(graph, seeds))
        flows = random_bits(len(chain.src), seed=number, density=0.3)
        lots = random_bits(chain.size, seed=number + 1, density=0.2)
        np.testing.assert_array_equal(
            touch(chain, metal=metal, seeds=seeds, flow_bits=flows, lot_bits=lots),
            levels.touch(graph, seeds, flows, lots),
        )
        words = Planes(*(random_bits(len(chain.sources), seed=number + n, density=0.5) for n in (0, 1)))
        nothing = np.zeros(len(chain.src), np.uint64), np.zeros(chain.size, np.uint64)
        marks = [Planes(some, none) for some, none in zip((flows, lots), nothing, strict=True)]
        got = contact(chain, metal=metal, seeds=words, flows=marks[0], lots=marks[1])
        expected = levels.contact(graph, words, *marks)
        np.testing.assert_array_equal(got.certain, expected.certain)
        np.testing.assert_array_equal(got.possible, expected.possible)


@given(made=lot_books(), data=st.data())
def test_numbers_of_mixtures_do_not_depend_on_the_implementation(made: LotBooks, data: st.DataObject) -> None:
    chain = chain_of(made)
    apart = np.array(data.draw(st.lists(st.booleans(), min_size=chain.size, max_size=chain.size)), np.bool_)
    compiled = mixtures(chain.graph("cu"), seeds=len(chain.sources), apart=apart)
    with without_numba():
        plain = mixtures(chain.graph("cu"), seeds=len(chain.sources), apart=apart)
    np.testing.assert_array_equal(compiled.row, plain.row)
    np.testing.assert_array_equal(compiled.lots, plain.lots)
    assert len(np.unique(compiled.row[apart])) == apart.sum(), "lots apart must not share a row"


@given(made=lot_books())
def test_origins_by_mixture_equal_origins_by_lot(made: LotBooks) -> None:
    chain = chain_of(made)
    lots = np.flatnonzero(chain.holds("cu")).astype(np.int32)
    targets = Targets(lots, np.arange(len(lots), dtype=np.int32) % 3, lots.astype(np.float64))
    by_lot = passed_mass(chain, metal="cu", targets=targets, width=3)
    by_mixture = mixture_masses(chain.mixtures("cu"), targets, width=3)
    found, expected = np.zeros((2, len(chain.sources), 3))
    origin = by_mixture.lots < len(chain.sources)
    found[by_mixture.lots[origin]] = by_mixture.mass[origin]
    source = chain.source[by_lot.lots]
    expected[chain.seed[by_lot.lots[source]]] = by_lot.mass[source]
    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-12)
