from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel.coverage import DateRule
from cupel_web.kernel.models import Fact, PublicModel
from cupel_web.regulations.models.instrument import Instrument


class Entry(PublicModel):
    """A dated fact about an instrument, from an imported file or, where ``by_hand``, from the secretariat. One that is
    withdrawn holds no more: a newer file lacks it, or somebody said why.
    """

    what = models.JSONField(default=dict)
    source = models.CharField(max_length=400)
    mark = models.CharField(max_length=10)
    by_hand = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.TextField(max_length=2000, blank=True)

    class Meta:
        abstract = True


class InstrumentVersion(Entry):
    """A text of an instrument; ``on``: a day, month or year as exact as the source is, or empty."""

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="versions")
    name = models.CharField(_("version"), max_length=120)
    on = models.CharField(_("date"), max_length=10, blank=True)

    class Meta:
        ordering: ClassVar = ["on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["instrument", "name"], name="one_version_of_a_name_per_instrument")
        ]

    def __str__(self) -> str:
        return f"{self.instrument.code} {self.name}"


class DatedEvent(Entry):
    """Something that happens on a day (``on``) or on a day of every year (``yearly``, such as ``05-31``). ``key``: its
    id in the file; ``dated_at``: since when it has this date.
    """

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="events")
    key = models.CharField(max_length=80)
    on = models.DateField(_("date"), null=True, blank=True)
    yearly = models.CharField(_("every year on"), max_length=5, blank=True)
    dated_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["instrument", "key"], name="one_event_of_a_key_per_instrument")
        ]

    def __str__(self) -> str:
        return f"{self.instrument.code} {self.key}"

    @property
    def rule(self) -> DateRule:
        """When it happens."""
        return DateRule(on=self.on, yearly=self.yearly)

    @property
    def dealt_on(self) -> set[date]:
        """The dates that were dealt with; reads ``dealings``, so prefetch them for lists."""
        return {each.on for each in self.dealings.all()}


class Dealing(Fact):
    """Somebody dealt with one date of an event, and why nothing more is to be done."""

    event = models.ForeignKey(DatedEvent, on_delete=models.PROTECT, related_name="dealings")
    on = models.DateField(_("date"))
    reason = models.TextField(_("reason"), max_length=2000)
    dealt_at = models.DateTimeField()
    dealt_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["on", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["event", "on"], name="one_dealing_per_date")]

    def __str__(self) -> str:
        return f"{self.event_id} {self.on}"
