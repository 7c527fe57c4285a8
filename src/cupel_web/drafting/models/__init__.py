"""Drafts of editions, and the edits they are."""

from cupel_web.drafting.models.draft import Closing, Draft, EditRecord, Outcome

__all__ = ["Closing", "Draft", "EditRecord", "Outcome"]
