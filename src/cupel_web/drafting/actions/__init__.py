"""Verbs about drafts: open one, edit it, take over what a Word file says, close it."""

from cupel_web.drafting.actions.editing import Editing, edit, tried
from cupel_web.drafting.actions.life import NewDraft, close_draft, freeze_draft, open_draft
from cupel_web.drafting.actions.word_files import Read, end_reading, place_clauses, take_over, upload_word_file

__all__ = [
    "Editing",
    "NewDraft",
    "Read",
    "close_draft",
    "edit",
    "end_reading",
    "freeze_draft",
    "open_draft",
    "place_clauses",
    "take_over",
    "tried",
    "upload_word_file",
]
