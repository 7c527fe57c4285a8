"""Loops in graphs: found, shortest, and numbered in the direction of flow."""

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from cupel.chain.components import component_labels, shortest_cycle

Edges = NDArray[np.int64]
EDGES = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), min_size=1, max_size=30)


def ends(edges: list[tuple[int, int]]) -> tuple[Edges, Edges]:
    table = np.array(edges, np.int64)
    return table[:, 0].copy(), table[:, 1].copy()


@settings(deadline=None)
@given(EDGES)
def test_the_cycle_is_as_short_as_any(edges: list[tuple[int, int]]) -> None:
    src, dst = ends(edges)
    cycle = shortest_cycle(src, dst)
    simple = [len(nodes) for nodes in nx.simple_cycles(nx.DiGraph(edges))]
    assert len(cycle) == min(simple, default=0)


@settings(deadline=None)
@given(EDGES)
def test_the_cycle_is_travelled_edge_by_edge(edges: list[tuple[int, int]]) -> None:
    src, dst = ends(edges)
    cycle = shortest_cycle(src, dst)
    np.testing.assert_array_equal(dst[cycle], np.roll(src[cycle], -1))


@settings(deadline=None)
@given(EDGES)
def test_components_are_those_of_networkx(edges: list[tuple[int, int]]) -> None:
    src, dst = ends(edges)
    label = component_labels(src, dst, size=12)
    graph = nx.DiGraph(edges)
    graph.add_nodes_from(range(12))
    groups = {frozenset(np.flatnonzero(label == number).tolist()) for number in np.unique(label)}
    assert groups == {frozenset(members) for members in nx.strongly_connected_components(graph)}


@settings(deadline=None)
@given(EDGES)
def test_no_edge_leads_to_a_component_with_a_smaller_number(edges: list[tuple[int, int]]) -> None:
    src, dst = ends(edges)
    label = component_labels(src, dst, size=12)
    assert (label[src] <= label[dst]).all()
