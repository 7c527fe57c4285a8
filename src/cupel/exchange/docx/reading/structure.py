"""From paragraphs and tables of any document to a tree of clauses: headings, numbers, rows, terms, and the text below.

Nothing is lost without being told: what stands before the first clause, and what is no text, is listed with its place.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from cupel.exchange.docx.reading.definitions import definition_in, opens_definitions
from cupel.exchange.docx.reading.flow import Item, Line, Table
from cupel.exchange.docx.reading.gathering import Gathering
from cupel.exchange.docx.reading.labels import Typed, follows, is_dotted, is_named, steps, typed_label
from cupel.exchange.docx.reading.levels import level_in
from cupel.exchange.docx.reading.tables import Row, requirement_rows, table_text, term_rows
from cupel.exchange.docx.reading.tree import Node, Tree
from cupel.messages import _

HEADING, NUMBERED, ROW = 10, 100, 1_000
"""Depths: a heading's level times ten; numbered paragraphs are below any heading, rows and terms below those."""

LONGEST_TITLE = 100
_ANNEX = re.compile(r"(annex|appendix|anhang|anlage|annexe|anexo|allegato)\b", re.IGNORECASE)
_FIRST = ("0", "1", "A", "I")


@dataclass
class Structure:
    """Builds the tree of a document; ``headed`` says whether it has headings, else numbers alone make clauses."""

    gathering: Gathering
    headed: bool
    tree: Tree = field(default_factory=Tree)
    title: str = ""

    def read(self, items: Iterable[Item]) -> None:
        """Take every paragraph and table, in order, then tell the kinds of clauses."""
        for item in items:
            if isinstance(item, Line):
                self._line(item)
            else:
                self._table(item)
        for root in self.tree.roots:
            _set_kinds(root, in_definitions=False)

    def _line(self, line: Line) -> None:
        text = line.text.strip()
        if line.contents:
            return
        if text and line.outline is not None:
            self._heading(line, text)
        elif text and not self._numbered(line, text):
            self._body(line, text)
        self.gathering.hang(line, self.tree.last)

    def _heading(self, line: Line, text: str) -> None:
        assert line.outline is not None
        label, title = _automatic(line), text
        if not label:
            label, title = self._typed(text)
        kind = "annex" if _ANNEX.match(f"{label} {title}") else "section"
        depth = HEADING * line.outline
        self.tree.add(Node(depth=depth, label=label, title=title, kind=kind, paragraph=line.number))

    def _typed(self, text: str) -> tuple[str, str]:
        """Label and title: a number of one step is one only where it continues the numbering."""
        typed = typed_label(text)
        if typed is None or not (is_dotted(typed.label) or is_named(typed.label) or self._continues(typed)):
            return "", text
        return typed.label, typed.rest

    def _numbered(self, line: Line, text: str) -> bool:
        """A numbered paragraph that is a clause of its own; items of lists are none."""
        automatic = _automatic(line)
        if automatic and (is_dotted(automatic) or not self.headed):
            label, rest = automatic, text
        elif not automatic and not (line.label and line.label.bullet):
            typed = typed_label(text)
            if typed is None or not typed.rest or not (is_dotted(typed.label) or not self.headed):
                return False
            label, rest = typed.label, typed.rest
            if not self._continues(typed):
                return False
        else:
            return False
        short = len(rest) <= LONGEST_TITLE and rest[-1:] not in ".;:,"
        depth = NUMBERED + HEADING * label.count(".")
        node = Node(depth=depth, label=label, title=rest if short else "", kind="section", paragraph=line.number)
        if not short:
            node.lines.append(rest)
        self.tree.add(node)
        return True

    def _continues(self, typed: Typed) -> bool:
        """Whether the number can be the next one; an extract may begin with any number before a title."""
        if not self.tree.last_label:
            return steps(typed.label)[-1] in _FIRST or typed.rest[:1].isupper()
        return follows(typed.label, self.tree.last_label, tuple(node.label for node in self.tree.open if node.label))

    def _body(self, line: Line, text: str) -> None:
        last = self.tree.last
        if last is None:
            if line.style == "title" and not self.title:
                self.title = text
            else:
                self.gathering.miss(_("text before the first clause"), line.number, text, None)
            return
        section = next((node for node in self.tree.open if opens_definitions(node.title)), None)
        found = definition_in(line.words.pieces) if section is not None and line.label is None else None
        if section is not None and found is not None:
            self._define(section, found.term, found.meaning, line.number)
            return
        if line.label is not None:
            text = f"{line.label.text or '•'} {text}"
        last.lines.append(text)

    def _define(self, section: Node, term: str, meaning: str, paragraph: int) -> None:
        while self.tree.open and self.tree.open[-1] is not section and self.tree.open[-1].depth >= ROW:
            self.tree.open.pop()
        node = Node(depth=ROW, label="", title=term, kind="definition", paragraph=paragraph, lines=[meaning])
        self.tree.add(node)

    def _table(self, table: Table) -> None:
        owner = self.tree.last
        rows = requirement_rows(table)
        terms = None if rows is not None else term_rows(table)
        if rows is not None:
            for row in rows:
                self._row(row)
        elif terms is not None and owner is not None:
            for term, meaning, paragraph in terms:
                self._define(owner, term, meaning, paragraph)
        else:
            self._plain(table)
        if rows is None:
            for line in (line for row in table.rows for cell in row for line in cell.lines):
                self.gathering.hang(line, owner)
        while self.tree.open and self.tree.open[-1].depth >= ROW:
            self.tree.open.pop()

    def _row(self, row: Row) -> None:
        if row.label:
            node = Node(
                depth=ROW, label=row.label, title="", kind="requirement", paragraph=row.paragraph, cells=row.cells
            )
            node.lines.append(row.text)
            self.tree.add(node)
        elif row.text:
            self.gathering.miss(_("row without a number"), row.paragraph, row.text, self.tree.last)
        for line in (line for cell in row.line_cells for line in cell.lines):
            self.gathering.hang(line, self.tree.last)

    def _plain(self, table: Table) -> None:
        lines = table_text(table)
        if self.tree.last is not None:
            self.tree.last.lines.extend(lines)
        elif lines:
            self.gathering.miss(_("table before the first clause"), table.number, "\n".join(lines), None)


def _automatic(line: Line) -> str:
    return line.label.text.rstrip(".:") if line.label and not line.label.bullet else ""


def _set_kinds(node: Node, *, in_definitions: bool) -> None:
    inside = in_definitions or opens_definitions(node.title)
    for child in node.children:
        _set_kinds(child, in_definitions=inside)
    if node.kind == "section" and not node.children and node.lines:
        if in_definitions:
            node.kind = "definition"
        elif level_in(node.text):
            node.kind = "requirement"
    if node.kind == "requirement":
        node.level = level_in(node.text)
