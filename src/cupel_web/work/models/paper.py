from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.groups.models import Group
from cupel_web.kernel.models import PublicModel, StoredFile


class Visibility(models.TextChoices):
    """Who may read a paper. ``IN_CAMERA``: who sits in the group and has access, and the secretariat."""

    PUBLIC = "public", _("public")
    GROUP = "group", _("the group")
    IN_CAMERA = "in camera", _("in camera")


class Paper(PublicModel):
    """A document of a group under one title; its versions hold the files."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="papers")
    title = models.CharField(_("title"), max_length=300)
    visibility = models.CharField(_("who may read it"), max_length=20, choices=Visibility)
    filed_at = models.DateTimeField()
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-filed_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class PaperVersion(PublicModel):
    """One file of a paper; the one with the highest number is current.

    ``text``: what a text or DOCX file says, as far as search needs it; empty for all other files.
    """

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(_("file"), max_length=200)
    media_type = models.CharField(_("type"), max_length=120)
    note = models.CharField(_("note"), max_length=500, blank=True)
    text = models.TextField(blank=True, editable=False)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-number", "-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["paper", "number"], name="one_file_per_version")]

    def __str__(self) -> str:
        return f"{self.paper_id} {self.number}"


class Recusal(PublicModel):
    """A person takes no part in what a paper is about, and does not read it while it is in camera."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="recusals")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="recusals")
    began_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "person"], condition=models.Q(ended_at=None), name="recused_once")
        ]

    def __str__(self) -> str:
        return f"{self.paper_id} {self.person_id}"
