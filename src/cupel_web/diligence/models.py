"""A company's data sets and the runs of a standard over them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.kernel.models import Job, PublicModel, StoredFile
from cupel_web.people.models import Organisation


class DataSet(PublicModel):
    """Books of a company under one name; every upload or correction is a new version."""

    company = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="data_sets")
    name = models.CharField(_("name"), max_length=200)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class Version(PublicModel):
    """Books as uploaded at one moment, and what the check of them said.

    ``report`` is null until the check is over; ``snapshot`` is the hash of the immutable books made of the good rows.
    """

    data_set = models.ForeignKey(DataSet, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="corrections")
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="+")
    report = models.JSONField(null=True)
    snapshot = models.CharField(max_length=64, blank=True)
    quarantine = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    rows = models.PositiveBigIntegerField(default=0)
    rejected = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-uploaded_at", "-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["data_set", "number"], name="version_number_once")]

    def __str__(self) -> str:
        return f"{self.data_set.name} {self.number}"

    @property
    def can_run(self) -> bool:
        return bool(self.snapshot)


class VersionFile(models.Model):
    """A file of a version, under the path it had in the uploaded folder."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=255)
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "name"], name="file_name_once")]

    def __str__(self) -> str:
        return self.name


class Run(PublicModel):
    """One edition run over one version; the outputs lie in a folder that is replaced as a whole.

    ``tallies`` counts findings: a list of {clause, label, title, kind, severity, state, number}; null until it is over.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="runs")
    standard = models.CharField(max_length=40)
    edition = models.CharField(max_length=40)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="+")
    manifest_hash = models.CharField(max_length=64, blank=True)
    tallies = models.JSONField(null=True)

    class Meta:
        ordering: ClassVar = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.standard}@{self.edition} {self.public_id}"

    @property
    def is_done(self) -> bool:
        return self.tallies is not None
