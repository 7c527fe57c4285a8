from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.kernel.models import PublicModel
from cupel_web.people.models.organisation import Organisation


class InterestQuerySet(models.QuerySet["Interest"]):
    def standing(self) -> "InterestQuerySet":
        return self.filter(ended_at=None)


class Interest(PublicModel):
    """A declared conflict of interest: what a person has to gain or lose, beyond whom they sit for."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="interests")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT)
    text = models.TextField(_("interest"), max_length=2000)
    declared_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = InterestQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-declared_at", "-pk"]

    def __str__(self) -> str:
        return self.public_id
