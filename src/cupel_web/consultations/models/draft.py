from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.consultations.models.comment import Comment, Remark
from cupel_web.consultations.models.submission import Submission
from cupel_web.kernel.models import PublicModel, StoredFile


class DraftComment(Remark):
    """A comment that was saved and not sent; of one that was sent before, ``comment``, it is the next version.

    ``row`` is the permanent id by which a template names it. Where the clause is not sure, ``clause`` is empty and
    ``suggestion`` holds ``{uid, reason, others}`` to confirm. ``revision`` counts changes, as several people may share
    the submission.
    """

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="drafts")
    comment = models.OneToOneField(Comment, null=True, on_delete=models.CASCADE, related_name="draft")
    row = models.CharField(max_length=64)
    suggestion = models.JSONField(default=dict, blank=True)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["submission", "row"], name="one_draft_per_row")]

    def __str__(self) -> str:
        return self.public_id


class ImportedFile(PublicModel):
    """A filled template that somebody uploaded to a submission, and what came of it. ``left``: rows that are no
    comments, each ``{place, text, problem, remedy, note}``; ``remarks`` on rows that are, ``{place, text}``.
    """

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="imports")
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    added = models.PositiveIntegerField()
    edited = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    unplaced = models.PositiveIntegerField()
    left = models.JSONField(default=list)
    remarks = models.JSONField(default=list)
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-imported_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name


class Attachment(PublicModel):
    """A file that goes with a submission; ``text``: its words, as far as they can be read."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="attachments")
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    note = models.CharField(_("what it is"), max_length=500, blank=True)
    text = models.TextField(blank=True)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.file_name
