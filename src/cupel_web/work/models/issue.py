import hashlib
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.groups.models import Group, Phase, TermsOfReference
from cupel_web.kernel.models import Fact, PublicModel
from cupel_web.regulations.models import DatedEvent, Instrument, InstrumentVersion
from cupel_web.work.models.workstream import Workstream
from cupel_web.work.states import AFTER, IssueState, Outcome


class EmergingIssue(PublicModel):
    """Something the scheme should look at, raised by anybody. ``key`` is the SHA-256 of the secret in the link of
    somebody without an account, empty for people who are signed in. What was decided are :class:`Triage` rows; what
    came of it are :class:`IssueAct` rows.
    """

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="issues")
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("what it is about"), max_length=8000)
    metals = models.JSONField(_("metals"), default=list, blank=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language of letters"), max_length=12, default=settings.LANGUAGE_CODE)
    key = models.CharField(max_length=64, blank=True, db_index=True)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="issues"
    )
    raised_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-raised_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    @staticmethod
    def key_of(secret: str) -> str:
        """What is kept of the secret in a link."""
        return hashlib.sha256(secret.encode()).hexdigest()

    @property
    def state(self) -> IssueState:
        """Where it stands; reads ``triage`` and ``acts``, so prefetch them for lists."""
        if self.withdrawn_at:
            return IssueState.WITHDRAWN
        if not self.confirmed_at:
            return IssueState.UNCONFIRMED
        if self.acts.all():
            return IssueState.ACTED
        last = self.last_triage
        return AFTER[Outcome(last.outcome)] if last else IssueState.WAITING

    @property
    def last_triage(self) -> "Triage | None":
        """The decision that holds."""
        return next(iter(self.triage.all()), None)


class Triage(PublicModel):
    """A decision on an issue; the newest holds. ``into``: the issue it was merged into."""

    issue = models.ForeignKey(EmergingIssue, on_delete=models.PROTECT, related_name="triage")
    outcome = models.CharField(_("decision"), max_length=20, choices=[(each.value, each.value) for each in Outcome])
    into = models.ForeignKey(EmergingIssue, null=True, blank=True, on_delete=models.PROTECT, related_name="merged")
    reason = models.TextField(_("reason"), max_length=2000)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-decided_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.issue_id} {self.outcome}"


class IssueClause(PublicModel):
    """An issue is about a clause, as an edition prints it."""

    issue = models.ForeignKey(EmergingIssue, on_delete=models.PROTECT, related_name="clauses")
    standard = models.CharField(_("standard"), max_length=40)
    edition = models.CharField(_("edition"), max_length=40)
    clause = models.CharField(max_length=26, db_index=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.standard}@{self.edition} {self.clause}"


class IssueInstrument(PublicModel):
    """An issue is about a regulation: as a whole, or about one date (``on``) of one of its events."""

    issue = models.ForeignKey(EmergingIssue, on_delete=models.PROTECT, related_name="instruments")
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="issues")
    event = models.ForeignKey(DatedEvent, null=True, blank=True, on_delete=models.PROTECT, related_name="issues")
    on = models.DateField(_("date"), null=True, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.instrument.code} {self.on or ''}".strip()


class Proposal(Fact):
    """The machine proposed an issue, once, for one date of an event that is over or for a new version."""

    issue = models.OneToOneField(EmergingIssue, on_delete=models.PROTECT, related_name="proposal")
    event = models.ForeignKey(DatedEvent, null=True, on_delete=models.PROTECT, related_name="proposals")
    on = models.DateField(null=True)
    version = models.OneToOneField(InstrumentVersion, null=True, on_delete=models.PROTECT, related_name="proposal")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "on"], name="one_proposal_per_date"),
            models.CheckConstraint(
                condition=models.Q(event__isnull=False, on__isnull=False, version=None)
                | models.Q(event=None, on=None, version__isnull=False),
                name="proposal_for_a_date_or_a_version",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issue_id} {self.event_id or self.version_id}"


class IssueAct(PublicModel):
    """What was decided to do: a new workstream, or ``phase`` and ``terms`` of a group that was re-convened."""

    issue = models.ForeignKey(EmergingIssue, on_delete=models.PROTECT, related_name="acts")
    workstream = models.ForeignKey(
        Workstream, null=True, blank=True, on_delete=models.PROTECT, related_name="issue_acts"
    )
    phase = models.ForeignKey(Phase, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    terms = models.ForeignKey(TermsOfReference, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(_("reason"), max_length=2000)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.issue_id} {self.decided_at}"
