from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.kernel.models import Fact, PublicModel
from cupel_web.people.models import Organisation


class Matrix(PublicModel):
    """Several owners approve one content, each by its own procedure. ``standard`` and ``edition`` name the edition
    whose owners they are; both are empty where the owners were listed by hand.
    """

    title = models.CharField(_("what is approved"), max_length=200)
    standard = models.CharField(_("standard"), max_length=40, blank=True)
    edition = models.CharField(_("edition"), max_length=40, blank=True)
    subject_path = models.CharField(_("its address"), max_length=300, blank=True)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-begun_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class MatrixContent(Fact):
    """The content to approve, by its hash; the latest holds, and what was said of an earlier one is void."""

    matrix = models.ForeignKey(Matrix, on_delete=models.PROTECT, related_name="contents")
    number = models.PositiveIntegerField(_("version"))
    sha256 = models.CharField(_("SHA-256 of the content"), max_length=64)
    note = models.TextField(_("what changed"), max_length=2000, blank=True)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["matrix", "number"], name="one_content_per_number")]

    def __str__(self) -> str:
        return f"{self.matrix_id} {self.number}"


class MatrixOwner(PublicModel):
    """An organisation that must approve, by its own ``procedure`` in words, in force since ``procedure_on``."""

    matrix = models.ForeignKey(Matrix, on_delete=models.PROTECT, related_name="owners")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="ownerships")
    procedure = models.TextField(_("how this owner approves"), max_length=4000, blank=True)
    procedure_on = models.DateField(_("procedure in force from"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["organisation__name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["matrix", "organisation"], name="one_approval_per_owner")
        ]

    def __str__(self) -> str:
        return f"{self.matrix_id} {self.organisation_id}"


class OwnerWord(Fact):
    """An owner approved exactly this content, or declined it with a reason; the latest word on a content holds."""

    content = models.ForeignKey(MatrixContent, on_delete=models.PROTECT, related_name="words")
    owner = models.ForeignKey(MatrixOwner, on_delete=models.PROTECT, related_name="words")
    approves = models.BooleanField()
    reason = models.TextField(_("reason"), max_length=4000, blank=True)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["given_at", "pk"]

    def __str__(self) -> str:
        return f"{self.owner_id} {self.approves}"


class Effect(Fact):
    """The day from which an approved content is effective; the latest row on it holds."""

    content = models.ForeignKey(MatrixContent, on_delete=models.PROTECT, related_name="effects")
    effective_on = models.DateField(_("effective on"))
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["set_at", "pk"]

    def __str__(self) -> str:
        return f"{self.content_id} {self.effective_on}"
