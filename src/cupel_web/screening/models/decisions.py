"""What people decided: facts that are only ever added to."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.kernel.models import Fact, PublicModel
from cupel_web.people.models import Organisation
from cupel_web.screening.models.lists import WatchList


class Decision(Fact):
    """A verdict on one party and one entry of one list, with the evidence of both sides that it rests on.

    ``number`` is the engine's id, a hash of all that was decided; ``decided_by`` the decider's address as written in
    the file for imported ones; ``recorded_by`` brought it here. Evidence: hash per group.
    """

    company = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="decisions")
    watch_list = models.ForeignKey(WatchList, on_delete=models.PROTECT, related_name="decisions")
    number = models.CharField(max_length=16)
    subject_id = models.CharField(max_length=255)
    entity_id = models.CharField(max_length=255)
    verdict = models.CharField(_("verdict"), max_length=10)
    reason = models.CharField(_("reason"), max_length=30)
    note = models.TextField(_("note"), blank=True)
    decided_by = models.CharField(max_length=254)
    decided_at = models.DateTimeField()
    expires_on = models.DateField(_("holds until"), null=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    subject_evidence = models.JSONField(null=True)
    listed_evidence = models.JSONField(null=True)

    class Meta:
        ordering: ClassVar = ["-decided_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "watch_list", "number"], name="decision_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["company", "watch_list", "subject_id", "entity_id"], name="decision_pair")
        ]

    def __str__(self) -> str:
        return self.number


class Review(Fact):
    """A second person agreed with a decision."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="review")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.decision)


class Withdrawal(Fact):
    """A decision was taken back: what was decided before it holds again."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="withdrawal")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.decision)


class ReviewRule(PublicModel):
    """How a company reviews hits. Its row is locked while the states of hits are written."""

    company = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="review_rule")
    four_eyes = models.BooleanField(_("a second person confirms decisions"), default=False)

    def __str__(self) -> str:
        return str(self.company)
