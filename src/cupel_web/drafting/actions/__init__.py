"""Verbs about drafts: open one, edit it, close it."""

from cupel_web.drafting.actions.editing import Editing, edit, tried
from cupel_web.drafting.actions.life import NewDraft, close_draft, freeze_draft, open_draft

__all__ = ["Editing", "NewDraft", "close_draft", "edit", "freeze_draft", "open_draft", "tried"]
