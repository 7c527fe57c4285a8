"""Answers of commenters: until when they are awaited, and which are."""

from datetime import date, datetime

from django.db.models import Q, QuerySet

from cupel_web.consultations.models import AnswerTerm, Comment, Consultation, DispositionFact
from cupel_web.consultations.models.disposition import Answer, Workflow
from cupel_web.consultations.queries.dispositions import last_facts
from cupel_web.kernel.models import User
from cupel_web.kernel.zones import in_zone


def answers_due(consultation: Consultation) -> date | None:
    """The last day for answers; None where no term is set."""
    last = consultation.answer_terms.last()
    return last.due if last else None


def awaited(consultation: Consultation) -> QuerySet[DispositionFact]:
    """Published decisions that nobody answered and whose time is not over."""
    facts = last_facts(Comment.objects.filter(consultation=consultation, submission__withdrawal=None))
    return facts.filter(Q(workflow=Workflow.PUBLISHED), answer=Answer.NONE)


def with_terms() -> QuerySet[Consultation]:
    """Consultations in which answers have a term."""
    return Consultation.objects.filter(pk__in=AnswerTerm.objects.values("consultation")).order_by("pk")


def is_over(due: date, consultation: Consultation, now: datetime) -> bool:
    """Whether the last day has passed by the clocks of the consultation's zone."""
    return in_zone(now, consultation.zone).date() > due


def assigned_to(person: User) -> QuerySet[DispositionFact]:
    """What a person was given and did not propose a decision on yet, the longest waiting first."""
    last = last_facts(Comment.objects.filter(dispositions__assignee=person))
    mine = last.filter(Q(workflow=Workflow.ASSIGNED), assignee=person, comment__submission__withdrawal=None)
    return mine.select_related("comment__consultation__group").order_by("pk")
