from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel.governance import Change
from cupel_web.groups.models import Group, ProcedureVersion
from cupel_web.kernel.models import Fact, PublicModel


class ChangeKind(models.TextChoices):
    """What a cycle changes."""

    NEW = Change.NEW.value, _("new standard")
    REVISION = Change.REVISION.value, _("revision")
    URGENT = Change.URGENT.value, _("urgent change")
    EDITORIAL = Change.EDITORIAL.value, _("change without substance")


class Cycle(PublicModel):
    """A group revises a standard under the version of its procedure that was in force when the cycle was opened.

    ``standard`` is a key, ``base_edition`` the edition that is revised (none of a new standard), ``new_edition`` the
    one that is made. The four texts from ``need`` on are its terms of reference. ``announced_on``: since when a summary
    is public. ``finished_on``: the day on which nothing was awaited any more, as the last fact about a stage left it.
    ``revision`` counts facts, so that of two people who record at once the second sees what the first wrote.
    """

    standard = models.CharField(_("standard"), max_length=80)
    base_edition = models.CharField(_("edition revised"), max_length=80, blank=True)
    new_edition = models.CharField(_("new edition"), max_length=80)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="standard_cycles")
    procedure = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="standard_cycles")
    change = models.CharField(_("kind of change"), max_length=40, choices=ChangeKind)
    opened_on = models.DateField(_("opened on"))
    announced_on = models.DateField(_("summary public since"), null=True, blank=True)
    scope = models.TextField(_("scope"), max_length=4000)
    need = models.TextField(_("need"), max_length=4000)
    objectives = models.TextField(_("objectives"), max_length=4000, blank=True)
    risks = models.TextField(_("risks"), max_length=4000, blank=True)
    overlap = models.TextField(_("overlap with other standards"), max_length=4000, blank=True)
    finished_on = models.DateField(_("finished on"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-opened_on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["standard", "new_edition"], name="one_cycle_per_new_edition")
        ]

    def __str__(self) -> str:
        return f"{self.standard.upper()} {self.new_edition}"


class ReviewOutcome(Fact):
    """A group reviewed a standard and found that it needs no change: the time to the next review begins anew."""

    standard = models.CharField(_("standard"), max_length=80)
    edition = models.CharField(_("edition"), max_length=80)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="review_outcomes")
    reviewed_on = models.DateField(_("reviewed on"))
    reasons = models.TextField(_("reasons"), max_length=4000)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-reviewed_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.standard} {self.edition} {self.reviewed_on}"
