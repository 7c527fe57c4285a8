"""Reading back a file that we exported: bookmarks say which part of which clause a paragraph is.

A paragraph without a bookmark is new: a heading begins a new clause, other text is listed with its place. A bookmark
that Word stretched over a new paragraph, as it does when one presses Enter inside, takes that paragraph too.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from cupel.exchange.docx.ids import APPARATUS, HashName, PassageName, ValueName, read_name
from cupel.exchange.docx.reading.document import ImportedValue
from cupel.exchange.docx.reading.flow import Item, Line, Table
from cupel.exchange.docx.reading.gathering import Gathering
from cupel.exchange.docx.reading.labels import typed_label
from cupel.exchange.docx.reading.text import Piece
from cupel.exchange.docx.reading.tree import Node, Tree
from cupel.messages import _


@dataclass
class Returned:
    """Builds the tree of a file of ours."""

    gathering: Gathering
    tree: Tree = field(default_factory=Tree)
    title: str = ""
    front: dict[str, str] = field(default_factory=dict)
    values: list[ImportedValue] = field(default_factory=list)
    _nodes: dict[str, Node] = field(default_factory=dict)
    _slots: dict[str, tuple[str, str]] = field(default_factory=dict)

    def read(self, items: Iterable[Item]) -> None:
        """Take every paragraph and table, in order; the table of parameters first, since texts refer to it."""
        items = list(items)
        for table in (item for item in items if isinstance(item, Table)):
            self._read_values(table)
        for item in items:
            if isinstance(item, Line):
                self._line(item)
            elif not _names(item):
                self._foreign_table(item)

    def _read_values(self, table: Table) -> None:
        for row in table.rows:
            for at, cell in enumerate(row):
                for name, known in ((name, read_name(name)) for line in cell.lines for name in line.inside):
                    if isinstance(known, ValueName) and at:
                        parameter = row[at - 1].text
                        self.values.append(ImportedValue(uid=known.uid, name=parameter, words=cell.text))
                        self._slots[name] = (parameter, cell.text)

    def _line(self, line: Line) -> None:
        apparatus = next((name for name in line.inside if name.startswith(APPARATUS)), None)
        names = list(_passages(line))
        if apparatus and not names:
            self._apparatus(apparatus.removeprefix(APPARATUS), line)
        elif names and not line.contents:
            self._passage(names[-1], line)
        elif line.text.strip() and not line.contents:
            self._new(line)
        self.gathering.hang(line, self.tree.last)

    def _apparatus(self, name: str, line: Line) -> None:
        text = line.text.strip()
        if name == "title":
            self.title = text
        elif name in ("reference", "manifest"):
            self.front[name] = text.split()[-1 if name == "manifest" else 0] if text else ""

    def _passage(self, name: PassageName, line: Line) -> None:
        text = "".join(self._slotted(line.words.pieces))
        node = self._nodes.get(name.uid)
        if name.part == "title" and (name.part, name.language) not in (node.parts if node else {}):
            node = self._begin(name, line, text)
        elif node is None and not text.strip():
            return
        elif node is None:
            self.gathering.miss(_("part of a clause without a title"), line.number, line.text, self.tree.last)
            return
        else:
            node.parts.setdefault((name.part, name.language), []).append(text)
        if name.part == "level":
            node.level = text

    def _begin(self, name: PassageName, line: Line, text: str) -> Node:
        label, title = _split(text)
        node = Node(
            depth=line.outline or 0,
            label=label,
            title=title,
            kind=name.kind or "section",
            paragraph=line.number,
            uid=name.uid,
            hash=next((known.hash for known in _hashes(line) if known.uid == name.uid), None),
        )
        node.parts["title", name.language] = [title]
        self._nodes[name.uid] = node
        return self.tree.add(node)

    def _slotted(self, pieces: Iterable[Piece]) -> Iterator[str]:
        """The text with ``{name}`` where a value stands that leads to its parameter and is the one in the table."""
        joined: list[Piece] = []
        for piece in pieces:
            if joined and joined[-1].anchor == piece.anchor:
                joined[-1] = Piece(joined[-1].text + piece.text, anchor=piece.anchor)
            else:
                joined.append(piece)
        for piece in joined:
            name, words = self._slots.get(piece.anchor or "", ("", ""))
            times = len(piece.text) // len(words) if words else 0
            yield f"{{{name}}}" * times if words * times == piece.text else piece.text

    def _new(self, line: Line) -> None:
        """A heading is a new clause, which takes the text below it; text anywhere else has no place."""
        text, last = line.text.strip(), self.tree.last
        if line.outline is None and last is not None and last.uid is None:
            last.lines.append(text)
            return
        if line.outline is None:
            self.gathering.miss(_("new text"), line.number, text, last)
            return
        label, title = _split(text)
        node = Node(depth=line.outline, label=label, title=title, kind="section", paragraph=line.number)
        self.tree.add(node)

    def _foreign_table(self, table: Table) -> None:
        text = "\n".join(" | ".join(cell.text for cell in row) for row in table.rows)
        self.gathering.miss(_("new table"), table.number, text, self.tree.last)


def _split(text: str) -> tuple[str, str]:
    """Label and title of a heading: a tab is between them, or the label is told by its form."""
    label, tab, title = text.partition("\t")
    if tab:
        return label, title
    typed = typed_label(text)
    return (typed.label, typed.rest) if typed else ("", text)


def _passages(line: Line) -> Iterator[PassageName]:
    """Names of passages as they begin; that of a place which a move left counts only where it is alone."""
    known = [name for name in map(read_name, line.inside) if isinstance(name, PassageName)]
    yield from (name for name in known if name.left)
    yield from (name for name in known if not name.left)


def _hashes(line: Line) -> Iterator[HashName]:
    return (name for name in map(read_name, line.inside) if isinstance(name, HashName))


def _names(table: Table) -> bool:
    """Whether a value of ours stands in it."""
    lines = (line for row in table.rows for cell in row for line in cell.lines)
    return any(isinstance(read_name(name), ValueName) for line in lines for name in line.inside)
