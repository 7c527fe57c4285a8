"""Verbs of answers: until when they are awaited, and that time is over."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cupel.consultation import Answer
from cupel.errors import ConsultationError
from cupel_web.consultations.actions.deciding import answer_decision, time_out
from cupel_web.consultations.models import AnswerRemark, AnswerTerm, Comment, Consultation, DispositionFact
from cupel_web.consultations.models.answer_remark import MOST_REMARK
from cupel_web.consultations.queries.answers import answers_due, awaited, is_over, with_terms
from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require


def answer_because(comment: Comment, given: Answer, *, why: str, now: datetime) -> DispositionFact:
    """The commenter says whether the decision satisfies and, where not, may say why, also later. Call it for whoever
    holds the submission.

    Raises :class:`~cupel.errors.ConsultationError` where the engine does, and for a reason that is too long.
    """
    text = why.strip() if given is Answer.NOT_SATISFIED else ""
    if len(text) > MOST_REMARK:
        raise ConsultationError(
            _("This is too long."),
            code="answer-remark",
            remedy=_("Say it in {most} characters.").format(most=MOST_REMARK),
        )
    with transaction.atomic():
        Comment.objects.select_for_update().get(pk=comment.pk)
        last = comment.dispositions.order_by("-pk").first()
        adds = bool(text) and last is not None and last.answer == given.value
        answer = last if adds and last is not None else answer_decision(comment, given, now=now)
        if text:
            remark = AnswerRemark.objects.create(answer=answer, text=text, written_at=now)
            append_event(
                "consultations.answer_remark", by=None, about=remark, scope=comment.consultation.group, now=now
            )
    return answer


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
