"""How long this app's records are kept."""

from django.utils.translation import gettext_lazy as _

from cupel_web.kernel.retention import ATTACHED, COMPANY, kept, of, since
from cupel_web.screening.models import (
    Decision,
    Hit,
    ListFile,
    ListVersion,
    Review,
    ReviewRule,
    ScreenedList,
    Screening,
    WatchList,
    Withdrawal,
)


def declare() -> None:
    """Make it known."""
    kept("screenings", _("screenings"), COMPANY, *since("started_at", Screening))
    kept("hit-decisions", _("decisions on hits"), COMPANY,
         *since("recorded_at", Decision), *since("at", Review, Withdrawal))  # fmt: skip
    kept("hits", _("hits, and the lists that were screened"), ATTACHED,
         *of(Hit, ScreenedList, ReviewRule, WatchList, ListVersion, ListFile))  # fmt: skip
