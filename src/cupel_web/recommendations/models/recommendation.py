from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel.governance import Term, Unit
from cupel_web.decisions.models import Ballot
from cupel_web.groups.models import Group
from cupel_web.kernel.models import PublicModel
from cupel_web.recommendations.models.objective import Element, Objective
from cupel_web.recommendations.models.review import Review
from cupel_web.recommendations.states import Purpose

UNITS = [
    (Unit.DAYS.value, _("days")),
    (Unit.WORKING_DAYS.value, _("working days")),
    (Unit.WEEKS.value, _("weeks")),
    (Unit.MONTHS.value, _("months")),
]


class Recommendation(PublicModel):
    """What a group proposes to the bodies above it. A draft is edited (``revision`` counts edits) until it is
    submitted; from then on its words never change and ``sha256`` is of them.

    ``ballot`` adopted it, if one did; ``ballot_dissent``: the seats that objected or abstained there, with their
    reasons, as they were on the day of submission. Each term says how long a body that advises, or decides, may take.
    ``revises``: the one that was referred back.
    """

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="recommendations")
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("recommendation"), max_length=8000)
    reasons = models.TextField(_("reasons"), max_length=8000)
    dissent = models.TextField(_("dissent"), max_length=8000, blank=True)
    element = models.CharField(_("programme element"), max_length=40, choices=Element)
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="recommendations")
    cycle = models.CharField(_("cycle"), max_length=20)
    review = models.ForeignKey(Review, null=True, blank=True, on_delete=models.PROTECT, related_name="recommendations")
    ballot = models.ForeignKey(Ballot, null=True, blank=True, on_delete=models.PROTECT, related_name="recommendations")
    ballot_dissent = models.JSONField(default=list)
    revises = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="revised_by")
    advice_length = models.PositiveSmallIntegerField(_("time to advise"))
    advice_unit = models.CharField(_("unit"), max_length=20, choices=UNITS)
    decision_length = models.PositiveSmallIntegerField(_("time to decide"))
    decision_unit = models.CharField(_("unit"), max_length=20, choices=UNITS)
    sha256 = models.CharField(max_length=64, blank=True)
    revision = models.PositiveIntegerField(default=1)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-submitted_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    def term(self, purpose: Purpose) -> Term:
        """How long a body that is asked for this may take."""
        if purpose is Purpose.ADVICE:
            return Term(length=self.advice_length, unit=Unit(self.advice_unit))
        return Term(length=self.decision_length, unit=Unit(self.decision_unit))


class Withdrawal(PublicModel):
    """The group took a recommendation back."""

    recommendation = models.OneToOneField(Recommendation, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.TextField(_("reason"), max_length=4000)
    withdrawn_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.recommendation_id}"
