"""Pages of lists, screenings, reviews and decisions."""

from cupel_web.screening.views.decisions import bring, confirm, decisions, export, rule, take_back
from cupel_web.screening.views.lists import (
    import_list,
    import_progress,
    import_version,
    list_changes,
    list_version,
    lists,
    rhythm,
    watch_list,
)
from cupel_web.screening.views.owned import owned_json, owned_workbook
from cupel_web.screening.views.proofs import manifest, proof
from cupel_web.screening.views.reviews import decide, hit, hits, review
from cupel_web.screening.views.screenings import (
    new_screening,
    screen_again,
    screening,
    screening_changes,
    screening_progress,
    screenings,
    tuning,
)
from cupel_web.screening.views.searches import name_search

__all__ = [
    "bring", "confirm", "decide", "decisions", "export", "hit", "hits", "import_list", "import_progress",
    "import_version", "list_changes", "list_version", "lists", "manifest", "name_search", "new_screening",
    "owned_json", "owned_workbook", "proof", "review", "rhythm", "rule", "screen_again", "screening",
    "screening_changes", "screening_progress", "screenings", "take_back", "tuning", "watch_list",
]  # fmt: skip
