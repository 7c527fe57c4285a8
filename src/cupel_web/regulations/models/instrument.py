from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.groups.models import Group
from cupel_web.kernel.models import Fact, PublicModel

MONTHS = 6
"""A group is reminded so long before a date, unless the secretariat chose another time."""


class Instrument(PublicModel):
    """A law, guideline or rule of a market, as the newest imported file describes it. Texts are by language; ``reach``:
    per metal a word of :class:`cupel.coverage.Reach` and a mark. ``removed_at``: the newest file lacks it.
    """

    code = models.CharField(_("code"), max_length=40, unique=True)
    title = models.JSONField(default=dict)
    addressees = models.JSONField(default=dict)
    state = models.JSONField(default=dict)
    source = models.CharField(max_length=400)
    mark = models.CharField(max_length=10)
    reach = models.JSONField(default=dict)
    reach_remark = models.JSONField(default=dict, blank=True)
    recorded_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.code

    @property
    def watch(self) -> "Watch | None":
        """Who watches it; reads ``watches``, so prefetch them for lists."""
        return next(iter(self.watches.all()), None)


class Watch(Fact):
    """From a moment on a group watches an instrument (none: nobody does) and is reminded ``months`` before its dates;
    the newest holds.
    """

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="watches")
    group = models.ForeignKey(Group, null=True, on_delete=models.PROTECT, related_name="watches")
    months = models.PositiveSmallIntegerField(default=MONTHS, validators=[MinValueValidator(1), MaxValueValidator(60)])
    began_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.instrument_id} {self.group_id} {self.months}"


class Import(Fact):
    """A file of instruments as it was taken in: what it said, and its changes against the one before."""

    edition = models.DateField(_("edition"))
    content_hash = models.CharField(max_length=64)
    content = models.JSONField()
    changes = models.JSONField()
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.edition} {self.content_hash[:12]}"
