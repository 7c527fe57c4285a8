"""Comments that come again: the same ones change nothing, an edited one is a new version of itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from cupel.consultation.data import Comment

ALIKE = 70.0
"""Likeness (of 100) of two texts on one clause from which a row without an id is an edited version of the other."""


@dataclass(frozen=True)
class Merged:
    """What an import changes. ``edited``: comments with a new version; ``matched``: those of them that were told by
    their words alone; ``refused``: rows that carry the id of a comment of another submission with other words.
    ``absent``: ids of the submission's comments that did not come again; they stay.
    """

    added: tuple[Comment, ...]
    edited: tuple[Comment, ...]
    unchanged: tuple[str, ...]
    matched: tuple[str, ...] = ()
    refused: tuple[Comment, ...] = ()
    absent: tuple[str, ...] = ()


def merge(incoming: Iterable[Comment], known: Mapping[str, Comment]) -> Merged:
    """What ``incoming`` comments change in the ``known`` ones by id; the same ones twice change nothing.

    Where a version confirmed by somebody is edited on the same clause as written, it stays where it was confirmed.
    """
    comments = list(incoming)
    own = {comment.submission.id for comment in comments}
    came = {comment.id for comment in comments}
    left = {key: each for key, each in known.items() if each.submission.id in own and key not in came}
    added, edited, unchanged, matched, refused = [], [], [], [], []
    for comment in comments:
        before = known.get(comment.id)
        if before is None and (before := _alike(comment, left)) is not None:
            del left[before.id]
            matched.append(before.id)
        if before is None:
            added.append(comment)
        elif _same(before, comment):
            unchanged.append(before.id)
        elif before.submission.id != comment.submission.id:
            refused.append(comment)
        else:
            edited.append(_next(before, comment))
    return Merged(
        tuple(added), tuple(edited), tuple(unchanged), tuple(matched), tuple(refused), tuple(left)
    )  # fmt: skip


def _same(before: Comment, now: Comment) -> bool:
    """Whether the commenter wrote the same; an export prints the clause's label where another was written."""
    said = replace(now, label=before.label) if now.clause == before.clause else now
    return said.content == before.content


def _next(before: Comment, now: Comment) -> Comment:
    clause = before.clause if now.clause is None and now.label == before.label else now.clause
    return replace(now, id=before.id, clause=clause, version=before.version + 1)


def _alike(comment: Comment, left: Mapping[str, Comment]) -> Comment | None:
    """The most alike of the submission's comments on the same clause that did not come with their id."""
    sent = (comment.submission.id, comment.label)
    same = [each for each in left.values() if (each.submission.id, each.label) == sent]
    likeness = {each.id: fuzz.ratio(_said(each), _said(comment)) for each in same}
    best = max(likeness, key=lambda key: likeness[key], default=None)
    return left[best] if best is not None and likeness[best] >= ALIKE else None


def _said(comment: Comment) -> str:
    return f"{comment.text}\n{comment.change}"
