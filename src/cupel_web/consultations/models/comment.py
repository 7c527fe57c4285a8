from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.consultations.models.consultation import Consultation, Question
from cupel_web.consultations.models.submission import Sending, Submission
from cupel_web.kernel.models import Fact, PublicModel

MOST_TEXT = 10_000
"""Characters of a comment, and of the change it proposes."""


class Kind(models.TextChoices):
    """Type of a comment, in the words of :class:`cupel.consultation.Kind`."""

    GENERAL = "general", _("general")
    TECHNICAL = "technical", _("technical")
    EDITORIAL = "editorial", _("editorial")


class Way(models.TextChoices):
    """By which way a comment came, in the words of :class:`cupel.consultation.Origin`."""

    WEB = "web", _("web page")
    XLSX = "xlsx", _("workbook")
    DOCX = "docx", _("Word document")
    EMAIL = "e-mail", _("e-mail")
    KEYED = "keyed", _("keyed in")


class Remark(PublicModel):
    """What somebody wrote. ``clause``: a uid of the text, ``general``, or empty until somebody confirms where it
    belongs; ``label``: the clause as written. ``contributor``: who of those that share the submission.
    """

    clause = models.CharField(max_length=26, blank=True, db_index=True)
    label = models.CharField(_("clause as written"), max_length=200, blank=True)
    kind = models.CharField(_("type"), max_length=20, choices=Kind)
    text = models.TextField(_("comment"), max_length=MOST_TEXT, blank=True)
    change = models.TextField(_("proposed change"), max_length=MOST_TEXT, blank=True)
    line = models.CharField(max_length=100, blank=True)
    part = models.CharField(max_length=200, blank=True)
    contributor = models.CharField(_("written by"), max_length=200, blank=True)
    question = models.ForeignKey(Question, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=20, choices=Way)

    class Meta:
        abstract = True


REMARK = ("clause", "label", "kind", "text", "change", "line", "part", "contributor", "question", "way")
"""Columns that a draft and a version share."""


def comment_name(number: int) -> str:
    """What :attr:`Comment.name` is, where no record is at hand."""
    return f"C-{number:04d}"


class Comment(Fact):
    """A comment that counts, by its number in the consultation; what it says are its versions. ``row`` as in
    :class:`DraftComment`.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="comments")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="comments")
    number = models.PositiveIntegerField()
    row = models.CharField(max_length=64)
    counted_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "number"], name="one_comment_per_number"),
            models.UniqueConstraint(fields=["submission", "row"], name="one_comment_per_row"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """How everybody calls it: ``C-0001``."""
        return comment_name(self.number)


class CommentVersion(Fact, Remark):
    """What a comment said when it was sent; the version with the highest number holds, older ones are kept.

    It is pinned: ``clause_revision`` and ``clause_hash`` are of the clause in the text that was consulted on, empty
    where it is on no clause.
    """

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="versions")
    sending = models.ForeignKey(Sending, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    clause_revision = models.CharField(max_length=40, blank=True)
    clause_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering: ClassVar = ["comment", "-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["comment", "number"], name="one_version_per_number")]

    def __str__(self) -> str:
        return f"{self.comment_id} {self.number}"


class Placing(Fact):
    """The secretariat says where a comment belongs whose clause was not sure, or was wrong; the newest holds, until the
    commenter sends another version.
    """

    version = models.ForeignKey(CommentVersion, on_delete=models.PROTECT, related_name="placings")
    clause = models.CharField(max_length=26)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    placed_at = models.DateTimeField()
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.version_id} {self.clause}"
