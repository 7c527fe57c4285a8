"""Which names of a list may be meant: those that share a telling word, or one alike, with a subject's name.

A name of the list is scored only if an upper bound of its score reaches the least that is asked for, so nothing above
it is lost, however many subjects or entries there are.
"""

import numpy as np

from cupel.screening.arrays import F32, MOST_UNITS, Desk, Found, Tally, Task, kernel
from cupel.screening.scoring import ONE, best_score, fit_score, lay_out, unit_weight

SEEDING = 0.62
"""Part of a name's weight that its rarest words hold, of which a candidate must share one: a name that shares none of
them scores less than one half."""

MOST_HOLDERS = 2_000
"""Words held by more names than this find no candidates, unless the name has no other."""

LEAST_WEIGHT = 1e-6


@kernel
def rank_units(n: int, task: Task, desk: Desk) -> tuple[int, int, float]:
    """Order the units of name ``n`` by what they do: those that find candidates, rarest words first, then those that
    only tell more about them. Returns both numbers and the weight of words too frequent for either.

    Glued units find candidates too: they are rare.
    """
    query, alike = task.query, task.alike
    start, singles = query.ptr[n], query.singles[n]
    units = query.ptr[n + 1] - start
    load = np.zeros(MOST_UNITS, np.int64)
    for i in range(units):
        w = query.word[start + i]
        for a in range(alike.ptr[w], alike.ptr[w + 1]):
            load[i] += task.holders[alike.listed[a] + 1] - task.holders[alike.listed[a]]
    seeds, held, used, frequent, tail = 0, 0.0, np.uint32(0), 0.0, len(desk.order)
    for _turn in range(singles):
        best = -1
        for i in range(singles):
            rarer = best < 0 or query.weight[query.word[start + i]] > query.weight[query.word[start + best]]
            if not used >> np.uint32(i) & ONE and rarer:
                best = i
        used |= ONE << np.uint32(best)
        weight = query.weight[query.word[start + best]]
        if load[best] > MOST_HOLDERS and seeds:
            frequent += weight
        elif load[best] and held < SEEDING * query.total[n]:
            desk.order[seeds] = best
            seeds += 1
        elif load[best]:
            tail -= 1
            desk.order[tail] = best
        held += weight
    for i in range(singles, units):
        if 0 < load[i] <= MOST_HOLDERS:
            desk.order[seeds] = i
            seeds += 1
    more = len(desk.order) - tail
    for i in range(more):
        desk.order[seeds + i] = desk.order[tail + i]
    return seeds, more, frequent


@kernel
def count_unit(n: int, unit: int, finds: bool, task: Task, told: Tally, touched: int) -> int:
    """Add what one unit shares with the list's names; a unit that ``finds`` adds names. Names touched so far."""
    query, listed, alike = task.query, task.listed, task.alike
    w = query.word[query.ptr[n] + unit]
    ours = np.float32(unit_weight(query, n, query.mask[query.ptr[n] + unit]))
    for a in range(alike.ptr[w], alike.ptr[w + 1]):
        t, fit = alike.listed[a], alike.similarity[a]
        glued, theirs = listed.glued[t], listed.weight[t]
        least = min(ours, theirs)
        agreed = fit * (ours if glued else least)
        for p in range(task.holders[t], task.holders[t + 1]):
            v = task.names[p]
            if told.seen[v] != n:
                if not finds:
                    continue
                told.seen[v], told.agreed[v], told.lost_ours[v], told.lost_theirs[v] = n, 0.0, 0.0, 0.0
                told.touched[touched] = v
                touched += 1
            told.agreed[v] += agreed
            told.lost_ours[v] += ours - least
            told.lost_theirs[v] += listed.total[v] if glued else theirs - least
    return touched


@kernel
def match(first: int, least: float, task: Task, desk: Desk, told: Tally, found: Found) -> tuple[int, int]:
    """Write pairs of names that score ``least`` or more, from name ``first`` on, until the room may not do.

    Returns the name to go on with and the number of pairs.
    """
    query, listed, size = task.query, task.listed, 0
    for n in range(first, len(query.singles)):
        lay_out(n, query, task.alike, desk)
        seeds, more, frequent = rank_units(n, task, desk)
        touched = 0
        for c in range(seeds + more):
            touched = count_unit(n, desk.order[c], c < seeds, task, told, touched)
        if size + touched > len(found.row):
            return n, size
        for c in range(touched):
            v = told.touched[c]
            if not (query.initials[n] or listed.initials[v]):
                agreed = told.agreed[v] + frequent
                ours = max(query.total[n] - told.lost_ours[v], agreed, LEAST_WEIGHT)
                theirs = max(listed.total[v] - told.lost_theirs[v], agreed, LEAST_WEIGHT)
                if best_score(agreed, ours, theirs) < least:
                    continue
            score = fit_score(n, v, query, listed, desk)
            if score >= least:
                found.row[size], found.listed[size], found.score[size] = n, v, score
                size += 1
    return len(query.singles), size


@kernel
def match_pairs(task: Task, desk: Desk, score: F32) -> None:
    """Score of each name of the subjects against the list's name of the same row: ``score`` f32[N]."""
    for n in range(len(task.query.singles)):
        lay_out(n, task.query, task.alike, desk)
        score[n] = fit_score(n, n, task.query, task.listed, desk)
