"""What became of comments, as the engine knows it."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from cupel.consultation import Answer, Cluster, Decision, Disposition, Question, Workflow
from cupel.consultation import Consultation as EngineConsultation
from cupel_web.consultations.models import (
    Comment,
    CommentCluster,
    CommentVersion,
    Consultation,
    DispositionFact,
    Submission,
)
from cupel_web.consultations.queries.comments import current, in_state, sent_in
from cupel_web.consultations.queries.engine import engine_comment
from cupel_web.consultations.queries.texts import book_of, said


def last_facts(comments: Iterable[Comment] | QuerySet[Comment]) -> QuerySet[DispositionFact]:
    """The newest fact on each of ``comments`` that has any."""
    later = DispositionFact.objects.filter(comment=OuterRef("comment"), pk__gt=OuterRef("pk"))
    found = DispositionFact.objects.filter(~Exists(later), comment__in=comments)
    return found.select_related("comment", "assignee")


def disposition_of(fact: DispositionFact) -> Disposition:
    """A fact as the engine's value, under the comment's name."""
    return Disposition(
        comment=fact.comment.name,
        workflow=Workflow(fact.workflow),
        decision=Decision(fact.decision) if fact.decision else None,
        reason=fact.reason,
        answer=Answer(fact.answer),
        assignee=fact.assignee.public_id if fact.assignee else "",
    )


def disposition_on(comment: Comment) -> Disposition:
    """What became of one comment; a new one where nothing did yet."""
    fact = comment.dispositions.select_related("comment", "assignee").order_by("-pk").first()
    return disposition_of(fact) if fact else Disposition(comment=comment.name)


def published_decisions(versions: Iterable[CommentVersion]) -> dict[str, DispositionFact]:
    """Decisions that are public, by the name of the comment."""
    facts = last_facts([version.comment for version in versions]).filter(workflow=Workflow.PUBLISHED)
    facts = facts.prefetch_related("remarks")
    return {fact.comment.name: fact for fact in facts}


def decided_in(submission: Submission) -> QuerySet[CommentVersion]:
    """Comments of a submission on which a decision is public."""
    return in_state(sent_in(submission), Workflow.PUBLISHED.value)


def clusters_in(consultation: Consultation) -> QuerySet[CommentCluster]:
    """Confirmed clusters that were not taken apart."""
    return consultation.clusters.filter(parted_at=None).prefetch_related("comments").order_by("pk")


def engine_consultation(consultation: Consultation) -> EngineConsultation:
    """The consultation with all comments that count, what was decided and which say the same."""
    versions = list(current(consultation))
    facts = last_facts([version.comment for version in versions])
    counted = {version.comment.name for version in versions}
    return EngineConsultation(
        title=said(consultation.title),
        draft=str(consultation.text),
        book=book_of(consultation),
        comments=tuple(engine_comment(version) for version in versions),
        dispositions={fact.comment.name: disposition_of(fact) for fact in facts},
        clusters=tuple(
            Cluster(id=each.public_id, comments=tuple(name for name in _names(each) if name in counted))
            for each in clusters_in(consultation)
        ),
        questions=tuple(Question(key=each.key, text=said(each.text)) for each in consultation.questions.all()),
        opened=consultation.opens_there.date(),
        closed=consultation.last_day,
    )


def _names(cluster: CommentCluster) -> list[str]:
    return sorted(comment.name for comment in cluster.comments.all())
