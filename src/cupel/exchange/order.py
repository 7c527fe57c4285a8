"""The longest part of a sequence of pairs that both sides have in the same order."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import TypeAlias

Pair: TypeAlias = tuple[int, int]
"""A place in the old and one in the new sequence."""


def longest_in_order(pairs: Iterable[Pair]) -> list[Pair]:
    """Of ``pairs``, ordered by their new places, the most whose old places rise too."""
    lows: list[int] = []
    ends: list[Pair] = []
    before: dict[Pair, Pair | None] = {}
    for pair in pairs:
        at = bisect_left(lows, pair[0])
        before[pair] = ends[at - 1] if at else None
        lows[at : at + 1] = [pair[0]]
        ends[at : at + 1] = [pair]
    found: list[Pair] = []
    last = ends[-1] if ends else None
    while last is not None:
        found.append(last)
        last = before[last]
    return found[::-1]
