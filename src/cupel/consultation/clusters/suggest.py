"""Clusters that people may confirm: by text within a language, then by clause and shared facts across languages.

Only comments on one clause are joined; one that is not placed yet is joined where the text is nearly the same. Comments
that ask for different amounts or days are not, however alike their words. Nothing is decided here.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

import numpy as np

from cupel.consultation.clauses import ClauseBook
from cupel.consultation.clusters.across import fact_links
from cupel.consultation.clusters.data import Cluster, Likeness, Suggestion
from cupel.consultation.clusters.linkage import Group, Link, joined
from cupel.consultation.clusters.reasons import reason_for
from cupel.consultation.clusters.said import Said, at_odds, said, shared
from cupel.consultation.clusters.texts import NEAR, SIMILAR, links_between, links_within, prepared, same_texts
from cupel.consultation.data import Comment

FACTS = 0.5
"""Part of what two groups say in facts that both say, by rarity, from which they may say the same."""

NEVER = -1e6
"""Likeness of what people said is apart: no mean with it is ever enough."""

UNRELATED = 0.7
"""What the likeness of texts counts where both name facts and none in common."""

Node = list[int]


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
    by_text = _grouped(nodes, joined(len(nodes), _text_links(all_, nodes, kept), least=SIMILAR))
    groups = [[all_[place] for place in node] for node, _score in by_text]
    fact_wise = [*fact_links(groups), *_apart([node for node, _score in by_text], kept)]
    found = joined(len(by_text), fact_wise, least=FACTS)
    homes = {place: key for key, places in clusters.items() for place in places}
    suggestions = [_suggestion(group, by_text, all_, book, homes) for group in found]
    return sorted(
        (each for each in suggestions if each is not None),
        key=lambda each: (_order(all_[number[each.comments[0]]], book), -len(each.comments), each.comments),
    )


def _nodes(all_: Sequence[Said], clusters: Iterable[Node], kept: set[frozenset[int]]) -> list[Node]:
    """Comments that are one from the start: confirmed clusters, and the same text on the same clause in a language."""
    nodes = [sorted(places) for places in clusters if places]
    taken = {place for node in nodes for place in node}
    free = [place for place in range(len(all_)) if place not in taken]
    keys = [f"{all_[place].language}\x1f{all_[place].clause or ''}\x1f{all_[place].text}" for place in free]
    for group in same_texts(keys):
        places = [free[at] for at in group]
        if any(frozenset(pair) in kept for pair in combinations(places[:50], 2)):
            nodes += [[place] for place in places]
        else:
            nodes.append(places)
    return sorted(nodes)


def _text_links(all_: Sequence[Said], nodes: Sequence[Node], kept: set[frozenset[int]]) -> Iterator[Link]:
    """Links between nodes by the texts of their first comment in each language."""
    firsts: dict[str, dict[int, int]] = {}
    for number, node in enumerate(nodes):
        for place in node:
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


def _apart(nodes: Sequence[Node], kept: set[frozenset[int]]) -> Iterator[Link]:
    """A link between nodes that people said are apart."""
    home = {place: number for number, node in enumerate(nodes) for place in node}
    for pair in kept:
        one, *rest = sorted({home[place] for place in pair})
        if rest:
            yield Link(one, rest[0], NEVER)


def _grouped(nodes: Sequence[Node], groups: Iterable[Group]) -> list[tuple[Node, float]]:
    return [(sorted(place for number in group.members for place in nodes[number]), group.score) for group in groups]


def _suggestion(
    group: Group, by_text: Sequence[tuple[Node, float]], all_: Sequence[Said], book: ClauseBook, homes: dict[int, str]
) -> Suggestion | None:
    """What is suggested of a group; nothing for a single comment or for what people confirmed already."""
    places = sorted(place for number in group.members for place in by_text[number][0])
    joins = sorted({homes[place] for place in places if place in homes})
    if len(places) < 2 or (len(joins) == 1 and all(homes.get(place) == joins[0] for place in places)):
        return None
    members = [all_[place] for place in places]
    across = len(group.members) > 1
    score = group.score if across else by_text[group.members[0]][1]
    likeness = Likeness.FACTS if across else _likeness(members, score)
    return Suggestion(
        comments=tuple(each.comment.id for each in members), likeness=likeness, score=round(score, 3),
        reason=reason_for(members, likeness, shared(members), book), joins=tuple(joins),
    )  # fmt: skip


def _likeness(members: Sequence[Said], score: float) -> Likeness:
    if len(same_texts([each.text for each in members])) == 1:
        return Likeness.IDENTICAL
    return Likeness.NEAR if score >= NEAR else Likeness.SIMILAR


def _order(each: Said, book: ClauseBook) -> int:
    return book.order.get(each.clause or "", -1)
