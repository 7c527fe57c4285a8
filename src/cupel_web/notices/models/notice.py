from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.kernel.models import PublicModel

SUBJECT_MOST = 200
"""Characters of a subject; what is longer is cut."""


class Notice(PublicModel):
    """A mail to one person, written in the transaction of the act it tells of and sent by the worker.

    ``about`` is the public id of that act's record; answers go to ``reply_to``. Once sent, addresses, text and attached
    file are forgotten: what remains is that somebody was told, and when.
    """

    address = models.EmailField(_("e-mail address"), blank=True)
    reply_to = models.EmailField(blank=True)
    subject = models.CharField(_("subject"), max_length=SUBJECT_MOST, blank=True)
    text = models.TextField(_("text"), blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    file_type = models.CharField(max_length=100, blank=True)
    file = models.BinaryField(null=True)
    about = models.CharField(max_length=26, db_index=True)
    queued_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.public_id
