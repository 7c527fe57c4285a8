from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.consultations.models.comment import Comment
from cupel_web.drafting.models import EditRecord
from cupel_web.kernel.models import Fact


class ChangeLink(Fact):
    """An edit of a draft was made on a comment, or, where ``holds`` is false, was not after all, for a reason; the
    newest row of a comment and an edit counts.
    """

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="change_links")
    edit = models.ForeignKey(EditRecord, on_delete=models.PROTECT, related_name="change_links")
    holds = models.BooleanField(default=True)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.comment_id} {self.edit_id}"
