"""Kinds of files, by the end of their name; what a browser says of them is not believed."""

from collections.abc import Iterable
from pathlib import PurePosixPath

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
READABLE = frozenset({"text/plain", "text/markdown", "text/csv"})
"""Types whose text is kept for search and whose words can be counted."""

MOST_NAME = 200
MOST_TEXT = 200_000
"""Characters of a text file that are kept for search."""


def suffix_of(name: str) -> str:
    """The end of a file's name in lower case, ``.docx`` say; empty if it has none."""
    return PurePosixPath(name).suffix.lower()


def media_type_of(name: str) -> str:
    """The type a name stands for."""
    return TYPES.get(suffix_of(name), UNKNOWN)


def plain_name(name: str) -> str:
    """A name without folders and without what does not print."""
    last = PurePosixPath(name.replace("\\", "/")).name
    printable = "".join(letter for letter in last if letter.isprintable()).strip(" .")
    suffix = suffix_of(printable)[:12]
    return printable if len(printable) <= MOST_NAME else printable[: MOST_NAME - len(suffix)] + suffix


def text_of(name: str, chunks: Iterable[bytes]) -> str:
    """What a text file says in its first :data:`MOST_TEXT` characters; empty for all other files, and for bytes that
    are not UTF-8.
    """
    if media_type_of(name) not in READABLE:
        return ""
    head = b""
    for chunk in chunks:
        head += chunk
        if len(head) >= 4 * MOST_TEXT:
            # the cut may fall inside a character
            return head[: 4 * MOST_TEXT].decode("utf-8-sig", errors="ignore").replace("\x00", "")[:MOST_TEXT]
    try:
        return head.decode("utf-8-sig").replace("\x00", "")[:MOST_TEXT]
    except UnicodeDecodeError:
        return ""
