"""How well two names fit: their words side by side, the best fit first, each word once; neighbours may be glued.

The score is 1 for equal words in any order of equal weight, falls with the weight of words without counterpart, faster
where both names have such words, and does not reach 1 for names that are not the same word for word.
"""

import numpy as np

from cupel.screening.arrays import Alike, Desk, Side, kernel

ONE_SIDED, BOTH_SIDED = 1.1, 0.75
"""What words without counterpart cost: squared where only one side has them (left out), in proportion where both have
(another name)."""

INITIAL_FITS = 0.75
"""How alike a single letter and a word that begins with it are."""

NUMBERS_DIFFER, NUMBER_MISSING = 0.15, 0.05
"""What another numeral costs, and one that only one name has."""

FORMS_DIFFER = 0.015
"""What another class of legal form costs."""

ENOUGH, LEAST_TELLING = 0.8, 0.55
"""Weight of agreeing words that is enough to tell somebody, and the part of the score that remains if they tell
nothing."""

TELLING_WORD, NOBODY = 0.31, 0.65
"""Names that agree in no word of at least this weight agree in what many are called: what remains of their score at
most."""

FAINT = 0.4
"""Greatest score of names that differ too much; they are ordered by the weight that agrees."""

NEARLY = 0.995
"""Greatest score of names that are not the same word for word."""

ONE = np.uint32(1)


@kernel
def lay_out(n: int, query: Side, alike: Alike, desk: Desk) -> int:
    """Note for every word of the list which units of name ``n`` it is like; the number of such words."""
    at, start = 0, query.ptr[n]
    for u in range(start, query.ptr[n + 1]):
        w = query.word[u]
        for a in range(alike.ptr[w], alike.ptr[w + 1]):
            t = alike.listed[a]
            desk.unit[at], desk.fit[at] = u - start, alike.similarity[a]
            desk.following[at] = desk.head[t] if desk.stamp[t] == n else -1
            desk.stamp[t], desk.head[t] = n, at
            at += 1
    return at


@kernel
def best_score(agreed: float, ours: float, theirs: float) -> float:
    """Score of names of weight ``ours`` and ``theirs`` of which ``agreed`` agrees."""
    apart_q, apart_l = max(0.0, 1.0 - agreed / ours), max(0.0, 1.0 - agreed / theirs)
    most, least = max(apart_q, apart_l), min(apart_q, apart_l)
    return 1.0 - ONE_SIDED * most * most - BOTH_SIDED * least


@kernel
def how_telling(both: float, heaviest: float) -> float:
    """Part of the score that remains if words of weight ``both`` agree, the ``heaviest`` of them of that weight."""
    telling = LEAST_TELLING + (1 - LEAST_TELLING) * min(1.0, both / ENOUGH)
    return min(telling, NOBODY) if heaviest < TELLING_WORD else telling


@kernel
def comes_first(gain: np.float32, sum_of_places: int, other: int, desk: Desk) -> bool:
    """Whether a fit goes before the ``other``: more gain, else nearer to the names' beginnings on either side."""
    if desk.gain[other] != gain:
        return bool(desk.gain[other] < gain)
    return bool(desk.unit[desk.ours[other]] + desk.theirs[other] > sum_of_places)


@kernel
def list_fits(n: int, v: int, query: Side, listed: Side, desk: Desk) -> int:
    """Write all fits of units of ``n`` and ``v`` to the desk, best gain first; their number."""
    found = 0
    for u in range(listed.ptr[v], listed.ptr[v + 1]):
        t = listed.word[u]
        at = desk.head[t] if desk.stamp[t] == n else -1
        while at >= 0:
            i = desk.unit[at]
            both_glued = i >= query.singles[n] and u - listed.ptr[v] >= listed.singles[v]
            if not both_glued and found < len(desk.gain):
                gain = np.float32(desk.fit[at] ** 2 * min(query.unit[query.ptr[n] + i], listed.unit[u]))
                place = found
                while place > 0 and comes_first(gain, i + u, place - 1, desk):
                    desk.gain[place], desk.ours[place] = desk.gain[place - 1], desk.ours[place - 1]
                    desk.theirs[place] = desk.theirs[place - 1]
                    place -= 1
                desk.gain[place], desk.ours[place], desk.theirs[place] = gain, at, u
                found += 1
            at = desk.following[at]
    return found


@kernel
def take(ours: np.uint32, theirs: np.uint32, fit: float, desk: Desk) -> None:
    """Note that words are put side by side."""
    place = desk.taken[0]
    desk.taken_ours[place], desk.taken_theirs[place], desk.taken_fit[place] = ours, theirs, fit
    desk.taken[0] = place + 1


@kernel
def fit_score(n: int, v: int, query: Side, listed: Side, desk: Desk) -> np.float32:
    """How well names ``n`` and ``v`` fit, in [0, 1]; ``n`` is laid out."""
    used_q, used_l = np.uint32(0), np.uint32(0)
    agreed, both, same, heaviest = 0.0, 0.0, True, 0.0
    q0, l0 = query.ptr[n], listed.ptr[v]
    desk.taken[0] = 0
    for f in range(list_fits(n, v, query, listed, desk)):
        at, u = desk.ours[f], desk.theirs[f]
        mask_q, mask_l = query.mask[q0 + desk.unit[at]], listed.mask[u]
        if used_q & mask_q or used_l & mask_l:
            continue
        take(mask_q, mask_l, desk.fit[at], desk)
        used_q, used_l = used_q | mask_q, used_l | mask_l
        weight = min(query.unit[q0 + desk.unit[at]], listed.unit[u])
        agreed += desk.fit[at] * weight
        both += weight
        heaviest = max(heaviest, weight)
        single = desk.unit[at] < query.singles[n] and u - l0 < listed.singles[v]
        same = same and single and desk.fit[at] == 1.0
    if both == 0.0:
        return np.float32(0.0)
    rest_q, rest_l, numbers_q, numbers_l = 0.0, 0.0, 0, 0
    for i in range(query.singles[n]):
        if used_q >> np.uint32(i) & ONE:
            continue
        w = query.word[q0 + i]
        for j in range(listed.singles[v]):
            t = listed.word[l0 + j]
            free = not used_l >> np.uint32(j) & ONE
            if free and query.first[w] == listed.first[t] and (query.initial[w] or listed.initial[t]):
                weight = max(query.weight[w], listed.weight[t]) / 2
                take(ONE << np.uint32(i), ONE << np.uint32(j), INITIAL_FITS, desk)
                used_q, used_l = used_q | ONE << np.uint32(i), used_l | ONE << np.uint32(j)
                agreed, both, same = agreed + INITIAL_FITS * weight, both + weight, False
                break
        if not used_q >> np.uint32(i) & ONE:
            rest_q += query.weight[w]
            numbers_q += query.numeral[w]
    for j in range(listed.singles[v]):
        if not used_l >> np.uint32(j) & ONE:
            rest_l += listed.weight[listed.word[l0 + j]]
            numbers_l += listed.numeral[listed.word[l0 + j]]
    telling = how_telling(both, heaviest)
    forms_differ = query.forms[n] and listed.forms[v] and not query.forms[n] & listed.forms[v]
    if same and rest_q == 0.0 and rest_l == 0.0 and not forms_differ:
        return np.float32(telling)
    score = best_score(agreed, both + rest_q, both + rest_l)
    if numbers_q and numbers_l:
        score -= NUMBERS_DIFFER
    elif numbers_q or numbers_l:
        score -= NUMBER_MISSING
    if forms_differ:
        score -= FORMS_DIFFER
    faint = FAINT * 2 * agreed / (2 * both + rest_q + rest_l)
    return np.float32(min(max(score, faint) * telling, NEARLY))
