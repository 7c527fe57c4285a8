from datetime import date, datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel.governance import Outcome, Position, Term, Unit
from cupel_web.decisions.states import BallotState, ballot_state, day_in
from cupel_web.groups.models import Group, Part, ProcedureVersion, SeatRecord
from cupel_web.kernel.models import Fact
from cupel_web.people.models import Organisation

POSITIONS = [
    (Position.SUPPORT.value, _("support")),
    (Position.ACCEPT.value, _("accept: can live with it")),
    (Position.ABSTAIN.value, _("abstain")),
    (Position.RECUSE.value, _("recuse: take no part")),
    (Position.OBJECT.value, _("object")),
]


class Ballot(Fact):
    """A group decides on a motion, under the version of its rules that was in force when the ballot opened.

    The thing decided is named by type, public id, title and address as shown, and ``sha256``, the hash of its content;
    a motion about nothing but itself has the hash of its own words. Voting ends when ``closes_on`` is over in ``zone``:
    ``closes_at`` is that instant. ``reply_days``: how long a proposed resolution waits for the objector;
    ``appeal_days``: how long an overruled one may be taken to the group above. None of it ever changes.
    """

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="ballots")
    procedure = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="ballots")
    title = models.CharField(_("motion"), max_length=200)
    text = models.TextField(_("text"), max_length=8000)
    subject_type = models.CharField(max_length=80, blank=True)
    subject = models.CharField(max_length=80, blank=True)
    subject_title = models.CharField(_("what is decided"), max_length=200, blank=True)
    subject_path = models.CharField(_("its address"), max_length=300, blank=True)
    sha256 = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    closes_on = models.DateField(_("last day to vote"))
    zone = models.CharField(_("time zone"), max_length=60)
    closes_at = models.DateTimeField()
    reply_days = models.PositiveSmallIntegerField(_("days to answer a proposed resolution"))
    appeal_days = models.PositiveSmallIntegerField(_("days to appeal"))

    class Meta:
        ordering: ClassVar = ["-opened_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    def state_at(self, now: datetime) -> BallotState:
        """Where it stands at a moment."""
        closed, void = hasattr(self, "closing"), hasattr(self, "annulment")
        return ballot_state(closes_at=self.closes_at, closed=closed, void=void, now=now)

    def day_at(self, now: datetime) -> date:
        """The day, by the ballot's zone, whose answers to objections count: that of the closing once there is one."""
        return day_in(self.zone, self.closing.closed_at if hasattr(self, "closing") else now)

    @property
    def reply_term(self) -> Term:
        return Term(length=self.reply_days, unit=Unit.DAYS)

    @property
    def appeal_term(self) -> Term:
        return Term(length=self.appeal_days, unit=Unit.DAYS)

    @property
    def closes_at_there(self) -> datetime:
        """When voting ends by the clocks of the ballot's zone; without a zone, so that templates show it as it is."""
        return self.closes_at.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)


class Elector(Fact):
    """A seat that votes in a ballot, as it was when the ballot opened; the row never changes.

    ``voter``: who has the vote by the rules, the seat itself or its organisation with all its seats.
    """

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="electors")
    seat = models.ForeignKey(SeatRecord, on_delete=models.PROTECT, related_name="+")
    voter = models.CharField(max_length=80)
    label = models.CharField(_("seat"), max_length=120)
    category = models.CharField(_("category"), max_length=80)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    organisation_name = models.CharField(_("organisation"), max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["category", "label", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["ballot", "seat"], name="one_elector_per_seat")]

    def __str__(self) -> str:
        return self.label


class PositionRecord(Fact):
    """A seat took a position; rows are only added and the latest counts. Who cast it is on the row, what counts is the
    seat. ``has_interest``: whether the person declared an interest in the matter when asked.
    """

    elector = models.ForeignKey(Elector, on_delete=models.PROTECT, related_name="positions")
    position = models.CharField(_("position"), max_length=20, choices=POSITIONS)
    reason = models.TextField(_("reason"), max_length=4000, blank=True)
    has_interest = models.BooleanField(_("interest in the matter"))
    part = models.CharField(_("part"), max_length=20, choices=Part)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="positions")
    taken_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["taken_at", "pk"]

    def __str__(self) -> str:
        return f"{self.elector_id} {self.position}"


class Recusal(Fact):
    """The chair decided that a seat takes no part in a ballot, or (``recused`` false) that it does again; the latest
    holds and goes before the seat's own position.
    """

    elector = models.ForeignKey(Elector, on_delete=models.PROTECT, related_name="recusals")
    recused = models.BooleanField()
    reason = models.TextField(_("reason"), max_length=2000)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["decided_at", "pk"]

    def __str__(self) -> str:
        return f"{self.elector_id} {self.recused}"


class Closing(Fact):
    """What a ballot came to, once and for all: ``result`` holds every rule, position, tally and objection as plain data
    (:func:`cupel_web.decisions.results.result_data`), ``sha256`` is of its canonical JSON.
    """

    ballot = models.OneToOneField(Ballot, on_delete=models.PROTECT, related_name="closing")
    outcome = models.CharField(_("outcome"), max_length=40, choices=[(each.value, each.value) for each in Outcome])
    result = models.JSONField()
    sha256 = models.CharField(max_length=64)
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-closed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.ballot_id} {self.outcome}"


class Annulment(Fact):
    """A closed ballot was declared void; the ballot and its result stay as they are."""

    ballot = models.OneToOneField(Ballot, on_delete=models.PROTECT, related_name="annulment")
    reason = models.TextField(_("reason"), max_length=4000)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.ballot_id} {self.decided_at}"
