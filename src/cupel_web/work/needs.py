"""What a deliverable needs, directly or through others."""

from collections.abc import Mapping, Set


def all_needs(start: int, needs: Mapping[int, Set[int]]) -> set[int]:
    """Everything that ``start`` needs; ``start`` itself is in it exactly where it stands in a cycle."""
    found: set[int] = set()
    waiting = list(needs.get(start, ()))
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting += needs.get(here, ())
    return found
