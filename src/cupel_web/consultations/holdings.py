"""What this app holds about a person."""

from typing import Any

from django.db.models import QuerySet

from cupel_web.consultations.models import AnswerRemark, CommentVersion, Submission
from cupel_web.consultations.queries.engine import rows_of
from cupel_web.kernel.models import User
from cupel_web.people.personal import holds_personal_data


def submission_data(submission: Submission) -> dict[str, Any]:
    """All that a submission holds, as plain data for whoever sent it."""
    return {
        "consultation": str(submission.consultation),
        "begun": submission.begun_at.isoformat(),
        "sent": submission.sent_at.isoformat() if submission.sent_at else None,
        "name": submission.name,
        "email": submission.email,
        "organisation": submission.organisation,
        "category": submission.category,
        "country": submission.country,
        "language": submission.language,
        "publication": submission.consent,
        "attachments": [each.file_name for each in submission.attachments.filter(removed_at=None)],
        "comments": [
            {
                "clause": each.clause,
                "label": each.label,
                "type": each.kind.value,
                "text": each.text,
                "change": each.change,
                "written by": each.commenter,
                "version": each.version,
            }
            for each in rows_of(submission).values()
        ],
        "not satisfied because": [
            {"comment": each.answer.comment.name, "text": each.text, "at": each.written_at.isoformat()}
            for each in AnswerRemark.objects.filter(answer__comment__submission=submission).select_related(
                "answer__comment"
            )
        ],
    }


def _submissions(person: User) -> list[dict[str, Any]]:
    return [submission_data(each) for each in _sent_by(person).select_related("consultation")]


def _forget(person: User) -> None:
    """Comments stay as the record of what was decided on needs them; who sent them, and what they said to it, goes."""
    mine = list(_sent_by(person).values_list("pk", flat=True))
    CommentVersion.objects.filter(comment__submission__in=mine).redact(contributor="")
    AnswerRemark.objects.filter(answer__comment__submission__in=mine).redact(text="")
    Submission.objects.filter(pk__in=mine).update(name="", email="", key="")


def _sent_by(person: User) -> QuerySet[Submission]:
    """Those whose address was shown to be the person's."""
    return Submission.objects.filter(email__iexact=person.email, confirmed_at__isnull=False)


def declare() -> None:
    """Make this app's holdings known."""
    holds_personal_data("comments in consultations", export=_submissions, erase=_forget)
