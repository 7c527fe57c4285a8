from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.consultations.models.consultation import Consultation
from cupel_web.kernel.models import Fact


class AnswerTerm(Fact):
    """The last day, by the clocks of the consultation's zone, on which a commenter's answer is awaited; after it time
    is over. The newest holds.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="answer_terms")
    due = models.DateField(_("answers until"))
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.due}"
