from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupel_web.kernel.models import PublicModel


class Pace(models.TextChoices):
    """When a person is told by mail of acts that are theirs."""

    AT_ONCE = "at once", _("each act at once")
    DAILY = "daily", _("one list every day")
    WEEKLY = "weekly", _("one list every week")
    NEVER = "never", _("not at all")


def week_and_day() -> list[int]:
    """Seven days before, and one."""
    return [7, 1]


class MailPreference(PublicModel):
    """How a person wants to be told by mail; who has no row has what stands here.

    ``weekday`` counts from Monday, 0, and says when a weekly digest comes; ``days_before``: how many days before a
    deadline a reminder comes, if the person ``is_reminded``.
    """

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_preference")
    pace = models.CharField(max_length=10, choices=Pace.choices, default=Pace.AT_ONCE)
    weekday = models.PositiveSmallIntegerField(default=0)
    is_reminded = models.BooleanField(default=True)
    days_before = models.JSONField(default=week_and_day)
    language = models.CharField(max_length=10, default=settings.LANGUAGE_CODE)

    def __str__(self) -> str:
        return self.public_id

    def has_digest(self, on: date) -> bool:
        """Whether all that awaits the person is told on a day."""
        return self.pace == Pace.DAILY or (self.pace == Pace.WEEKLY and on.weekday() == self.weekday)
