"""Records of consultations."""

from cupel_web.consultations.models.answer_remark import AnswerRemark
from cupel_web.consultations.models.answer_term import AnswerTerm
from cupel_web.consultations.models.artefact import Artefact, ArtefactSet
from cupel_web.consultations.models.change_link import ChangeLink
from cupel_web.consultations.models.clusters import ClusterSearch, KeptApart
from cupel_web.consultations.models.comment import Comment, CommentVersion, Placing
from cupel_web.consultations.models.consultation import Consultation, Extension, Question, StepFact
from cupel_web.consultations.models.disposition import CommentCluster, DispositionFact
from cupel_web.consultations.models.draft import Attachment, DraftComment, ImportedFile
from cupel_web.consultations.models.submission import Sending, Submission, Withdrawal
from cupel_web.consultations.models.voted import VotedProposal

__all__ = [
    "AnswerRemark",
    "AnswerTerm",
    "Artefact",
    "ArtefactSet",
    "Attachment",
    "ChangeLink",
    "ClusterSearch",
    "Comment",
    "CommentCluster",
    "CommentVersion",
    "Consultation",
    "DispositionFact",
    "DraftComment",
    "Extension",
    "ImportedFile",
    "KeptApart",
    "Placing",
    "Question",
    "Sending",
    "StepFact",
    "Submission",
    "VotedProposal",
    "Withdrawal",
]
