"""Records as the engine knows them: submissions, comments, drafts."""

from datetime import date

from cupel.consultation import Comment as EngineComment
from cupel.consultation import Consent, Kind, Origin
from cupel.consultation import Submission as EngineSubmission
from cupel_web.consultations.models import CommentVersion, DraftComment, Submission
from cupel_web.consultations.queries.comments import placed_on, sent_in
from cupel_web.kernel.clock import day_of


def engine_submission(submission: Submission, *, origin: Origin | None = None) -> EngineSubmission:
    """A submission; what it did not say about publication yet counts as not published."""
    return EngineSubmission(
        id=submission.public_id,
        origin=origin or Origin(submission.origin),
        consent=Consent(submission.consent or Consent.NOT_PUBLISHED),
        on=_day(submission),
        commenter=submission.name,
        organisation=submission.organisation,
        category=submission.category,
        country=submission.country,
        language=submission.language,
    )


def engine_comment(version: CommentVersion, submission: EngineSubmission | None = None) -> EngineComment:
    """The version of a comment that holds, under its name in the consultation."""
    return _comment(
        version, version.comment.name, placed_on(version), version.number,
        submission or engine_submission(version.comment.submission),
    )  # fmt: skip


def rows_of(submission: Submission) -> dict[str, EngineComment]:
    """All comments of a submission by row, those that were sent and, in their place, what is saved and not sent."""
    sent = engine_submission(submission)
    rows = {
        version.comment.row: _comment(version, version.comment.row, placed_on(version), version.number, sent)
        for version in sent_in(submission)
    }
    for draft in submission.drafts.all():
        number = rows[draft.row].version + 1 if draft.row in rows else 1
        rows[draft.row] = _comment(draft, draft.row, draft.clause, number, sent)
    return rows


def _comment(
    remark: CommentVersion | DraftComment, identity: str, clause: str, number: int, sent: EngineSubmission
) -> EngineComment:
    return EngineComment(
        id=identity,
        submission=sent,
        clause=clause or None,
        label=remark.label,
        kind=Kind(remark.kind),
        text=remark.text,
        change=remark.change,
        line=remark.line,
        part=remark.part,
        commenter=remark.contributor,
        question=remark.question.key if remark.question else None,
        version=number,
    )


def _day(submission: Submission) -> date:
    return submission.received_on or day_of(submission.sent_at or submission.begun_at)
