"""Average linkage over sparse links, against a dense one."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from cupel.consultation.clusters.linkage import Link, joined


def test_one_strong_link_does_not_chain_two_groups() -> None:
    links = [Link(0, 1, 0.9), Link(2, 3, 0.9), Link(1, 2, 0.8)]
    assert [group.members for group in joined(4, links, least=0.5)] == [[0, 1], [2, 3]]


def test_what_is_apart_never_comes_together() -> None:
    links = [Link(0, 1, 0.9), Link(1, 2, 0.9), Link(0, 2, -1e6)]
    assert sorted(len(group.members) for group in joined(3, links, least=0.1)) == [1, 2]


@given(st.integers(2, 9), st.integers(0, 10_000), st.floats(0.2, 0.9))
def test_groups_are_those_of_a_dense_average_linkage(count: int, seed: int, least: float) -> None:
    scores = np.random.default_rng(seed).permutation(count * count)[: count * (count - 1) // 2] / (count * count)
    pairs = [(one, other) for one in range(count) for other in range(one + 1, count)]
    links = [Link(one, other, float(score)) for (one, other), score in zip(pairs, scores, strict=True)]
    found = joined(count, links, least=least)
    dense = fcluster(linkage(squareform(squareform(1 - scores)), "average"), 1 - least, "distance")
    expected = {frozenset(np.flatnonzero(dense == number).tolist()) for number in set(dense)}
    assert {frozenset(group.members) for group in found} == expected


def test_many_links_take_no_more_than_their_number_asks_for() -> None:
    links = [Link(one, one + step, 0.9) for one in range(3_000) for step in (1, 2, 3) if one + step < 3_000]
    groups = joined(3_000, links, least=0.5)
    assert sum(len(group.members) for group in groups) == 3_000
