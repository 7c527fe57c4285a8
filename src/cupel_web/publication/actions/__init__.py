"""Verbs of publication: ask the owners, publish what they approved, keep its files."""

from cupel_web.publication.actions.asking import ask_owners
from cupel_web.publication.actions.publishing import Terms, keep_files, publish

__all__ = ["Terms", "ask_owners", "keep_files", "publish"]
