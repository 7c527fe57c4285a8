from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from cupel_web.consultations.models.consultation import Consultation
from cupel_web.kernel.models import Fact, Job, PublicModel, StoredFile
from cupel_web.standards.models import EditionText


class ArtefactKind(models.TextChoices):
    """What is written about a consultation, each in several formats."""

    TRACKED = "tracked", _("draft with its changes")
    CLEAN = "clean", _("draft")
    FEEDBACK = "feedback", _("all feedback")
    RESPONSE = "response", _("response to feedback")
    SYNOPSIS = "synopsis", _("synopsis")
    COMMENTS = "comments", _("all comments as data")


class ArtefactSet(PublicModel):
    """All artefacts of a consultation, written at once by a job from what was public or published then. ``text``: what
    became of the consulted text by then; ``None`` in sets from before drafts were among the files.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="artefact_sets")
    text = models.ForeignKey(EditionText, null=True, on_delete=models.PROTECT, related_name="artefact_sets")
    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="+")
    ordered_at = models.DateTimeField()
    ordered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return self.public_id


class Artefact(Fact):
    """One file of a set, by the hash of its content. ``suffix``: its format, as at the end of its name."""

    within = models.ForeignKey(ArtefactSet, on_delete=models.PROTECT, related_name="artefacts")
    kind = models.CharField(max_length=20, choices=ArtefactKind)
    suffix = models.CharField(max_length=10)
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["within", "kind", "suffix"], name="each_artefact_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}.{self.suffix}"

    @property
    def file_name(self) -> str:
        """What it is called when somebody keeps it."""
        return f"{slugify(str(self.within.consultation)) or 'consultation'}-{self.kind}.{self.suffix}"
