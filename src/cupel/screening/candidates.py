"""Which names of a list may be meant: those that share a telling word, or one alike, with a subject's name.

Only the words that hold most of a name's weight lead to it, on either side: names that share none of them differ in too
much. A name so found is scored if an upper bound of its score reaches the least that is asked for.
"""

import numpy as np

from cupel.screening.arrays import F32, I32, Desk, Found, Mask, Side, Task, kernel
from cupel.screening.scoring import INITIAL_FITS, ONE, best_score, fit_score, lay_out

SEEDING = 0.68
"""Part of a name's weight that its rarest words hold, of which a candidate must share one: a name that shares none of
them scores less than one half."""

LEADING = 0.8
"""The same for names of the list, with room for words that only an initial stands for."""

LIGHT = 0.35
"""Words of less weight, such as business words, find no candidates, unless the name has no other. What a word weighs
does not depend on the list, so neither does what is found."""

STAMP, SHARED, LOST, TOTAL, INITIALS, ASIDE = range(6)
"""Columns of what is noted per name of the list: the name for which it was met last, the weight that they may share,
what its words weigh more than those they are like, its own weight, whether it holds a single letter, the weight of its
words that do not lead to it."""

HALF = 0.5
"""Greatest weight of a word that only an initial stands for, see :func:`cupel.screening.scoring.fit_score`."""

LEAST_WEIGHT = 1e-6


@kernel
def leading_words(n: int, side: Side, part: float) -> np.uint32:
    """Mask of the rarest words of name ``n`` that hold ``part`` of its weight."""
    start, singles, held, mask = side.ptr[n], side.singles[n], 0.0, np.uint32(0)
    while held < part * side.total[n]:
        best = -1
        for i in range(singles):
            if not mask >> np.uint32(i) & ONE and (best < 0 or side.unit[start + i] > side.unit[start + best]):
                best = i
        mask |= ONE << np.uint32(best)
        held += side.unit[start + best]
    return mask


@kernel
def leading_units(side: Side, lead: Mask) -> None:
    """Mark units that lead to their name: ``lead`` bool per unit."""
    for n in range(len(side.singles)):
        mask = leading_words(n, side, LEADING)
        for u in range(side.ptr[n], side.ptr[n + 1]):
            lead[u] = side.mask[u] & mask != 0


@kernel
def seed_units(n: int, task: Task, desk: Desk) -> int:
    """Write the units of name ``n`` that find candidates to the desk; their number.

    Light words do only in a name that has no other. Glued units always do: they are rare.
    """
    query, seeds, start = task.query, 0, task.query.ptr[n]
    mask = leading_words(n, query, SEEDING)
    heaviest = np.float32(0.0)
    for i in range(query.singles[n]):
        heaviest = max(heaviest, query.unit[start + i])
    for i in range(query.ptr[n + 1] - start):
        leads = mask >> np.uint32(i) & ONE and (query.unit[start + i] >= LIGHT or heaviest < LIGHT)
        if i >= query.singles[n] or leads:
            desk.order[seeds] = i
            seeds += 1
    return seeds


@kernel
def bound(n: int, v: int, task: Task, desk: Desk, notes: F32) -> float:
    """No pair of names ``n`` and ``v`` scores more."""
    query, listed = task.query, task.listed
    agreed, lost_q, lost_l = 0.0, 0.0, 0.0
    for u in range(listed.ptr[v], listed.ptr[v + 1]):
        t = listed.word[u]
        if desk.stamp[t] != n:
            continue
        at, most, ours, theirs = desk.head[t], 0.0, 0.0, listed.unit[u]
        while at >= 0:
            weight = query.unit[query.ptr[n] + desk.unit[at]]
            most = max(most, desk.fit[at] * min(weight, theirs))
            ours = max(ours, weight - min(weight, theirs))
            at = desk.following[at]
        agreed, lost_q, lost_l = agreed + most, lost_q + ours, lost_l + theirs
    initials = 0
    if query.initials[n] or notes[v, INITIALS]:
        initials = letters_in(query.initials[n] & listed.firsts[v]) + letters_in(listed.initials[v] & query.firsts[n])
    lost_q, lost_l = lost_q + HALF * initials, max(lost_l - agreed, 0.0) + HALF * initials
    agreed += INITIAL_FITS * HALF * initials
    whole_q = max(query.total[n] - lost_q, agreed, LEAST_WEIGHT)
    return best_score(agreed, whole_q, max(notes[v, TOTAL] - lost_l, agreed, LEAST_WEIGHT))


@kernel
def letters_in(mask: np.uint32) -> int:
    """Letters of a mask."""
    count = 0
    while mask:
        mask &= mask - ONE
        count += 1
    return count


@kernel
def weigh_aside(side: Side, room: F32) -> None:
    """Note the weight of the words that do not lead to their name."""
    for n in range(len(side.singles)):
        mask = leading_words(n, side, LEADING)
        for i in range(side.singles[n]):
            if not mask >> np.uint32(i) & ONE:
                room[n, ASIDE] += side.unit[side.ptr[n] + i]


def seen(listed: Side) -> F32:
    """f32[L,8]: room for what is noted per name of the list; a row is half a line of the cache."""
    room = np.zeros((len(listed.singles), 8), np.float32)
    room[:, STAMP], room[:, TOTAL], room[:, INITIALS] = -1.0, listed.total, listed.initials != 0
    weigh_aside(listed, room)
    return room


@kernel
def find(n: int, task: Task, desk: Desk, notes: F32, names: I32) -> tuple[int, float]:
    """Note the names that a seed of name ``n`` leads to, with the weight that they share at most; their number and the
    weight of the words of ``n`` that are no seeds.
    """
    query, alike, touched = task.query, task.alike, 0
    rest = float(query.total[n])
    for c in range(seed_units(n, task, desk)):
        unit = query.ptr[n] + desk.order[c]
        w, weight = query.word[unit], query.unit[unit]
        if desk.order[c] < query.singles[n]:
            rest -= weight
        for a in range(alike.ptr[w], alike.ptr[w + 1]):
            t, shared = alike.listed[a], alike.similarity[a] * weight
            lost = max(task.listed.weight[t] - weight, np.float32(0.0))
            for p in range(task.holders[t], task.holders[t + 1]):
                v = task.names[p]
                if notes[v, STAMP] != n:
                    notes[v, STAMP], notes[v, SHARED], notes[v, LOST] = n, 0.0, 0.0
                    names[touched] = v
                    touched += 1
                notes[v, SHARED] += shared
                notes[v, LOST] += lost
    return touched, rest


@kernel
def match(first: int, least: float, task: Task, desk: Desk, notes: F32, found: Found) -> tuple[int, int]:
    """Write pairs of names that score ``least`` or more, from name ``first`` on, until the room may not do for one
    more: a name is never begun twice, since its marks stand.

    Returns the name to go on with and the number of pairs.
    """
    query, listed, size = task.query, task.listed, 0
    names = np.empty(len(notes), np.int32)
    for n in range(first, len(query.singles)):
        if size + len(notes) > len(found.row):
            return n, size
        if not lay_out(n, query, task.alike, desk):
            continue
        touched, rest = find(n, task, desk, notes, names)
        for c in range(touched):
            v = names[c]
            agreed = notes[v, SHARED] + notes[v, ASIDE] + rest
            theirs = max(notes[v, TOTAL] - notes[v, LOST], agreed, LEAST_WEIGHT)
            likely = best_score(agreed, max(query.total[n], agreed), theirs) >= least
            if not (likely or query.initials[n] or notes[v, INITIALS]):
                continue
            if bound(n, v, task, desk, notes) < least:
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
