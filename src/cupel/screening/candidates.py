"""Which names of a list may be meant: those that share a word, or one alike, with a subject's name.

Where a score is high, one of the two names has hardly a word without counterpart (:func:`unmatched_parts`). Words that
hold more than that part of its weight, its *heads*, are therefore enough to find the other by. Names are found in two
ways: the heads of a subject's name against all words of the list's names, and its other words against their heads; or,
where that is cheaper, by more heads of the subject's name alone. Any words will do as heads; those that few names hold
cost least. Initials may stand for heads: names of the list that have some are found by any word.

A name so found is scored if an upper bound of its score reaches the least that is asked for. Nothing is lost, so
nothing depends on which other names the list has.
"""

import math

import numpy as np

from cupel.screening.arrays import F32, I32, I64, U64, Alike, Desk, Found, Leads, Mask, Plan, Side, Task, kernel
from cupel.screening.scoring import (
    BOTH_SIDED,
    INITIAL_FITS,
    NOBODY,
    ONE,
    ONE_SIDED,
    TELLING_WORD,
    best_score,
    fit_score,
    how_telling,
    lay_out,
)

CLOSE = 1e-5
"""Weights that differ by less are the same."""

WORD_SHIFT, IN_WORD, BIT = np.uint64(6), np.uint64(63), np.uint64(1)
"""Where the bit of a word stands among words of 64 bits."""

HALF = 0.5
"""Greatest weight of a word that only an initial stands for, see :func:`cupel.screening.scoring.fit_score`."""

LEAST_WEIGHT = 1e-6

SOME = 256
"""Names looked at together: what was read of them stays in the cache."""


def unmatched_parts(least: float) -> tuple[float, float]:
    """Parts of its weight that a name may have without counterpart in a pair that scores ``least`` or more: one of the
    two names has no more than the first, and neither more than the second.

    The roots of ``ONE_SIDED x**2 + BOTH_SIDED x = 1 - least`` and of ``ONE_SIDED x**2 = 1 - least``.
    """
    room = 1.0 - least
    both = (math.sqrt(BOTH_SIDED**2 + 4 * ONE_SIDED * room) - BOTH_SIDED) / (2 * ONE_SIDED)
    return both, math.sqrt(room / ONE_SIDED)


@kernel
def heads_of(n: int, part: float, side: Side, cost: I64) -> np.uint32:
    """Mask of words of name ``n`` that hold more than ``part`` of its weight and cost little, ``cost`` i64[W] names per
    word. Single letters lead nowhere and are no heads.
    """
    start, held, mask = side.ptr[n], 0.0, np.uint32(0)
    while held <= part * side.total[n] + CLOSE:
        best, cheapest = -1, np.inf
        for i in range(side.singles[n]):
            w = side.word[start + i]
            price = cost[w] / side.unit[start + i]
            if not mask >> np.uint32(i) & ONE and not side.initial[w] and price < cheapest:
                best, cheapest = i, price
        if best < 0:
            break
        mask |= ONE << np.uint32(best)
        held += side.unit[start + best]
    return mask


@kernel
def head_units(side: Side, part: float, cost: I64, heads: Mask) -> None:
    """Mark units that hold a head of their name: ``heads`` bool per unit."""
    for n in range(len(side.singles)):
        mask = heads_of(n, part, side, cost)
        for u in range(side.ptr[n], side.ptr[n + 1]):
            heads[u] = side.mask[u] & mask != 0


@kernel
def names_per_word(alike: Alike, leads: Leads) -> I64:
    """Names to which each word of the subjects leads: i64[W]."""
    cost = np.zeros(len(alike.ptr) - 1, np.int64)
    for w in range(len(cost)):
        for a in range(alike.ptr[w], alike.ptr[w + 1]):
            t = alike.listed[a]
            cost[w] += leads.ptr[t + 1] - leads.ptr[t]
    return cost


@kernel
def by_initials(ours: tuple[np.uint32, np.uint32, np.int32], theirs: tuple[np.uint32, np.uint32, np.int32]) -> int:
    """Most words of two names for which an initial of the other may stand; of each name its ``initials``, ``firsts``
    and ``letters`` (:class:`cupel.screening.arrays.Side`).
    """
    return int(ours[2] if ours[0] & theirs[1] else 0) + int(theirs[2] if theirs[0] & ours[1] else 0)


@kernel
def find(n: int, task: Task, plan: Plan, stamp: I32, names: I32) -> tuple[int, int]:
    """Write the names that words of name ``n`` lead to in ``names``, first those that its heads or any word do; their
    number, and that of all.
    """
    query, alike, found = task.query, task.alike, 0
    heads, enough = plan.heads[n], plan.enough[n]
    for u in range(query.ptr[n], query.ptr[n + 1]):
        leads = task.leads if query.mask[u] & heads else task.lettered
        for a in range(alike.ptr[query.word[u]], alike.ptr[query.word[u] + 1]):
            found = note(n, alike.listed[a], leads, stamp, names, found)
    by_heads = found
    for u in range(query.ptr[n], query.ptr[n + 1]):
        if enough or query.mask[u] & heads:
            continue
        for a in range(alike.ptr[query.word[u]], alike.ptr[query.word[u] + 1]):
            found = note(n, alike.listed[a], task.heads, stamp, names, found)
    return by_heads, found


@kernel
def note(n: int, t: int, leads: Leads, stamp: I32, names: I32, found: int) -> int:
    """Add the names to which word ``t`` of the list leads, unless they are noted for ``n``."""
    for p in range(leads.ptr[t], leads.ptr[t + 1]):
        v = leads.names[p]
        if stamp[v] != n:
            stamp[v] = n
            names[found] = v
            found += 1
    return found


@kernel
def cheaper_heads(
    n: int, parts: tuple[float, float], query: Side, any_name: I64, by_head: I64
) -> tuple[np.uint32, bool]:
    """Heads that hold more than either name may lack, or fewer, which need the heads of the list's names beside them:
    whichever leads to fewer names; and whether they do alone.

    Initials of the subject's name may stand for heads of the list's, so such a name takes the first.
    """
    many = heads_of(n, parts[1], query, any_name)
    if query.initials[n]:
        return many, True
    few = heads_of(n, parts[0], query, any_name)
    alone, together = 0, 0
    for u in range(query.ptr[n], query.ptr[n + 1]):
        w, mask = query.word[u], query.mask[u]
        alone += any_name[w] if mask & many else 0
        together += any_name[w] if mask & few else by_head[w]
    return (many, True) if alone <= together else (few, False)


@kernel
def led_to(n: int, weight: float, query: Side, names: I64) -> int:
    """Names to which words of name ``n`` of ``weight`` or more lead, ``names`` i64[W] per word."""
    count = 0
    for u in range(query.ptr[n], query.ptr[n + 1]):
        if query.unit[u] + CLOSE >= weight:
            count += names[query.word[u]]
    return count


@kernel
def plan_for(task: Task, parts: tuple[float, float], least: float) -> Plan:
    """How each name of the subjects finds names of the list that score ``least`` or more and so lack no more than
    ``parts`` (:func:`unmatched_parts`). Where names must agree in a telling word, those without one find nobody.
    """
    query, size = task.query, len(task.query.singles)
    any_name, by_head = names_per_word(task.alike, task.leads), names_per_word(task.alike, task.heads)
    lettered, telling = names_per_word(task.alike, task.lettered), TELLING_WORD if least > NOBODY else 0.0
    heads, enough = np.zeros(size, np.uint32), np.zeros(size, np.bool_)
    leading, dearest, count = np.empty(size, np.int32), np.empty(size, np.int32), 0
    for n in range(size):
        if not led_to(n, telling, query, any_name):
            continue
        heads[n], enough[n] = cheaper_heads(n, parts, query, any_name, by_head)
        visits, most, at = 0, -1, 0
        for u in range(query.ptr[n], query.ptr[n + 1]):
            w = query.word[u]
            if query.mask[u] & heads[n]:
                visits += any_name[w]
                if any_name[w] > most:
                    at, most = w, any_name[w]
            else:
                visits += lettered[w] + (0 if enough[n] else by_head[w])
        if visits:
            leading[count], dearest[count] = n, at
            count += 1
    return Plan(leading[np.argsort(dearest[:count], kind="mergesort")], heads, enough)


@kernel
def near_bit(t: int, near: U64) -> np.uint64:
    """1 if word ``t`` of the list is like one of the name at hand, else 0: the bits fit the cache, stamps do not."""
    return np.uint64(near[np.uint64(t) >> WORD_SHIFT] >> (np.uint64(t) & IN_WORD) & BIT)


@kernel
def mark_near(n: int, task: Task, near: U64) -> None:
    """Set the bits of words like those of name ``n``."""
    query, alike = task.query, task.alike
    for u in range(query.ptr[n], query.ptr[n + 1]):
        for a in range(alike.ptr[query.word[u]], alike.ptr[query.word[u] + 1]):
            t = np.uint64(alike.listed[a])
            near[t >> WORD_SHIFT] |= BIT << (t & IN_WORD)


@kernel
def clear_near(n: int, task: Task, near: U64) -> None:
    """Clear the bits that :func:`mark_near` set."""
    query, alike = task.query, task.alike
    for u in range(query.ptr[n], query.ptr[n + 1]):
        for a in range(alike.ptr[query.word[u]], alike.ptr[query.word[u] + 1]):
            near[np.uint64(alike.listed[a]) >> WORD_SHIFT] = np.uint64(0)


@kernel
def keep_met(n: int, by_heads: int, parts: tuple[float, float], task: Task, near: U64, names: I32) -> int:
    """Keep, of ``names`` of the list, those without too much weight in words like none of name ``n``: the first
    ``by_heads`` may lack the second of ``parts``, the others the first. Returns how many are kept.

    What is read of each name lies somewhere else: places are read first and first words next, so that the memory works
    on many at once. Arrays are taken out of their bundles, which cost more to hand on for each name than what is done.
    """
    query, listed, kept = task.query, task.listed, 0
    ptr, word, unit, total = listed.ptr, listed.word, listed.unit, listed.total
    initials, firsts, letters = listed.initials, listed.firsts, listed.letters
    mine = query.initials[n], query.firsts[n], query.letters[n]
    start, met = np.empty(len(names), np.int64), np.empty(len(names), np.float32)
    for c in range(len(names)):
        start[c] = ptr[names[c]]
    for c in range(len(names)):
        met[c] = np.float32(CLOSE) + np.float32(near_bit(word[start[c]], near)) * unit[start[c]]
    for c in range(len(names)):
        v, held, given = names[c], met[c], 0
        for u in range(start[c] + 1, ptr[v + 1]):
            held += np.float32(near_bit(word[u], near)) * unit[u]
        if mine[0] or initials[v]:
            given = by_initials(mine, (initials[v], firsts[v], letters[v]))
        rest, part = total[v] - held - given, parts[1] if c < by_heads else parts[0]
        if rest <= part * (rest + held + HALF * given):
            names[kept] = v
            kept += 1
    return kept


@kernel
def keep_likely(n: int, least: float, task: Task, desk: Desk, names: I32) -> int:
    """Keep, of ``names`` of the list, those that may score ``least`` or more with name ``n``; how many."""
    query, listed, near, kept = task.query, task.listed, desk.near, 0
    ptr, word, unit, start = listed.ptr, listed.word, listed.unit, query.ptr[n]
    whole_n = query.total[n]
    head, place, fits, following = desk.head, desk.unit, desk.fit, desk.following
    initials, firsts, letters = listed.initials, listed.firsts, listed.letters
    mine = query.initials[n], query.firsts[n], query.letters[n]
    ours, masks, total = query.unit, query.mask, listed.total
    for c in range(len(names)):
        v, used = names[c], np.uint32(0)
        agreed, lost_q, lost_l, both, heaviest = 0.0, 0.0, 0.0, 0.0, 0.0
        for u in range(ptr[v], ptr[v + 1]):
            if not near_bit(word[u], near):
                continue
            at, fit, lost, common = head[word[u]], 0.0, 0.0, 0.0
            while at >= 0:
                i = start + place[at]
                least_of_both = min(ours[i], unit[u])
                fit, common = max(fit, fits[at] * least_of_both), max(common, least_of_both)
                lost = max(lost, ours[i] - least_of_both)
                used |= masks[i]
                at = following[at]
            agreed, lost_q, lost_l = agreed + fit, lost_q + lost, lost_l + unit[u]
            both, heaviest = both + common, max(heaviest, common)
        whole = 0.0
        for i in range(query.singles[n]):
            if used >> np.uint32(i) & ONE:
                whole += ours[start + i]
        agreed, both = min(agreed, whole), min(both, whole)
        given = by_initials(mine, (initials[v], firsts[v], letters[v]))
        lost_q, lost_l = lost_q + HALF * given, max(lost_l - agreed, 0.0) + HALF * given
        agreed, both = agreed + INITIAL_FITS * HALF * given, both + HALF * given
        whole_q = max(whole_n - lost_q, agreed, LEAST_WEIGHT)
        whole_l = max(total[v] - lost_l, agreed, LEAST_WEIGHT)
        if best_score(agreed, whole_q, whole_l) * how_telling(both + CLOSE, heaviest + CLOSE) + CLOSE >= least:
            names[kept] = v
            kept += 1
    return kept


@kernel
def match(
    first: int, least: float, parts: tuple[float, float], task: Task, plan: Plan, desk: Desk, stamp: I32, found: Found
) -> tuple[int, int]:
    """Write pairs of names that score ``least`` or more, from place ``first`` of the plan's order on, until the room
    may not do for one more name: none is begun twice, since its marks stand.

    ``parts``: :func:`unmatched_parts`. ``stamp`` i32[L]: the name for which each of the list was met last, -1 before.
    Returns the place to go on with and the number of pairs.
    """
    query, listed, size = task.query, task.listed, 0
    names = np.empty(len(stamp), np.int32)
    for place in range(first, len(plan.order)):
        if size + len(stamp) > len(found.row):
            return place, size
        n = plan.order[place]
        lay_out(n, query, task.alike, desk)
        mark_near(n, task, desk.near)
        by_heads, count = find(n, task, plan, stamp, names)
        for first_of_some in range(0, count, SOME):
            some = names[first_of_some : min(first_of_some + SOME, count)]
            some = some[: keep_met(n, by_heads - first_of_some, parts, task, desk.near, some)]
            some = some[: keep_likely(n, least, task, desk, some)]
            for v in some:
                score = fit_score(n, v, query, listed, desk)
                if score >= least:
                    found.row[size], found.listed[size], found.score[size] = n, v, score
                    size += 1
        clear_near(n, task, desk.near)
    return len(plan.order), size


@kernel
def match_pairs(task: Task, desk: Desk, score: F32) -> None:
    """Score of each name of the subjects against the list's name of the same row: ``score`` f32[N]."""
    for n in range(len(task.query.singles)):
        lay_out(n, task.query, task.alike, desk)
        score[n] = fit_score(n, n, task.query, task.listed, desk)
