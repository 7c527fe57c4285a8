"""Comments as everybody may read them, from the day on which the feedback is published."""

from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404

from cupel.consultation import published as as_published
from cupel_web.consultations.models import CommentVersion, Consultation
from cupel_web.consultations.models.submission import Consent
from cupel_web.consultations.queries import comments
from cupel_web.consultations.queries.engine import engine_comment
from cupel_web.consultations.states import Stage


def published_feedback(
    consultation: Consultation, *, now: datetime, text: str = "", clause: str = ""
) -> QuerySet[CommentVersion]:
    """Comments that hold ``text`` in what is published of them, on a clause; 404 before they are public."""
    if consultation.stage(now) not in {Stage.FEEDBACK, Stage.RESPONSE}:
        raise Http404
    versions = comments.filtered(comments.current(consultation), clause=clause)
    if text:
        versions = comments.filtered(versions, text=text).exclude(pk__in=_hidden_from(text, versions))
    return versions


def _hidden_from(words: str, versions: QuerySet[CommentVersion]) -> list[int]:
    """Comments that hold the words in what is not published, so that no search tells who or what stands there."""
    held = comments.filtered(versions, text=words).exclude(comment__submission__consent=Consent.NAMED.value)
    shown = {each.pk: as_published([engine_comment(each)])[0] for each in held}
    return [pk for pk, each in shown.items() if words.lower() not in f"{each.text or ''}\n{each.change or ''}".lower()]
