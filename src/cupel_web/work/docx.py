"""The words of a DOCX file: a zip with XML in it, neither of which is trusted."""

import zipfile
import zlib
from typing import BinaryIO
from xml.parsers import expat

from cupel.documents import WORDPROCESSING

DOCUMENT = "word/document.xml"
TEXT, TAB, BREAK, PARAGRAPH = (f"{WORDPROCESSING} {name}" for name in ("t", "tab", "br", "p"))
"""Elements of ECMA-376, part 1, clause 17.3."""
BREAKS = {TAB: "\t", BREAK: "\n"}

MOST_PACKED = 64 << 20
MOST_UNPACKED = 64 << 20
"""Bytes of a file, and of the document in it, beyond which nothing is read."""
PIECE = 1 << 16
UNREADABLE = (zipfile.BadZipFile, zlib.error, KeyError, EOFError, OSError, RuntimeError, ValueError)
"""What opening or unpacking a spoiled, encrypted or unknown archive raises."""


class _Words:
    """Collects the text of a document; a document type declaration ends the reading: DOCX has none, and entities that
    expand or reach elsewhere begin there.
    """

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self._inside = False
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._refuse

    def feed(self, piece: bytes) -> None:
        self._parser.Parse(piece, False)

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        self._inside = name == TEXT
        if name in BREAKS:
            self._add(BREAKS[name])

    def _end(self, name: str) -> None:
        self._inside = False
        if name == PARAGRAPH:
            self._add("\n")

    def _text(self, text: str) -> None:
        if self._inside:
            self._add(text)

    def _add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    @staticmethod
    def _refuse(*_declaration: object) -> None:
        raise ValueError("a document type declaration")


def words_of_docx(file: BinaryIO, *, size: int, most: int) -> str:
    """The text of a DOCX file of ``size`` bytes, at most its first ``most`` characters; empty for what is none. Of a
    document that breaks off or becomes unreadable, what came before.
    """
    if size > MOST_PACKED:
        return ""
    words = _Words()
    try:
        with zipfile.ZipFile(file) as archive, archive.open(DOCUMENT) as document:
            left = MOST_UNPACKED
            while left > 0 and words.length < most and (piece := document.read(PIECE)):
                left -= len(piece)
                words.feed(piece)
    except (*UNREADABLE, expat.ExpatError):
        pass
    return "".join(words.parts)[:most].strip()
