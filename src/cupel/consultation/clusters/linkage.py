"""Things joined by the mean of their links, the strongest first: one strong link does not chain two groups."""

import heapq
from collections.abc import Iterable
from typing import NamedTuple


class Link(NamedTuple):
    """Two things by number and how alike they are; things without a link are not alike at all."""

    one: int
    other: int
    score: float


class Group(NamedTuple):
    """Members by number, in order, and the mean of the links at its last joining; 1 for a single one."""

    members: list[int]
    score: float


def joined(count: int, links: Iterable[Link], *, least: float) -> list[Group]:
    """Groups of 0 ... ``count`` - 1, each pair of which had a mean likeness of ``least`` or more when it was joined.

    Average linkage over a sparse table: links cost ``n log n``; groups are in the order of their first member.
    """
    sums: list[dict[int, float]] = [{} for _number in range(count)]
    for one, other, score in links:
        sums[one][other] = sums[other][one] = score
    members = [[number] for number in range(count)]
    scores, alive = [1.0] * count, [True] * count
    heap = [(-score, one, other) for one in range(count) for other, score in sums[one].items() if one < other]
    heapq.heapify(heap)
    while heap:
        negative, one, other = heapq.heappop(heap)
        if -negative < least:
            break
        if not (alive[one] and alive[other]) or abs(_mean(sums, members, one, other) + negative) > 1e-12:
            continue
        alive[other] = False
        scores[one] = -negative
        members[one] += members[other]
        for far, total in sums[other].items():
            if far != one:
                sums[one][far] = sums[far][one] = sums[one].get(far, 0.0) + total
            del sums[far][other]
        for far in sums[one]:
            heapq.heappush(heap, (-_mean(sums, members, one, far), min(one, far), max(one, far)))
    return [Group(sorted(members[number]), scores[number]) for number in range(count) if alive[number]]


def _mean(sums: list[dict[int, float]], members: list[list[int]], one: int, other: int) -> float:
    return sums[one][other] / (len(members[one]) * len(members[other]))
