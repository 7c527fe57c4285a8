"""Verbs of answers: until when they are awaited, and that time is over."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cupel.errors import ConsultationError
from cupel_web.consultations.actions.deciding import time_out
from cupel_web.consultations.models import AnswerTerm, Consultation
from cupel_web.consultations.queries.answers import answers_due, awaited, is_over, with_terms
from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require


def set_answer_term(consultation: Consultation, due: date, *, by: User | None, now: datetime) -> AnswerTerm:
    """Say until which day answers are awaited; a later one replaces it. What timed out may still be answered.

    Raises :class:`~cupel.errors.ConsultationError` for a day that has passed.
    """
    require(by, "consultations.agree", consultation)
    if is_over(due, consultation, now):
        raise ConsultationError(
            _("This day has passed."), code="answer-term", remedy=_("Give commenters some days to answer.")
        )
    with transaction.atomic():
        term: AnswerTerm = AnswerTerm.objects.create(consultation=consultation, due=due, set_at=now, set_by=by)
        append_event("consultations.answer_term", by=by, about=term, scope=consultation.group, now=now,
            due=due.isoformat())  # fmt: skip
    return term


def time_out_answers(*, now: datetime) -> int:
    """Record that time is over for every published decision that nobody answered in its term; how many."""
    return sum(_timed_out(consultation, now=now) for consultation in with_terms())


def end_answers(consultation: Consultation, *, by: User | None, now: datetime) -> int:
    """The same for one consultation, by hand; how many."""
    require(by, "consultations.agree", consultation)
    return _timed_out(consultation, now=now)


def _timed_out(consultation: Consultation, *, now: datetime) -> int:
    with transaction.atomic():
        locked = Consultation.objects.select_for_update().get(pk=consultation.pk)
        due = answers_due(locked)
        if due is None or not is_over(due, locked, now):
            return 0
        comments = [fact.comment for fact in awaited(locked).select_related("comment__consultation__group")]
        return len(time_out(comments, now=now))
