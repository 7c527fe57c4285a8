"""Answers that the group has to look at."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from cupel_web.consultations.models import Comment, Consultation
from cupel_web.consultations.models.disposition import Answer, Workflow
from cupel_web.consultations.queries.dispositions import last_facts
from cupel_web.kernel.clock import day_of


def not_satisfied(consultations: Iterable[Consultation]) -> dict[int, date]:
    """Since when somebody is not satisfied with a published decision that nobody took up again, by consultation."""
    facts = last_facts(Comment.objects.filter(consultation__in=list(consultations), submission__withdrawal=None))
    found: dict[int, date] = {}
    for fact in facts.filter(Q(workflow=Workflow.PUBLISHED), answer=Answer.NOT_SATISFIED).order_by("-pk"):
        found[fact.comment.consultation_id] = day_of(fact.made_at)
    return found
