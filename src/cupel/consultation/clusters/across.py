"""Groups of comments on one clause that name the same facts, whatever their language."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from cupel.consultation.clusters.facts import Facts, unit_of
from cupel.consultation.clusters.linkage import Link
from cupel.consultation.clusters.said import Said, at_odds, shared

LEAST = 0.3
"""Likeness below which a link is not worth keeping."""

BARE = 0.4
"""What a number without unit weighs beside other facts: it may be a step of a list."""

SAME_LANGUAGE = 0.75
"""What the likeness in facts counts between groups that share a language: their texts, which differ, tell more."""


def fact_links(groups: Sequence[Sequence[Said]]) -> Iterator[Link]:
    """Links between groups on one clause by the part of their facts that both name, rare facts weighing more.

    Groups that are not placed, or that ask for different amounts, are not linked.
    """
    facts = [shared(group) for group in groups]
    counts = Counter(fact for each in facts for fact in each)
    weights = {fact: _weight(fact, number, len(groups)) for fact, number in counts.items()}
    by_clause: dict[str, list[int]] = {}
    for number, group in enumerate(groups):
        clause = _clause(group)
        if clause is not None and facts[number]:
            by_clause.setdefault(clause, []).append(number)
    for numbers in by_clause.values():
        for one, other, score in _overlaps(numbers, facts, weights):
            yield Link(one, other, score * _trust(groups[one], groups[other]))


def _clause(group: Sequence[Said]) -> str | None:
    """The clause that most of the group's placed comments are on."""
    placed = Counter(each.clause for each in group if each.clause is not None)
    return placed.most_common(1)[0][0] if placed else None


def _weight(fact: str, number: int, groups: int) -> float:
    rare = math.log((1 + groups) / (1 + number)) + 0.1
    return rare if unit_of(fact) or not fact[:1].isdigit() else BARE * rare


def _overlaps(numbers: Sequence[int], facts: Sequence[Facts], weights: dict[str, float]) -> Iterator[Link]:
    """Weighed Jaccard likeness of every two groups of one clause that share a fact."""
    import numpy as np
    from scipy.sparse import csr_array

    names = {fact: place for place, fact in enumerate(sorted({fact for number in numbers for fact in facts[number]}))}
    columns = np.array([names[fact] for number in numbers for fact in sorted(facts[number])], np.int64)
    starts = np.concatenate([[0], np.cumsum([len(facts[number]) for number in numbers])])
    held = csr_array((np.ones(len(columns)), columns, starts), shape=(len(numbers), len(names)))
    weight = np.array([weights[fact] for fact in names], np.float64)
    both = (held * weight) @ held.T
    each = held @ weight
    pairs = both.tocoo()
    for one, other, common in zip(pairs.row, pairs.col, pairs.data, strict=True):
        score = common / (each[one] + each[other] - common)
        if one < other and score >= LEAST:
            ours, theirs = numbers[int(one)], numbers[int(other)]
            yield Link(ours, theirs, float(score) if not at_odds(facts[ours], facts[theirs]) else -1.0)


def _trust(one: Sequence[Said], other: Sequence[Said]) -> float:
    return SAME_LANGUAGE if {each.language for each in one} & {each.language for each in other} else 1.0
