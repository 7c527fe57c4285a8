from django.db import models

from cupel_web.kernel.models.base import PublicModel


class StoredFile(PublicModel):
    """Bytes kept once under their SHA-256; what they are called and who may read them is said where they are used."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    stored_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha256[:12]
