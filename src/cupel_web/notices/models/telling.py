from typing import ClassVar

from django.conf import settings
from django.db import models

from cupel_web.kernel.models import PublicModel


class Telling(PublicModel):
    """When a person was told last, by a digest or a reminder, of a duty that still awaits them: its id alone is kept,
    as :func:`~cupel_web.kernel.duties.identified` gives it.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    duty = models.CharField(max_length=32)
    on = models.DateField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "duty"], name="one_telling_per_duty")]

    def __str__(self) -> str:
        return self.public_id
