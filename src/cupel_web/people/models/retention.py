from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel.governance import Pause, Term, Unit
from cupel_web.kernel.models import Fact, PublicModel
from cupel_web.kernel.retention import DISPOSING

UNITS = [
    (Unit.DAYS.value, _("days")),
    (Unit.WEEKS.value, _("weeks")),
    (Unit.MONTHS.value, _("months")),
    (Unit.YEARS.value, _("years")),
]


class RetentionTerm(Fact):
    """How long records of a class are kept, from a day on; versions are only added. ``reason`` is for the page."""

    retention = models.CharField(_("class"), max_length=20)
    number = models.PositiveIntegerField(_("version"))
    length = models.PositiveSmallIntegerField(_("length"))
    unit = models.CharField(_("unit"), max_length=20, choices=UNITS)
    in_force = models.DateField(_("in force from"))
    reason = models.TextField(_("reason"), max_length=2000)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["retention", "in_force", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["retention", "number"], name="one_retention_term_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.retention} {self.number}"

    @property
    def term(self) -> Term:
        """The term as clocks count it."""
        return Term(length=self.length, unit=Unit(self.unit))


class Hold(PublicModel):
    """Days on which the clock of a class, or of one record, stands still: a legal hold. ``record`` is the public id of
    that record and empty for the whole class; ``last`` is empty while the hold lasts, and then nothing is disposed of.
    """

    retention = models.CharField(_("class"), max_length=20)
    record = models.CharField(_("record"), max_length=26, blank=True, db_index=True)
    first = models.DateField(_("from"))
    last = models.DateField(_("until"), null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=2000)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-first", "-pk"]

    def __str__(self) -> str:
        return f"{self.retention} {self.record}"

    @property
    def pause(self) -> Pause:
        """The hold as clocks count it."""
        return Pause(first=self.first, last=self.last, reason=self.reason)

    def lasts(self, *, on: date) -> bool:
        """Whether it keeps records from being disposed of on a day."""
        return self.last is None or on <= self.last


class Disposal(Fact):
    """Records of a kind whose time was over were deleted or redacted: how many, on which day, under which term."""

    kind = models.CharField(_("kind"), max_length=40)
    act = models.CharField(_("act"), max_length=20, choices=[(each.value, each.value) for each in DISPOSING])
    length = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=20, choices=UNITS)
    records = models.PositiveIntegerField(_("records"))
    on = models.DateField(_("day"))
    done_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-done_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.act} {self.on}"

    @property
    def term(self) -> Term:
        """The term that was over."""
        return Term(length=self.length, unit=Unit(self.unit))
