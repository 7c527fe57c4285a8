"""The body of a document as a sequence of paragraphs and tables, with what each of them says about itself."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from cupel.exchange.docx.reading.archive import Parts
from cupel.exchange.docx.reading.numbering import Label, Numbering
from cupel.exchange.docx.reading.styles import Styles
from cupel.exchange.docx.reading.text import TextReader, Words
from cupel.exchange.docx.xml import Element, find, value_of, w

_GALLERY = ("Table of Contents", "Bibliographies", "Cover Pages")
_WRAPPERS = ("sdtContent", "customXml", "smartTag")


@dataclass(frozen=True, kw_only=True)
class Line:
    """A paragraph: ``number`` counts from 1; ``outline`` is the level of a heading, from 0; ``inside`` are the
    bookmarks around it or in it.
    """

    number: int
    style: str
    words: Words
    outline: int | None = None
    label: Label | None = None
    inside: tuple[str, ...] = ()
    contents: bool = False

    @property
    def text(self) -> str:
        """The words that are printed."""
        return self.words.text


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A cell of a table; ``continued`` where it belongs to the one above."""

    lines: tuple[Line, ...]
    span: int = 1
    continued: bool = False

    @property
    def text(self) -> str:
        """Its paragraphs, one below the other, with their automatic numbers."""
        shown = (
            f"{line.label.text} {line.text}" if line.label and line.label.text else line.text for line in self.lines
        )
        return "\n".join(text.strip() for text in shown if text.strip())


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows of cells; ``heads`` rows at the top are repeated on every page."""

    number: int
    rows: tuple[tuple[Cell, ...], ...]
    heads: int = 0


Item: TypeAlias = Line | Table


@dataclass
class Flow:
    """Reads a body once, in order."""

    parts: Parts
    styles: Styles = field(init=False)
    _number: int = 0
    _open: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.styles = Styles(self.parts.others.get("styles"))
        self._numbering = Numbering(self.parts.others.get("numbering"), self.styles)
        self._text = TextReader(self.styles)

    def items(self) -> Iterator[Item]:
        """Every paragraph and table of the body."""
        return self._items(self.parts.body)

    def _items(self, parent: Element) -> Iterator[Item]:
        for child in parent:
            name = str(child.tag).rpartition("}")[2]
            if name == "p":
                yield self._line(child)
            elif name == "tbl":
                yield self._table(child)
            elif name == "sdt":
                if value_of(child, "sdtPr/docPartObj/docPartGallery") not in _GALLERY:
                    yield from self._items(child)
            elif name in _WRAPPERS:
                yield from self._items(child)
            elif name == "bookmarkStart":
                self._open[child.get(w("id"), "")] = child.get(w("name"), "")
            elif name == "bookmarkEnd":
                self._open.pop(child.get(w("id"), ""), None)

    def _line(self, paragraph: Element) -> Line:
        self._number += 1
        words = self._text.read(paragraph)
        self._open.update(words.opened)
        around = [name for key, name in self._open.items() if not (words.text and key in words.empty)]
        for key in words.closed:
            self._open.pop(key, None)
        name = self.styles.name(self.styles.of(paragraph))
        return Line(
            number=self._number,
            style=name,
            words=words,
            outline=self.styles.outline(paragraph),
            label=self._numbering.label(paragraph),
            inside=tuple(dict.fromkeys(around)),
            contents=words.in_contents or name.startswith(("toc ", "contents ", "table of figures")),
        )

    def _table(self, table: Element) -> Table:
        number = self._number + 1
        rows: list[tuple[Cell, ...]] = []
        heads = 0
        for row in _rows(table):
            if find(row, "trPr/tblHeader") is not None and heads == len(rows):
                heads += 1
            rows.append(tuple(self._cell(cell) for cell in _cells(row)))
        return Table(number=number, rows=tuple(rows), heads=heads)

    def _cell(self, cell: Element) -> Cell:
        """A table within a cell is read as its lines."""
        lines: list[Line] = []
        for item in self._items(cell):
            lines.extend(
                [item] if isinstance(item, Line) else [line for row in item.rows for c in row for line in c.lines]
            )
        span = value_of(cell, "tcPr/gridSpan")
        merged = find(cell, "tcPr/vMerge")
        return Cell(
            lines=tuple(lines),
            span=int(span) if span and span.isdigit() else 1,
            continued=merged is not None and merged.get(w("val")) != "restart",
        )


def _rows(table: Element) -> Iterator[Element]:
    yield from (row for row in table.iter(w("tr")) if next(row.iterancestors(w("tbl"))) is table)


def _cells(row: Element) -> Iterator[Element]:
    yield from (cell for cell in row.iter(w("tc")) if next(cell.iterancestors(w("tr"))) is row)
