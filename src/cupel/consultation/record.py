"""A consultation with all that came in and what was decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from cupel.consultation.clauses import ClauseBook
from cupel.consultation.clusters.data import Cluster
from cupel.consultation.data import Comment, Question
from cupel.consultation.disposition import Disposition


@dataclass(frozen=True, kw_only=True)
class Consultation:
    """One round on the edition ``draft``; ``clusters`` are confirmed ones, dispositions are by comment."""

    title: str
    draft: str
    book: ClauseBook
    comments: tuple[Comment, ...] = ()
    dispositions: Mapping[str, Disposition] = field(default_factory=dict)
    clusters: tuple[Cluster, ...] = ()
    questions: tuple[Question, ...] = ()
    opened: date | None = None
    closed: date | None = None

    def disposition(self, comment: str) -> Disposition:
        """What became of a comment; a new one where nothing did yet."""
        return self.dispositions.get(comment) or Disposition(comment=comment)
