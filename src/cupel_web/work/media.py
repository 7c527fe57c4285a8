"""Kinds of files, by the end of their name; what a browser says of them is not believed."""

from typing import BinaryIO

from cupel_web.kernel.uploads import suffix_of
from cupel_web.work.docx import words_of_docx
from cupel_web.work.pdf import words_of_pdf

TYPES = {
    ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".jpg": "image/jpeg",
    ".json": "application/json",
    ".md": "text/markdown",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".txt": "text/plain",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".yaml": "application/yaml",
    ".zip": "application/zip",
}
UNKNOWN = "application/octet-stream"
WORDS = {TYPES[".docx"]: words_of_docx, TYPES[".pdf"]: words_of_pdf}
"""Who reads the words of a type that is no text."""
READABLE = frozenset({"text/plain", "text/markdown", "text/csv"})
"""Types that are text, so that their words can be counted."""

MOST_TEXT = 200_000
"""Characters of a file that are kept for search."""


def media_type_of(name: str) -> str:
    """The type a name stands for."""
    return TYPES.get(suffix_of(name), UNKNOWN)


def text_of(name: str, file: BinaryIO, *, size: int) -> str:
    """What a text, DOCX or PDF file of ``size`` bytes says in its first :data:`MOST_TEXT` characters; empty for all
    other files, and for bytes that are not UTF-8.
    """
    kind = media_type_of(name)
    if kind in WORDS:
        return WORDS[kind](file, size=size, most=MOST_TEXT).replace("\x00", "")
    if kind not in READABLE:
        return ""
    head = file.read(4 * MOST_TEXT)
    # a cut may fall inside a character
    errors = "ignore" if size > len(head) else "strict"
    try:
        return head.decode("utf-8-sig", errors=errors).replace("\x00", "")[:MOST_TEXT]
    except UnicodeDecodeError:
        return ""
