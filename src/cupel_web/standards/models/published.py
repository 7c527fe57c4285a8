from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.kernel.models import Fact
from cupel_web.standards.models.edition_text import EditionText


class PublishedEdition(Fact):
    """A text became an edition of its standard, beside those that are shipped.

    It takes the place of the edition ``supersedes`` on the day ``in_force_on``; until the day ``transition_until`` that
    one may still be used (none: not any more).
    """

    text = models.OneToOneField(EditionText, on_delete=models.PROTECT, related_name="publication")
    supersedes = models.CharField(_("edition superseded"), max_length=80)
    summary = models.TextField(_("what changes"), max_length=4000)
    in_force_on = models.DateField(_("in force from"))
    transition_until = models.DateField(_("transition until"), null=True, blank=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return str(self.text)
