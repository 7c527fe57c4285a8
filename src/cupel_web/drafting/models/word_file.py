from typing import ClassVar

from django.conf import settings
from django.db import models

from cupel_web.drafting.models.draft import Draft
from cupel_web.kernel.models import Job, PublicModel, StoredFile


class WordFile(PublicModel):
    """A Word file of an owner that came for a draft. A job reads it once: ``document`` is what it says
    (:func:`cupel.exchange.document_data`), ``seen`` the number of the edit after which the draft was written into it,
    or, of any other file, the newest one then.

    ``suggested`` are clauses of the draft that those of a file without ids are like, by number in the file, with their
    scores; ``places`` are the uids that people said, and those of clauses that were added from it.
    """

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="word_files")
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="+")
    document = models.JSONField(default=dict)
    seen = models.PositiveIntegerField(default=0)
    suggested = models.JSONField(default=dict)
    places = models.JSONField(default=dict)
    is_placed = models.BooleanField(default=False)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def waits_for_places(self) -> bool:
        """Whether somebody has still to say which clauses the file's are."""
        return bool(self.suggested) and not self.is_placed
