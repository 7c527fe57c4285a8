from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.consultations.models.disposition import DispositionFact
from cupel_web.kernel.models import Fact

MOST_REMARK = 2000
"""Characters of what a commenter says to a decision."""


class AnswerRemark(Fact):
    """Why a commenter is not satisfied with a decision; the newest on an answer holds. Only the group reads it."""

    answer = models.ForeignKey(DispositionFact, on_delete=models.PROTECT, related_name="remarks")
    text = models.TextField(_("why not satisfied"), max_length=MOST_REMARK, blank=True)
    written_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.answer_id}"
