"""Records of consultations."""

from cupel_web.consultations.models.comment import Comment, CommentVersion, Placing
from cupel_web.consultations.models.consultation import Consultation, Extension, Question, StepFact
from cupel_web.consultations.models.disposition import CommentCluster, DispositionFact
from cupel_web.consultations.models.draft import Attachment, DraftComment, ImportedFile
from cupel_web.consultations.models.submission import Sending, Submission, Withdrawal

__all__ = [
    "Attachment",
    "Comment",
    "CommentCluster",
    "CommentVersion",
    "Consultation",
    "DispositionFact",
    "DraftComment",
    "Extension",
    "ImportedFile",
    "Placing",
    "Question",
    "Sending",
    "StepFact",
    "Submission",
    "Withdrawal",
]
