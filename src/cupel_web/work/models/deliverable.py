from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.groups.models import Group
from cupel_web.kernel.models import PublicModel
from cupel_web.work.checks import Part, parts_from
from cupel_web.work.models.paper import Paper
from cupel_web.work.models.workstream import Workstream
from cupel_web.work.states import ItemState, item_state


class DeliverableKind(models.TextChoices):
    """What a deliverable is."""

    STANDARD_TEXT = "standard text", _("standard text")
    GUIDANCE = "guidance", _("guidance")
    CRITERIA_GUIDE = "criteria guide", _("criteria guide")
    TEMPLATE = "template workbook", _("template workbook")
    TRAINING = "training", _("training")
    TOOL = "tool", _("tool")
    TRANSLATION = "translation", _("translation")
    REPORT = "report", _("report")
    OTHER = "other", _("other")


class Format(PublicModel):
    """One version of what a kind of deliverable must consist of; a version is never changed.

    ``parts`` as :func:`cupel_web.work.checks.parts_data` writes them.
    """

    uid = models.SlugField(_("format"), max_length=60)
    number = models.PositiveIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=DeliverableKind)
    parts = models.JSONField(_("parts"))
    adopted_at = models.DateTimeField()
    adopted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["uid", "-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["uid", "number"], name="one_format_per_version")]

    def __str__(self) -> str:
        return f"{self.title}, {self.number}"

    @property
    def checks(self) -> tuple[Part, ...]:
        """The parts, ready to be checked."""
        return parts_from(self.parts)


class Deliverable(PublicModel):
    """What a workstream hands over. ``owner`` answers for it; ``revision`` counts changes of its description."""

    workstream = models.ForeignKey(Workstream, on_delete=models.PROTECT, related_name="deliverables")
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=DeliverableKind)
    purpose = models.TextField(_("purpose"), max_length=4000)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="deliverables", verbose_name=_("owner")
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def group(self) -> Group:
        """The group whose work it is."""
        return self.workstream.group


class FormatAgreement(PublicModel):
    """The chair agreed the format of a deliverable; the newest holds."""

    deliverable = models.ForeignKey(Deliverable, on_delete=models.PROTECT, related_name="agreements")
    format = models.ForeignKey(Format, on_delete=models.PROTECT, related_name="agreements")
    agreed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-agreed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.deliverable_id} {self.format_id}"


class Editor(PublicModel):
    """A person edits a deliverable beside its owner."""

    deliverable = models.ForeignKey(Deliverable, on_delete=models.PROTECT, related_name="editors")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="edits")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["deliverable", "person"], condition=models.Q(ended_at=None), name="edits_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.deliverable_id} {self.person_id}"


class PartRecord(PublicModel):
    """What was put in for a part of a deliverable's format; the newest of a part holds."""

    deliverable = models.ForeignKey(Deliverable, on_delete=models.PROTECT, related_name="parts")
    part = models.CharField(max_length=40)
    paper = models.ForeignKey(Paper, null=True, blank=True, on_delete=models.PROTECT, related_name="part_of")
    text = models.TextField(_("text"), max_length=20000, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    day = models.DateField(_("day"), null=True, blank=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="reviews_asked"
    )
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-added_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.deliverable_id} {self.part}"


class Signature(PublicModel):
    """The named reviewer said whether the deliverable is good, as it was at that moment."""

    record = models.ForeignKey(PartRecord, on_delete=models.PROTECT, related_name="signatures")
    approves = models.BooleanField(_("approves"))
    remark = models.TextField(_("remark"), max_length=2000, blank=True)
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-signed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.record_id} {self.approves}"


class Milestone(PublicModel):
    """A day by which something of a deliverable is there. ``first_due_on`` stays when the day is moved."""

    deliverable = models.ForeignKey(Deliverable, on_delete=models.PROTECT, related_name="milestones")
    title = models.CharField(_("milestone"), max_length=200)
    due_on = models.DateField(_("due"))
    first_due_on = models.DateField()
    papers = models.ManyToManyField(Paper, related_name="milestones", blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.title

    def state(self, *, on: date) -> ItemState:
        """How far it is on a day."""
        return item_state(due_on=self.due_on, done_at=self.done_at, on=on)


class Dependency(PublicModel):
    """A deliverable is published only after another that it needs."""

    deliverable = models.ForeignKey(Deliverable, on_delete=models.PROTECT, related_name="dependencies")
    needs = models.ForeignKey(Deliverable, on_delete=models.PROTECT, related_name="needed_by")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["deliverable", "needs"], condition=models.Q(removed_at=None), name="needs_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.deliverable_id} {self.needs_id}"


class Release(PublicModel):
    """A deliverable was published: ``content`` lists what each part was, ``sha256`` is of that list."""

    deliverable = models.OneToOneField(Deliverable, on_delete=models.PROTECT, related_name="release")
    format = models.ForeignKey(Format, on_delete=models.PROTECT, related_name="+")
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.deliverable_id} {self.sha256[:12]}"
