from django.db import models

from cupel_web.kernel.ids import new_id


class PublicModel(models.Model):
    """A record with a permanent id that may be shown: pages and events name ``public_id``, never the row number."""

    public_id = models.CharField(max_length=26, unique=True, default=new_id, editable=False)

    class Meta:
        abstract = True
