from typing import ClassVar

from django.conf import settings
from django.db import models

from cupel_web.decisions.models import MatrixContent
from cupel_web.drafting.models import Draft
from cupel_web.kernel.models import Fact, Job, StoredFile
from cupel_web.standards.models import Cycle, EditionText, PublishedEdition


class AskedText(Fact):
    """A draft as it was put to the owners: the content that they approve is the hash of this text's manifest. The
    newest of a draft holds.
    """

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="asked")
    content = models.OneToOneField(MatrixContent, on_delete=models.PROTECT, related_name="asked")
    text = models.ForeignKey(EditionText, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.draft} {self.content_id}"


class Publication(Fact):
    """An approved text was published; its files are written by ``job``. ``cycle``: the revision that it ends."""

    edition = models.OneToOneField(PublishedEdition, on_delete=models.PROTECT, related_name="release")
    asked = models.OneToOneField(AskedText, on_delete=models.PROTECT, related_name="publication")
    cycle = models.ForeignKey(Cycle, null=True, on_delete=models.PROTECT, related_name="publications")
    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return str(self.edition)


class PublishedFile(Fact):
    """One file of a publication, by the hash of its content; ``document``: its name in the address, which stays."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="files")
    document = models.CharField(max_length=40)
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "document"], name="each_published_file_once")
        ]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.document}"
