from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel.standard.drafting import Edit, edit_from
from cupel_web.groups.models import Group
from cupel_web.kernel.models import Fact, PublicModel


class Draft(PublicModel):
    """An edition of a standard in the making: the edition ``base``, and edits made to it in order. Everything else,
    texts and labels too, is computed from these.
    """

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="drafts")
    standard = models.CharField(_("standard"), max_length=40)
    base = models.CharField(_("base edition"), max_length=40)
    edition = models.CharField(_("name of the new edition"), max_length=40)
    language = models.CharField(_("language"), max_length=35, default="en")
    purpose = models.TextField(_("what it is for"), max_length=4000)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.standard}@{self.edition}"

    @property
    def is_open(self) -> bool:
        """Whether it can be edited; reads ``closing``, so select it for lists."""
        return not hasattr(self, "closing")


class EditRecord(Fact):
    """One edit of a draft, the ``number``-th from 1: ``data`` as :func:`cupel.standard.drafting.edit_data` gives it."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="edits")
    number = models.PositiveIntegerField()
    data = models.JSONField()
    note = models.TextField(_("why"), max_length=2000, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "number"], name="one_edit_per_number_of_a_draft")
        ]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.number}"

    @property
    def edit(self) -> Edit:
        """The edit itself."""
        return edit_from(self.data)


class Outcome(models.TextChoices):
    """How the work on a draft ended."""

    FINISHED = "finished", _("finished")
    ABANDONED = "abandoned", _("given up")


class Closing(Fact):
    """The draft is edited no more."""

    draft = models.OneToOneField(Draft, on_delete=models.PROTECT, related_name="closing")
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome.choices)
    reason = models.TextField(_("reason"), max_length=2000)
    manifest_hash = models.CharField(max_length=64)
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.draft_id} {self.outcome}"
