"""Answers of commenters: until when they are awaited, and which are."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from cupel_web.consultations.models import AnswerTerm, Comment, Consultation, DispositionFact
from cupel_web.consultations.models.disposition import Answer, Workflow
from cupel_web.consultations.queries.dispositions import last_facts
from cupel_web.kernel.clock import day_of
from cupel_web.kernel.models import User
from cupel_web.kernel.zones import in_zone


def answers_due(consultation: Consultation) -> date | None:
    """The last day for answers; None where no term is set."""
    last = consultation.answer_terms.last()
    return last.due if last else None


def awaited(consultation: Consultation) -> QuerySet[DispositionFact]:
    """Published decisions that nobody answered and whose time is not over."""
    return _published([consultation], Answer.NONE)


def number_awaited(consultations: QuerySet[Consultation]) -> dict[int, tuple[AnswerTerm, int]]:
    """The term that holds and how many answers are awaited, by the key of each consultation in which any is."""
    newest = AnswerTerm.objects.filter(consultation__in=consultations).order_by("pk")
    terms = {term.consultation_id: term for term in newest}
    rows = (
        _published(terms, Answer.NONE)
        .select_related(None)
        .order_by()
        .values("comment__consultation")
        .annotate(number=Count("pk"))
    )
    return {row["comment__consultation"]: (terms[row["comment__consultation"]], row["number"]) for row in rows}


def not_satisfied(consultations: Iterable[Consultation]) -> dict[int, date]:
    """Since when somebody is not satisfied with a published decision that nobody took up again, by consultation."""
    facts = _published(consultations, Answer.NOT_SATISFIED).order_by("-pk")
    return {fact.comment.consultation_id: day_of(fact.made_at) for fact in facts}


def _published(consultations: Iterable[Consultation | int], answer: Answer) -> QuerySet[DispositionFact]:
    """Published decisions with this answer."""
    comments = Comment.objects.filter(consultation__in=list(consultations), submission__withdrawal=None)
    return last_facts(comments).filter(Q(workflow=Workflow.PUBLISHED), answer=answer)


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


def number_by_work(consultations: QuerySet[Consultation]) -> dict[int, dict[str, int]]:
    """How many comments are at each state of the group's work, by the key of the consultation; those on which nothing
    happened yet are ``new``.
    """
    comments = Comment.objects.filter(consultation__in=consultations, submission__withdrawal=None)
    all_of = comments.order_by().values("consultation").annotate(number=Count("pk"))
    found: dict[int, dict[str, int]] = {row["consultation"]: {Workflow.NEW.value: row["number"]} for row in all_of}
    facts = last_facts(comments).select_related(None).order_by().exclude(workflow=Workflow.NEW)
    for row in facts.values("comment__consultation", "workflow").annotate(number=Count("pk")):
        at = found[row["comment__consultation"]]
        at[row["workflow"]] = row["number"]
        at[Workflow.NEW.value] -= row["number"]
    return found
