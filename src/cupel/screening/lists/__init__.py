"""Sanctions and watch lists: read from their publishers' files, kept as immutable versions, compared."""

from cupel.screening.lists.books import from_list_entries
from cupel.screening.lists.content import evidence
from cupel.screening.lists.diff import ListDiff, diff_versions
from cupel.screening.lists.formats import FORMATS, recognise
from cupel.screening.lists.read import About, read_list
from cupel.screening.lists.store import Stored, find_version, read_version, stored_versions, write_version

__all__ = [
    "FORMATS",
    "About",
    "ListDiff",
    "Stored",
    "diff_versions",
    "evidence",
    "find_version",
    "from_list_entries",
    "read_list",
    "read_version",
    "recognise",
    "stored_versions",
    "write_version",
]
