"""Clusters that people may confirm: by text within a language, then by clause and shared facts across languages.

Only comments on one clause are joined; one that is not placed yet is joined where the text is nearly the same. Comments
that ask for different amounts or days are not, however alike their words. Nothing is decided here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from cupel.consultation.clauses import ClauseBook
from cupel.consultation.clusters.across import fact_links
from cupel.consultation.clusters.data import Cluster, Likeness, Suggestion
from cupel.consultation.clusters.linkage import Group, Link, joined
from cupel.consultation.clusters.reasons import reason_for
from cupel.consultation.clusters.said import Said, at_odds, said, shared
from cupel.consultation.clusters.texts import NEAR, SIMILAR, letters, links_between, links_within, prepared, same_texts
from cupel.consultation.data import Comment

FACTS = 0.5
"""Part of what two groups say in facts that both say, by rarity, from which they may say the same."""

NEVER = -1e6
"""Likeness of what people said is apart: no mean with it is ever enough."""

UNRELATED = 0.7
"""What the likeness of texts counts where both name facts and none in common."""


def suggest(
    comments: Sequence[Comment],
    book: ClauseBook,
    *,
    confirmed: Iterable[Cluster] = (),
    apart: Iterable[tuple[str, str]] = (),
) -> list[Suggestion]:
    """Clusters that may be confirmed, in the order of clauses, the larger first.

    ``confirmed`` clusters stay together, and a suggestion may only add to them; pairs of ids in ``apart`` were said not
    to be the same and never come together.
    """
    all_ = said(comments, book)
    number = {comment.id: place for place, comment in enumerate(comments)}
    clusters = {each.id: [number[key] for key in each.comments if key in number] for each in confirmed}
    kept = {frozenset((number[one], number[other])) for one, other in apart if one in number and other in number}
    nodes = _nodes(all_, clusters.values(), kept)
    by_text = [_gathered(group, nodes) for group in joined(len(nodes), _text_links(all_, nodes, kept), least=SIMILAR)]
    groups = [[all_[place] for place in group.members] for group in by_text]
    links = [*fact_links(groups), *_apart(by_text, kept)]
    homes = {place: key for key, places in clusters.items() for place in places}
    found = [
        _suggestion(_gathered(group, by_text), len(group.members) > 1, all_, book, homes)
        for group in joined(len(by_text), links, least=FACTS)
    ]
    return sorted(
        (each for each in found if each is not None),
        key=lambda each: (_order(all_[number[each.comments[0]]], book), -len(each.comments), each.comments),
    )


def _nodes(all_: Sequence[Said], clusters: Iterable[list[int]], kept: set[frozenset[int]]) -> list[Group]:
    """Comments that are one before texts are weighed: confirmed clusters, and letters on one clause in a language."""
    nodes = [Group(sorted(places), 1.0) for places in clusters if places]
    taken = {place for node in nodes for place in node.members}
    of_language: dict[str, list[int]] = {}
    for place, each in enumerate(all_):
        if place not in taken:
            of_language.setdefault(each.language, []).append(place)
    for places in of_language.values():
        nodes += _letters([all_[place] for place in places], places, kept)
    return sorted(nodes)


def _letters(group: Sequence[Said], places: Sequence[int], kept: set[frozenset[int]]) -> Iterator[Group]:
    """Comments of one language with the same text, or nearly, on the same clause; equal ones are compared once."""
    same = same_texts(f"{each.clause}\x1f{each.text}" for each in group)
    parted = {place for pair in kept for place in pair}
    same = [part for whole in same for part in (_alone(whole) if parted & {places[at] for at in whole} else [whole])]
    texts = prepared([group[whole[0]].text for whole in same])
    by_clause: dict[str | None, list[int]] = {}
    for row, whole in enumerate(same):
        by_clause.setdefault(group[whole[0]].clause, []).append(row)

    def differ(one: int, other: int) -> bool:
        ours, theirs = same[one][0], same[other][0]
        return frozenset((places[ours], places[theirs])) in kept or at_odds(group[ours].asked, group[theirs].asked)

    for rows in by_clause.values():
        for members, score in letters(texts, np.array(rows), differ):
            yield Group(sorted(places[at] for row in members for at in same[row]), score)


def _alone(numbers: Iterable[int]) -> list[list[int]]:
    return [[number] for number in numbers]


def _gathered(group: Group, parts: Sequence[Group]) -> Group:
    """A group of groups as one of their members; a single one keeps its score."""
    members = sorted(place for number in group.members for place in parts[number].members)
    return Group(members, group.score if len(group.members) > 1 else parts[group.members[0]].score)


def _text_links(all_: Sequence[Said], nodes: Sequence[Group], kept: set[frozenset[int]]) -> Iterator[Link]:
    """Links between nodes by the texts of their first comment in each language."""
    firsts: dict[str, dict[int, int]] = {}
    for number, node in enumerate(nodes):
        for place in node.members:
            firsts.setdefault(all_[place].language, {}).setdefault(number, place)
    best: dict[tuple[int, int], float] = {}
    for places in firsts.values():
        owners, rows = list(places), list(places.values())
        for one, other, score in _language_links([all_[row] for row in rows]):
            pair = (min(owners[one], owners[other]), max(owners[one], owners[other]))
            best[pair] = max(best.get(pair, NEVER), score)
    yield from (Link(*pair, score) for pair, score in best.items())
    yield from _apart(nodes, kept)


def _language_links(group: Sequence[Said]) -> Iterator[Link]:
    """Links of one language: similar texts on one clause, nearly the same where one of them is not placed."""
    texts = prepared([each.text for each in group])
    by_clause: dict[str | None, list[int]] = {}
    for place, each in enumerate(group):
        by_clause.setdefault(each.clause, []).append(place)
    unplaced = np.array(by_clause.pop(None, []), np.int64)
    links = [link for places in by_clause.values() for link in links_within(texts, np.array(places), least=SIMILAR)]
    if len(unplaced):
        near = list(links_between(texts, unplaced, np.arange(len(group)), least=NEAR))
        links += _of_one_clause(near, group)
    for one, other, score in links:
        ours, theirs = group[one], group[other]
        nothing = ours.telling and theirs.telling and not ours.telling & theirs.telling
        yield Link(one, other, -score if at_odds(ours.asked, theirs.asked) else score * (UNRELATED if nothing else 1.0))


def _of_one_clause(links: Sequence[Link], group: Sequence[Said]) -> list[Link]:
    """Of the links of each comment that is not placed, those to the clause of the nearest, so that it joins no two."""
    nearest: dict[int, tuple[float, str]] = {}
    for one, other, score in links:
        for place, clause in ((one, group[other].clause), (other, group[one].clause)):
            if group[place].clause is None and clause is not None and score > nearest.get(place, (0.0, ""))[0]:
                nearest[place] = (score, clause)
    home = {place: clause for place, (_score, clause) in nearest.items()}
    clauses = [group[place].clause or home.get(place) for place in range(len(group))]
    return [link for link in links if clauses[link.one] == clauses[link.other]]


def _apart(nodes: Sequence[Group], kept: set[frozenset[int]]) -> Iterator[Link]:
    """A link between nodes that people said are apart."""
    home = {place: number for number, node in enumerate(nodes) for place in node.members}
    for pair in kept:
        one, *rest = sorted({home[place] for place in pair})
        if rest:
            yield Link(one, rest[0], NEVER)


def _suggestion(
    group: Group, by_facts: bool, all_: Sequence[Said], book: ClauseBook, homes: Mapping[int, str]
) -> Suggestion | None:
    """What is suggested of a group; nothing for a single comment or for what people confirmed already."""
    joins = sorted({homes[place] for place in group.members if place in homes})
    if len(group.members) < 2 or (len(joins) == 1 and all(homes.get(place) == joins[0] for place in group.members)):
        return None
    members = [all_[place] for place in group.members]
    likeness = Likeness.FACTS if by_facts else _likeness(members, group.score)
    return Suggestion(
        comments=tuple(each.comment.id for each in members), likeness=likeness, score=round(group.score, 3),
        reason=reason_for(members, likeness, shared(members), book), joins=tuple(joins),
    )  # fmt: skip


def _likeness(members: Sequence[Said], score: float) -> Likeness:
    if len(same_texts([each.text for each in members])) == 1:
        return Likeness.IDENTICAL
    return Likeness.NEAR if score >= NEAR else Likeness.SIMILAR


def _order(each: Said, book: ClauseBook) -> int:
    return book.order.get(each.clause or "", -1)
