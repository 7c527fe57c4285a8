"""Lists and their versions, screenings with their hits, and what people decided about them."""

from cupel_web.screening.models.decisions import Decision, Review, ReviewRule, Withdrawal
from cupel_web.screening.models.lists import ListFile, ListVersion, WatchList
from cupel_web.screening.models.screenings import Hit, ScreenedList, Screening

__all__ = [
    "Decision", "Hit", "ListFile", "ListVersion", "Review", "ReviewRule", "ScreenedList", "Screening", "WatchList",
    "Withdrawal",
]  # fmt: skip
