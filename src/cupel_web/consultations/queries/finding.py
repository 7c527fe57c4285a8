"""Records of consultations by what their addresses name."""

from django.db.models import Count, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from cupel_web.consultations.models import (
    Attachment,
    ChangeLink,
    Comment,
    Consultation,
    DraftComment,
    ImportedFile,
    Question,
    Submission,
)
from cupel_web.consultations.models.consultation import ConsultationQuerySet
from cupel_web.consultations.states import Step
from cupel_web.kernel.models import User


def all_consultations() -> ConsultationQuerySet:
    """Every consultation with its steps and extensions, those that close last first."""
    found = Consultation.objects.select_related(
        "group", "text", "base", "procedure", "cycle__procedure", "cycle__group"
    )
    return found.prefetch_related("steps", "extensions").by_end()


def consultation_seen_by(user: object, consultation: str) -> Consultation:
    """A consultation: announced ones are public, others for those who run them; else 404."""
    found = get_object_or_404(all_consultations(), public_id=consultation)
    if Step.ANNOUNCED not in found.done and not (isinstance(user, User) and user.has_perm("consultations.run", found)):
        raise Http404
    return found


def consultation_of(user: User, consultation: str) -> Consultation:
    """The same for pages that only some may open: the permission says who."""
    return consultation_seen_by(user, consultation)


def consultation_inside(user: User, consultation: str) -> Consultation:
    """A consultation whose comments the person may read; 404 hides how many there are."""
    found = consultation_seen_by(user, consultation)
    if not user.has_perm("consultations.read_comments", found):
        raise Http404
    return found


def question_of(user: User, question: str) -> Question:
    """A question; else 404."""
    found = get_object_or_404(Question.objects.select_related("consultation__group"), public_id=question)
    consultation_seen_by(user, found.consultation.public_id)
    return found


def submission_with(secret: str) -> Submission:
    """The submission whose link holds this secret; else 404."""
    return get_object_or_404(_submissions(), key=Submission.key_of(secret))


def submission_in(consultation: Consultation, secret: str) -> Submission | None:
    """The submission of a consultation that a browser remembers; none where there is none or it was withdrawn."""
    key = Submission.key_of(secret)
    return _submissions().filter(consultation=consultation, key=key, withdrawal=None).first() if secret else None


def submission_keyed(user: User, submission: str) -> Submission:
    """A submission that the secretariat keyed in; else 404, for all others too."""
    found = get_object_or_404(_submissions().exclude(keyed_by=None), public_id=submission)
    if not user.has_perm("consultations.key", found):
        raise Http404
    return found


def draft_of(submission: Submission, draft: str) -> DraftComment:
    """A draft in a submission; else 404."""
    return get_object_or_404(submission.drafts.select_related("comment", "question"), public_id=draft)


def sent_comment_of(submission: Submission, comment: str) -> Comment:
    """A comment that counts, in its submission; else 404."""
    return get_object_or_404(submission.comments, public_id=comment)


def imported_in(submission: Submission, imported: str) -> ImportedFile:
    """An imported file in its submission; else 404."""
    return get_object_or_404(submission.imports, public_id=imported)


def attachment_in(submission: Submission, attachment: str) -> Attachment:
    """An attachment that was not removed; else 404."""
    return get_object_or_404(submission.attachments.filter(removed_at=None), public_id=attachment)


def comment_inside(user: User, comment: str) -> Comment:
    """A comment that counts, for those who may read all; else 404."""
    found = Comment.objects.filter(submission__withdrawal=None, public_id=comment)
    known = get_object_or_404(found.select_related("consultation__group", "consultation__text", "submission"))
    if not user.has_perm("consultations.read_comments", known):
        raise Http404
    return known


def link_inside(user: User, link: str) -> ChangeLink:
    """What was changed on a comment, for those who may read all; else 404."""
    found = get_object_or_404(ChangeLink.objects.select_related("comment", "edit"), public_id=link)
    found.comment = comment_inside(user, found.comment.public_id)
    return found


def _submissions() -> QuerySet[Submission]:
    related = ("consultation__group", "consultation__text", "consultation__base", "withdrawal", "keyed_by")
    prefetched = ("sendings", "consultation__steps", "consultation__extensions")
    return Submission.objects.select_related(*related).prefetch_related(*prefetched)


def attachment_inside(user: User, attachment: str) -> Attachment:
    """A file of a submission that counts, for those who may read all comments; else 404."""
    counted = Attachment.objects.filter(
        removed_at=None, submission__withdrawal=None, submission__sendings__isnull=False
    )
    known = counted.select_related("stored", "submission__consultation__group").distinct()
    found = get_object_or_404(known, public_id=attachment)
    if not user.has_perm("consultations.read_comments", found.submission):
        raise Http404
    return found


def keyed_in(consultation: Consultation) -> QuerySet[Submission]:
    """Submissions that the secretariat keyed in, newest first."""
    found = _submissions().filter(consultation=consultation).exclude(keyed_by=None)
    return found.annotate(number=Count("comments", distinct=True)).order_by("-begun_at", "-pk")
