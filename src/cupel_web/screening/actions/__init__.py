"""Verbs on lists, screenings and decisions."""

from cupel_web.screening.actions.decisions import Verdict, bring_decisions, change_rule, confirm, decide, take_back
from cupel_web.screening.actions.lists import AboutList, change_rhythm, end_import, import_list
from cupel_web.screening.actions.screenings import Wanted, end_screening, screen_again, start_screening

__all__ = [
    "AboutList", "Verdict", "Wanted", "bring_decisions", "change_rhythm", "change_rule", "confirm", "decide",
    "end_import", "end_screening", "import_list", "screen_again", "start_screening", "take_back",
]  # fmt: skip
