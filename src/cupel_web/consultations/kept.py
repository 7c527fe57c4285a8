"""How long this app's records are kept."""

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from cupel_web.consultations.models import (
    AnswerRemark,
    AnswerTerm,
    Artefact,
    ArtefactSet,
    Attachment,
    ChangeLink,
    ClusterSearch,
    Comment,
    CommentCluster,
    CommentVersion,
    Consultation,
    DispositionFact,
    DraftComment,
    Extension,
    ImportedFile,
    KeptApart,
    Placing,
    Question,
    Sending,
    StepFact,
    Submission,
    VotedProposal,
    Withdrawal,
)
from cupel_web.consultations.states import Step
from cupel_web.kernel.retention import ATTACHED, CLOSED, PERMANENT, UNCONFIRMED, Rows, kept, of

NEVER_COUNTED = Q(sendings=None, keyed_by=None)


def declare() -> None:
    """Make it known."""
    answered = StepFact.objects.filter(consultation=OuterRef("consultation"), step=Step.RESPONSE).values("done_at")[:1]
    extended = Extension.objects.filter(consultation=OuterRef("consultation")).order_by("-pk").values("closes_at")[:1]
    kept("consultations", _("consultations, and when each was extended, closed and answered"), PERMANENT,
         *of(Consultation, Extension, StepFact, Question))  # fmt: skip
    kept("comments", _("comments that count, in all their versions"), PERMANENT,
         *of(Comment, CommentVersion, Placing, Sending, Withdrawal, AnswerRemark))  # fmt: skip
    kept("dispositions", _("what was decided on comments, which say the same, and what was changed on them"), PERMANENT,
         *of(DispositionFact, CommentCluster, CommentCluster.comments.through, ClusterSearch, KeptApart,
             AnswerTerm, ChangeLink, VotedProposal))  # fmt: skip
    kept("consultation-artefacts", _("feedback, response and synopsis as files"), PERMANENT,
         *of(ArtefactSet, Artefact))  # fmt: skip
    kept("submissions-unsent", _("submissions that were never sent or confirmed"), UNCONFIRMED,
         Rows(model=Submission, only=NEVER_COUNTED,
              start=Coalesce(Subquery(extended), F("consultation__closes_at"))))  # fmt: skip
    kept("submissions", _("who sent comments"), CLOSED,
         Rows(model=Submission, start=Subquery(answered), only=Q(sendings__isnull=False),
              blanks={"name": "", "email": "", "key": ""}))  # fmt: skip
    kept("comment-drafts", _("comments saved and not sent, attachments, and files that were imported"), ATTACHED,
         *of(DraftComment, Attachment, ImportedFile))  # fmt: skip
