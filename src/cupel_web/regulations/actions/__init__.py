"""Verbs about instruments: import a file of them, add to one by hand, say who watches it, deal with a date."""

from cupel_web.regulations.actions.entries import (
    NewEvent,
    NewVersion,
    Said,
    add_event,
    add_version,
    withdraw_entry,
)
from cupel_web.regulations.actions.importing import import_instruments
from cupel_web.regulations.actions.watching import Watching, change_watch, deal_with_date

__all__ = [
    "NewEvent", "NewVersion", "Said", "Watching", "add_event", "add_version", "change_watch", "deal_with_date",
    "import_instruments", "withdraw_entry",
]  # fmt: skip
