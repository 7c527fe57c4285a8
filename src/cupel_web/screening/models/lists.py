from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.kernel.models import Job, PublicModel, StoredFile
from cupel_web.people.models import Organisation


class WatchList(PublicModel):
    """A sanctions or watch list under its short name; those of operator and secretariat serve every company.

    ``expected_days``: within how many days of the newest one its publisher is expected to publish a version; null = no
    rhythm is known, so no alarm.
    """

    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="watch_lists")
    list_id = models.CharField(_("short name"), max_length=64)
    created_at = models.DateTimeField()
    expected_days = models.PositiveSmallIntegerField(_("days between versions"), null=True)

    class Meta:
        ordering: ClassVar = ["list_id", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["owner", "list_id"], name="list_name_once")]

    def __str__(self) -> str:
        return self.list_id

    @property
    def is_shared(self) -> bool:
        return not self.owner.is_company


class ListVersion(PublicModel):
    """A publisher's files as uploaded at one moment, and the immutable tables that were read from them.

    ``folder`` is the SHA-256 of the tables' manifest, empty until the import is over and for ever where it failed.
    ``read`` records = ``kept`` entities + ``rejected`` records, which are in the quarantine.
    """

    watch_list = models.ForeignKey(WatchList, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(_("version"), max_length=64, blank=True)
    published_on = models.DateField(_("day of publication"), null=True)
    layout = models.CharField(_("format"), max_length=40, blank=True)
    licence = models.TextField(_("licence note"), blank=True)
    source_url = models.URLField(_("source"), max_length=500, blank=True)
    folder = models.CharField(max_length=64, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    files_hash = models.CharField(max_length=64, blank=True)
    reader_version = models.CharField(max_length=20, blank=True)
    read = models.PositiveBigIntegerField(default=0)
    kept = models.PositiveBigIntegerField(default=0)
    rejected = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-number", "-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["watch_list", "number"], name="list_version_once")]

    def __str__(self) -> str:
        return f"{self.watch_list.list_id}@{self.label or self.number}"

    @property
    def is_ready(self) -> bool:
        return bool(self.folder)


class ListFile(models.Model):
    """A publisher's file of a version, under its own name."""

    version = models.ForeignKey(ListVersion, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=255)
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "name"], name="list_file_name_once")]

    def __str__(self) -> str:
        return self.name
