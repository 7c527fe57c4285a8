from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.kernel.models import PublicModel
from cupel_web.people.models.organisation import Organisation


class AffiliationQuerySet(models.QuerySet["Affiliation"]):
    def on(self, day: date) -> "AffiliationQuerySet":
        """Those of a day; both ends count."""
        return self.filter(models.Q(until=None) | models.Q(until__gte=day), since__lte=day)


class Affiliation(PublicModel):
    """A person works for an organisation from a day on: who pays, not what the person may do here."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="affiliations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="affiliations")
    position = models.CharField(_("position"), max_length=200, blank=True)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-since", "-pk"]

    def __str__(self) -> str:
        return f"{self.person_id} {self.organisation_id}"
