"""What a deliverable needs, against a library of graphs."""

import networkx
from hypothesis import given
from hypothesis import strategies as st

from cupel_web.work.needs import all_needs

EDGES = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20)


@given(EDGES)
def test_what_is_needed_is_what_a_walk_reaches(edges: list[tuple[int, int]]) -> None:
    needs: dict[int, set[int]] = {}
    for one, other in edges:
        needs.setdefault(one, set()).add(other)
    graph = networkx.DiGraph(edges)
    for node in graph:
        walked = {end for step in graph[node] for end in {step, *networkx.descendants(graph, step)}}
        assert all_needs(node, needs) == walked
