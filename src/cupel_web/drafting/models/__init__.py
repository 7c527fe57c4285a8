"""Models of drafts."""

from cupel_web.drafting.models.draft import Closing, Draft, EditRecord, Outcome
from cupel_web.drafting.models.word_file import WordFile

__all__ = ["Closing", "Draft", "EditRecord", "Outcome", "WordFile"]
