from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.kernel.models import Fact
from cupel_web.standards.models.cycle import Cycle


class FactKind(models.TextChoices):
    """What is recorded of a stage; ``CLEARED`` takes back that it started, ended or was left out."""

    PLANNED = "planned", _("planned")
    STARTED = "started", _("started")
    ENDED = "ended", _("ended")
    SKIPPED = "skipped", _("left out")
    CLEARED = "cleared", _("taken back")


class StageFact(Fact):
    """Something about a stage, by its key in the procedure; the newest of a kind holds. ``first`` and ``last``: its
    planned days; of what started ``first`` alone is given, of what ended ``last``.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="stage_facts")
    stage = models.CharField(_("stage"), max_length=40)
    kind = models.CharField(_("what"), max_length=20, choices=FactKind)
    first = models.DateField(_("first day"), null=True, blank=True)
    last = models.DateField(_("last day"), null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.stage} {self.kind}"


class RoundFact(Fact):
    """A round of public consultation as it is announced, or was held; the newest of a number holds. It opens and closes
    at instants, which ``zone`` turns into days. ``announced``: the number of days it was announced with;
    ``answered_on``: since when the answers to its comments are public.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="round_facts")
    number = models.PositiveSmallIntegerField(_("round"))
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    zone = models.CharField(_("time zone"), max_length=60)
    announced = models.PositiveSmallIntegerField(_("days announced"), null=True, blank=True)
    answered_on = models.DateField(_("answers public since"), null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.number}"


class RuleWaiver(Fact):
    """A rule of a profile need not be met in a cycle: why, who decided it and when. The newest of a rule holds."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="waivers")
    profile = models.CharField(_("profile"), max_length=40)
    rule = models.CharField(_("rule"), max_length=40)
    justification = models.TextField(_("justification"), max_length=4000)
    decided_by = models.CharField(_("decided by"), max_length=200)
    decided_on = models.DateField(_("decided on"))
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.profile}/{self.rule}"
