from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.groups.models.group import Group
from cupel_web.kernel.models import PublicModel


class AccessRole(models.TextChoices):
    """What a person may do in a group's rooms."""

    CHAIR = "chair", _("chair")
    MEMBER = "member", _("member")
    OBSERVER = "observer", _("observer")


class AccessQuerySet(models.QuerySet["Access"]):
    def current(self) -> "AccessQuerySet":
        return self.filter(ended_at=None)


class Access(PublicModel):
    """A person may enter a group's rooms. A seat gives none by itself: who sits and who may enter are two facts."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="access")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="group_access")
    role = models.CharField(_("role"), max_length=20, choices=AccessRole)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["group", "person", "role"], condition=models.Q(ended_at=None), name="one_current_access"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role} {self.group_id}"
