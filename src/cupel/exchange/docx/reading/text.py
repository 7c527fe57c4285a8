"""The words of paragraphs: what is printed, with what hangs on it; fields by their result, hidden text apart."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from cupel.exchange.docx.reading.styles import Styles
from cupel.exchange.docx.xml import Element, find, w

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
CONTENTS = ("TOC", "INDEX", "TABLE OF AUTHORITIES")
_MARKS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "\N{NON-BREAKING HYPHEN}", "ptab": "\t"}
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_OBJECTS = ("drawing", "pict", "object")
_CONTAINERS = (
    "hyperlink",
    "smartTag",
    "customXml",
    "ins",
    "moveTo",
    "fldSimple",
    "dir",
    "bdo",
    "sdtContent",
    "rubyBase",
)
NoteKey: TypeAlias = tuple[str, str]
"""``footnote`` or ``endnote``, and its id."""


@dataclass(frozen=True)
class Piece:
    """A run of printed text; ``anchor`` is the bookmark that it links to."""

    text: str
    bold: bool = False
    anchor: str | None = None


@dataclass
class Words:
    """What one paragraph holds: pieces of text, notes, comments, objects, and bookmarks by their ids, of which some are
    around nothing.
    """

    pieces: list[Piece] = field(default_factory=list)
    notes: list[NoteKey] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    opened: dict[str, str] = field(default_factory=dict)
    closed: list[str] = field(default_factory=list)
    empty: set[str] = field(default_factory=set)
    objects: list[tuple[str, str]] = field(default_factory=list)
    in_contents: bool = False

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(piece.text for piece in self.pieces)


@dataclass
class _Field:
    instruction: str = ""
    in_result: bool = False

    @property
    def lists(self) -> bool:
        """Whether it is a table of contents or the like."""
        return self.instruction.strip().upper().startswith(CONTENTS)


class TextReader:
    """Reads paragraphs in their order: a field may begin in one and end in another."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._fields: list[_Field] = []

    def read(self, paragraph: Element) -> Words:
        """The words of a paragraph."""
        words = Words(in_contents=any(each.lists for each in self._fields))
        self._children(paragraph, paragraph, words, None)
        words.in_contents = words.in_contents or any(each.lists for each in self._fields)
        return words

    def _children(self, parent: Element, paragraph: Element, words: Words, anchor: str | None) -> None:
        for child in parent:
            name = _name(child)
            if name == "r":
                self._run(child, paragraph, words, anchor)
            elif name == "sdt":
                if find(child, "sdtPr/showingPlcHdr") is None:
                    self._children(child, paragraph, words, anchor)
            elif name in _CONTAINERS:
                self._children(child, paragraph, words, child.get(w("anchor")) or anchor)
            elif name == "bookmarkStart":
                words.opened[child.get(w("id"), "")] = child.get(w("name"), "")
                words.empty.add(child.get(w("id"), ""))
            elif name == "bookmarkEnd":
                words.closed.append(child.get(w("id"), ""))
                if not words.pieces:
                    words.empty.add(child.get(w("id"), ""))
            elif str(child.tag).startswith(MATH):
                text = "".join(each.text or "" for each in child.iter(f"{MATH}t"))
                words.objects.append(("formula", text))

    def _run(self, run: Element, paragraph: Element, words: Words, anchor: str | None) -> None:
        hidden = find(run, "rPr/vanish")
        is_hidden = hidden is not None and hidden.get(w("val")) not in ("0", "false")
        printed: list[str] = []
        for child in run:
            name = _name(child)
            if self._field_mark(child, name) or (self._fields and not self._fields[-1].in_result):
                continue
            if name in _NOTES:
                words.notes.append((_NOTES[name], child.get(w("id"), "")))
            elif name == "commentReference":
                words.comments.append(child.get(w("id"), ""))
            elif name in _OBJECTS or name == "AlternateContent":
                words.objects.extend(_objects(child))
            elif name == "ruby":
                self._children(child, paragraph, words, anchor)
            else:
                printed.append(_printed(child, name))
        text = "".join(printed)
        if text and is_hidden:
            words.objects.append(("hidden text", text))
        elif text:
            words.empty.intersection_update(words.closed)
            words.pieces.append(Piece(text, self._styles.is_bold(run, paragraph), anchor))

    def _field_mark(self, child: Element, name: str) -> bool:
        if name == "instrText":
            if self._fields:
                self._fields[-1].instruction += child.text or ""
            return True
        if name != "fldChar":
            return False
        kind = child.get(w("fldCharType"))
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif kind == "end" and self._fields:
            self._fields.pop()
        return True


def _printed(child: Element, name: str) -> str:
    if name == "t":
        return child.text or ""
    if name == "br":
        return "\n" if child.get(w("type")) in (None, "textWrapping") else ""
    if name == "sym":
        code = int(child.get(w("char"), "0"), 16)
        return "\N{REPLACEMENT CHARACTER}" if 0xE000 <= code <= 0xF8FF else chr(code)
    return _MARKS.get(name, "")


def _objects(child: Element) -> Iterator[tuple[str, str]]:
    """Of alternatives that show the same, the first is taken."""
    boxes = list(child.iter(w("txbxContent")))[:1]
    texts = ["\n".join(_plain(paragraph) for paragraph in box.iter(w("p"))).strip() for box in boxes]
    if boxes:
        yield "text box", texts[0]
    else:
        described = (
            each.get("descr") or each.get("title") or "" for each in child.iter() if each.get("descr") is not None
        )
        yield "picture", next(described, "")


def _plain(paragraph: Element) -> str:
    return "".join(each.text or "" for each in paragraph.iter(w("t")))


def _name(child: Element) -> str:
    return str(child.tag).rpartition("}")[2]
