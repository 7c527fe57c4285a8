from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel.governance import Clock, Pause, Term, Unit
from cupel_web.decisions.models import Ballot
from cupel_web.groups.models import Group
from cupel_web.kernel.models import PublicModel
from cupel_web.recommendations.models.recommendation import UNITS, Recommendation
from cupel_web.recommendations.states import Purpose, ReplyKind

PURPOSES = [(Purpose.ADVICE.value, _("advice")), (Purpose.DECISION.value, _("decision"))]
REPLIES = [
    (ReplyKind.ACCEPT.value, _("accept")),
    (ReplyKind.IN_PART.value, _("accept in part")),
    (ReplyKind.REFER_BACK.value, _("refer back to the group")),
    (ReplyKind.DECLINE.value, _("decline")),
]


class Leg(PublicModel):
    """A part of the way: a recommendation lies with a body, whose clock runs from ``started_on``; ``holidays`` are its
    procedure's on that day, for a term in working days.

    ``due_on`` is what the clock comes to, written down whenever a pause changes it so that lists can ask for it; empty
    while a pause without end lasts.
    """

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="legs")
    number = models.PositiveSmallIntegerField(_("number"))
    body = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="legs")
    purpose = models.CharField(_("asked for"), max_length=20, choices=PURPOSES)
    started_on = models.DateField(_("since"))
    length = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=20, choices=UNITS)
    holidays = models.JSONField(default=list)
    due_on = models.DateField(_("due"), null=True)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["number", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["recommendation", "number"], name="one_leg_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id} {self.number}"

    @property
    def clock(self) -> Clock:
        """The reply clock with its pauses; the reply stops it."""
        pauses = tuple(Pause(first=each.first, last=each.last, reason=each.reason) for each in self.pauses.all())
        term = Term(length=self.length, unit=Unit(self.unit))
        stopped = self.reply.replied_on if hasattr(self, "reply") else None
        holidays = frozenset(date.fromisoformat(day) for day in self.holidays)
        return Clock(term=term, started=self.started_on, pauses=pauses, holidays=holidays, stopped=stopped)


class LegPause(PublicModel):
    """Days that a reply clock does not count; ``last`` is empty while the pause lasts."""

    leg = models.ForeignKey(Leg, on_delete=models.PROTECT, related_name="pauses")
    first = models.DateField(_("from"))
    last = models.DateField(_("until"), null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=2000)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["first", "pk"]

    def __str__(self) -> str:
        return f"{self.leg_id} {self.first}"


class Reply(PublicModel):
    """What a body replied, with its reasons; ``body`` is who stood in the place of the one asked on that day, and
    ``ballot`` how it decided, where it voted.
    """

    leg = models.OneToOneField(Leg, on_delete=models.PROTECT, related_name="reply")
    body = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="replies")
    answer = models.CharField(_("reply"), max_length=20, choices=REPLIES)
    reasons = models.TextField(_("reasons"), max_length=8000)
    ballot = models.ForeignKey(Ballot, null=True, blank=True, on_delete=models.PROTECT, related_name="replies")
    replied_on = models.DateField(_("replied on"))
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.leg_id} {self.answer}"
