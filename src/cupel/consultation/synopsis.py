"""What came in and what became of it, in counts: by clause, category, decision, language and country."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from cupel.consultation.clauses import ClauseBook
from cupel.consultation.consent import PublishedComment, published
from cupel.consultation.data import GENERAL, Question
from cupel.consultation.disposition import Decision, Disposition
from cupel.consultation.record import Consultation

OPEN = "open"
"""Stands for a decision where none is agreed."""


class Dimension(StrEnum):
    """By what comments are counted."""

    CLAUSE = "clause"
    CATEGORY = "category"
    DECISION = "decision"
    LANGUAGE = "language"
    COUNTRY = "country"
    QUESTION = "question"


class Count(NamedTuple):
    """``comments`` as they came, and ``positions``: comments of one cluster counted once."""

    comments: int
    positions: int


@dataclass(frozen=True)
class Counted:
    """A comment by its values on each dimension, in the order of :class:`Dimension`, and the position it holds."""

    values: tuple[str, ...]
    position: str


class Row(NamedTuple):
    """Counts of one combination of values."""

    values: tuple[str, ...]
    tally: Count


@dataclass(frozen=True)
class Synopsis:
    """The counts of a round. A position that comes from two categories counts once in each, and once in the total."""

    consultation: Consultation
    counted: tuple[Counted, ...]
    submissions: int
    unpublished: int

    @property
    def total(self) -> Count:
        """All comments."""
        return _count(self.counted)

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions that were asked."""
        return self.consultation.questions

    def by(self, *dimensions: Dimension) -> list[Row]:
        """Counts by values, in the order of the draft, of decisions, or of the alphabet; nothing is left out."""
        places = [list(Dimension).index(dimension) for dimension in dimensions]
        found: dict[tuple[str, ...], list[Counted]] = {}
        for each in self.counted:
            found.setdefault(tuple(each.values[place] for place in places), []).append(each)
        keys = sorted(found, key=lambda values: [self._order(*pair) for pair in zip(dimensions, values, strict=True)])
        return [Row(key, _count(found[key])) for key in keys]

    def _order(self, dimension: Dimension, value: str) -> tuple[int, str]:
        match dimension:
            case Dimension.CLAUSE:
                order = self.consultation.book.order
                return order.get(value, -1 if value == GENERAL else len(order)), value
            case Dimension.DECISION:
                return (list(Decision).index(Decision(value)) if value != OPEN else len(Decision)), value
        return int(not value), value


def synopsis(consultation: Consultation) -> Synopsis:
    """The counts of ``consultation``; with no comments it says that nothing came in."""
    shown = published(consultation.comments)
    positions = {key: f"cluster {each.id}" for each in consultation.clusters for key in each.comments}
    counted = tuple(
        Counted(_values(each, consultation.disposition(each.id)), positions.get(each.id, each.id)) for each in shown
    )
    return Synopsis(
        consultation,
        counted,
        submissions=len({comment.submission.id for comment in consultation.comments}),
        unpublished=sum(each.text is None for each in shown),
    )


def clause_name(uid: str, book: ClauseBook, *, general: str, unplaced: str) -> str:
    """A clause by label and title, with words for the whole document and for a comment that is not placed."""
    if uid == GENERAL:
        return general
    return book.name(uid) if uid in book.by_uid else unplaced


def _values(each: PublishedComment, disposition: Disposition) -> tuple[str, ...]:
    decided = disposition.decision if disposition.decided and disposition.decision else None
    return (
        each.clause or "",
        each.category,
        str(decided or OPEN),
        each.language,
        each.country,
        each.question or "",
    )


def _count(counted: Sequence[Counted]) -> Count:
    return Count(len(counted), len({each.position for each in counted}))
