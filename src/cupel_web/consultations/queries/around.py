"""What stands around a comment on its page: those that say the same, and others on its clause."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from cupel_web.consultations.models import Comment, CommentCluster, CommentVersion, DispositionFact
from cupel_web.consultations.queries.comments import current
from cupel_web.consultations.queries.dispositions import clusters_in, last_facts

SHOWN = 10


@dataclass(frozen=True, kw_only=True)
class Neighbours:
    """The first of some comments with what became of each, and how many there are."""

    rows: list[tuple[CommentVersion, DispositionFact | None]]
    number: int

    @property
    def more(self) -> int:
        """How many are not among the first."""
        return self.number - len(self.rows)


def saying_the_same(comment: Comment) -> Neighbours:
    """The others of the comment's cluster."""
    return _first(
        current(comment.consultation).filter(comment__clusters__in=_cluster(comment)).exclude(comment=comment)
    )


def on_the_clause(comment: Comment, place: str) -> Neighbours:
    """The others on the clause that it is on, without those that say the same."""
    if not place:
        return Neighbours(rows=[], number=0)
    others = current(comment.consultation).filter(Q(place=place)).exclude(comment=comment)
    return _first(others.exclude(comment__in=Comment.objects.filter(clusters__in=_cluster(comment))))


def _cluster(comment: Comment) -> QuerySet[CommentCluster]:
    return clusters_in(comment.consultation).prefetch_related(None).filter(comments=comment).order_by()


def _first(found: QuerySet[CommentVersion]) -> Neighbours:
    shown = list(found[:SHOWN])
    decided = {fact.comment_id: fact for fact in last_facts([each.comment for each in shown])}
    return Neighbours(rows=[(each, decided.get(each.comment_id)) for each in shown], number=found.count())
