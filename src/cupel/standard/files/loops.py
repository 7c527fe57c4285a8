"""Loops in a small directed graph."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from graphlib import CycleError, TopologicalSorter


def find_loop(edges: Mapping[str, AbstractSet[str]]) -> list[str]:
    """The nodes of one loop, the first one again at the end; empty where there is none."""
    try:
        TopologicalSorter(edges).prepare()
    except CycleError as error:
        return [str(node) for node in error.args[1]]
    return []
