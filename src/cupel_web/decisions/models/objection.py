from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel.governance import Answer, DatedStep, Pause, Step, answer_of, due_on, next_steps
from cupel_web.decisions.models.ballot import Elector
from cupel_web.decisions.states import day_in
from cupel_web.kernel.models import Fact, PublicModel


class Objection(Fact):
    """A seat objects to a motion: why, and what would have to change; ``clause``: uid of the clause it is about."""

    elector = models.ForeignKey(Elector, on_delete=models.PROTECT, related_name="objections")
    number = models.PositiveIntegerField(_("number"))
    clause = models.CharField(_("clause"), max_length=26, blank=True)
    reason = models.TextField(_("reason"), max_length=4000)
    wanted = models.TextField(_("wanted change"), max_length=4000)
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="objections")

    class Meta:
        ordering: ClassVar = ["number", "pk"]

    def __str__(self) -> str:
        return f"{self.elector_id} {self.number}"

    @property
    def dated_steps(self) -> list[DatedStep]:
        """What was done about it, with days by the ballot's zone."""
        zone = self.elector.ballot.zone
        return [DatedStep(step=Step(each.step), on=day_in(zone, each.at)) for each in self.steps.all()]

    @property
    def rests(self) -> tuple[Pause, ...]:
        """Days on which the objector's term to answer did not run."""
        return tuple(Pause(first=each.first, last=each.last, reason=each.reason) for each in self.pauses.all())

    def answer_on(self, day: date) -> Answer:
        """What became of it by a day."""
        return answer_of(self.dated_steps, reply=self.elector.ballot.reply_term, on=day, pauses=self.rests)

    def next_on(self, day: date) -> frozenset[Step]:
        """What the rules of procedure let happen next."""
        ballot = self.elector.ballot
        possible = next_steps(
            self.dated_steps, reply=ballot.reply_term, appeal=ballot.appeal_term, on=day, pauses=self.rests
        )
        if not ballot.procedure.procedure.objections.overruled:
            possible -= {Step.OVERRULED}
        return possible if ballot.group.parent_id else possible - {Step.APPEALED}

    def reply_due(self) -> date | None:
        """The last day on which the objector answers the resolution that is proposed."""
        return due_on(self.dated_steps, term=self.elector.ballot.reply_term, pauses=self.rests)

    def appeal_due(self) -> date | None:
        """The last day on which the objector appeals, once overruled."""
        return due_on(self.dated_steps, term=self.elector.ballot.appeal_term)


class ObjectionStep(Fact):
    """Something done about an objection; rows are only added, the objection's state follows from them."""

    objection = models.ForeignKey(Objection, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(_("step"), max_length=30, choices=[(each.value, each.value) for each in Step])
    text = models.TextField(_("text"), max_length=4000, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.objection_id} {self.step}"


class ObjectionPause(PublicModel):
    """Days that the objector's term to answer a resolution does not count; ``last`` is empty while the pause lasts."""

    objection = models.ForeignKey(Objection, on_delete=models.PROTECT, related_name="pauses")
    first = models.DateField(_("from"))
    last = models.DateField(_("until"), null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=2000)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["first", "pk"]

    def __str__(self) -> str:
        return f"{self.objection_id} {self.first}"
