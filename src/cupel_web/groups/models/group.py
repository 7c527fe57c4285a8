from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.groups.states import GroupState
from cupel_web.kernel.models import PublicModel


class GroupKind(models.TextChoices):
    """What a group is in the chain from draft to decision."""

    WORKING_GROUP = "working group", _("working group")
    COUNCIL = "council", _("advisory council")
    BOARD = "board", _("board")


class Invited(models.TextChoices):
    """Who may apply for a seat."""

    PARTICIPANTS = "participants", _("Participants")
    PARTNERS = "partners", _("Partners")
    EXPERTS = "experts", _("subject-matter experts")


class Group(PublicModel):
    """A working group or a governing body.

    ``parent`` oversees it and approves its terms of reference; ``procedure_uid`` names its rules, whose version follows
    from the day. ``succeeds``: the body whose place it takes, from the day it is active. ``revision`` counts changes,
    so that of two people who edit at once the second sees what the first wrote.
    """

    slug = models.SlugField(_("address"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=GroupKind)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    succeeds = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="successors")
    purpose = models.TextField(_("purpose"), max_length=4000)
    invites = models.JSONField(_("who may join"), default=list, blank=True)
    procedure_uid = models.CharField(_("procedure"), max_length=80)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["kind", "name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def invited(self) -> list[str]:
        """Who may join, in words."""
        return [str(Invited(each).label) for each in self.invites]


class Phase(PublicModel):
    """From a day on a group is in a state; the latest one that has begun holds."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="phases")
    state = models.CharField(_("state"), max_length=20, choices=[(each.value, each.value) for each in GroupState])
    began_on = models.DateField(_("since"))
    reason = models.TextField(_("reason"), max_length=2000)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["began_on", "pk"]

    def __str__(self) -> str:
        return f"{self.group_id} {self.state} {self.began_on}"
