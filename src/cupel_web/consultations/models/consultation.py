from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, OrderBy, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from cupel_web.consultations.states import Stage, Step, stage_at
from cupel_web.groups.models import Group, ProcedureVersion
from cupel_web.kernel.models import Fact, PublicModel
from cupel_web.kernel.zones import in_zone
from cupel_web.standards.models import Cycle, EditionText

if TYPE_CHECKING:
    from cupel.standard import Texts


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def announced(self) -> "ConsultationQuerySet":
        """Those the public knows of."""
        return self.filter(steps__step=Step.ANNOUNCED)

    def by_end(self) -> "ConsultationQuerySet":
        """Those that close last, after all extensions, first."""
        return self.alias(ends_at=_last_instant()).order_by(OrderBy(F("ends_at"), descending=True), "-pk")

    def open_at(self, now: datetime) -> "ConsultationQuerySet":
        """Those that take comments at a moment."""
        return self.announced().alias(ends_at=_last_instant()).filter(Q(ends_at__gt=now), opens_at__lte=now)


class Consultation(PublicModel):
    """A group asks the public about a text, under the version of its procedure that was in force when it was begun.

    ``title`` and ``introduction`` are texts by language, ``languages`` the codes of those in which it is held. It opens
    and closes at instants; ``zone`` says which time of day that is. ``closes_at`` is as announced, see
    :attr:`last_instant`. ``email``: where filled forms are mailed. ``base``: the edition the text is compared with.
    ``cycle`` and ``round``: the round of the revision cycle that it is, known from its announcement on. Until it is
    announced it may be changed; ``revision`` counts changes.
    """

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="consultations")
    procedure = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="consultations")
    text = models.ForeignKey(EditionText, on_delete=models.PROTECT, related_name="consultations")
    base = models.ForeignKey(EditionText, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    cycle = models.ForeignKey(Cycle, null=True, on_delete=models.PROTECT, related_name="consultations")
    round = models.PositiveSmallIntegerField(_("round"), null=True)
    title = models.JSONField(_("title"))
    introduction = models.JSONField(_("introduction"), default=dict, blank=True)
    languages = models.JSONField(_("languages"), default=list)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    zone = models.CharField(_("time zone"), max_length=60)
    email = models.EmailField(_("address for filled forms"), blank=True)
    revision = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-opens_at", "-pk"]

    def __str__(self) -> str:
        texts: Texts = self.title
        return texts.get("en") or next(iter(texts.values()), "")

    @property
    def last_instant(self) -> datetime:
        """When it closes, after all extensions; prefetch ``extensions`` for lists."""
        extended = list(self.extensions.all())
        return max(extended, key=lambda each: each.pk).closes_at if extended else self.closes_at

    @property
    def done(self) -> frozenset[Step]:
        """What was done with it; prefetch ``steps`` for lists."""
        return frozenset(Step(each.step) for each in self.steps.all())

    def stage(self, now: datetime) -> Stage:
        """Where it stands at a moment."""
        return stage_at(now, opens_at=self.opens_at, closes_at=self.last_instant, steps=self.done)

    @property
    def opens_there(self) -> datetime:
        """When it opens by the clocks of its zone; without a zone, so that templates show it as it is."""
        return in_zone(self.opens_at, self.zone).replace(tzinfo=None)

    @property
    def closes_there(self) -> datetime:
        """When it closes by the clocks of its zone."""
        return in_zone(self.last_instant, self.zone).replace(tzinfo=None)

    @property
    def last_day(self) -> date:
        """The last day on which a comment is taken, by the clocks of its zone."""
        return (self.closes_there - timedelta(microseconds=1)).date()

    def days_left(self, now: datetime) -> int:
        """Days from today to the last day by the clocks of its zone; 0 on the last one."""
        return max((self.last_day - in_zone(now, self.zone).date()).days, 0)


def _last_instant() -> Coalesce:
    """The instant of closing after all extensions, as databases compute it."""
    last = Extension.objects.filter(consultation=OuterRef("pk")).order_by("-pk").values("closes_at")[:1]
    return Coalesce(Subquery(last), F("closes_at"))


class Extension(Fact):
    """A consultation closes later than announced; the newest holds."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="extensions")
    closes_at = models.DateTimeField(_("closes"))
    reason = models.TextField(_("reason"), max_length=2000)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.closes_at}"


class StepFact(Fact):
    """Something was done once with a consultation."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=30, choices=[(each.value, each.value) for each in Step])
    done_at = models.DateTimeField()
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["consultation", "step"], name="each_step_once")]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.step}"


class Question(PublicModel):
    """Something the group asks beside the text: on a clause, by its uid, or in general. ``text`` by language."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="questions")
    number = models.PositiveSmallIntegerField(_("number"))
    clause = models.CharField(max_length=26, blank=True)
    text = models.JSONField(_("question"))

    class Meta:
        ordering: ClassVar = ["number", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["consultation", "number"], name="one_question_number")]

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """How comments name it."""
        return f"Q{self.number}"
