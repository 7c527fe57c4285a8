"""A tree of clauses that grows line by line."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cupel.exchange.docx.reading.document import ImportedClause, Note
from cupel.exchange.layout import Part


@dataclass
class Node:
    """A clause while its lines are read. ``depth`` orders headings; it need not be the depth in the tree."""

    depth: int
    label: str
    title: str
    kind: str
    paragraph: int
    lines: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    cells: Mapping[str, str] = field(default_factory=dict)
    children: list["Node"] = field(default_factory=list)
    level: str | None = None
    uid: str | None = None
    hash: str | None = None
    parts: dict[tuple[Part, str], list[str]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Its lines."""
        return "\n".join(self.lines)

    @property
    def name(self) -> str:
        """How people call it."""
        return self.label or self.title

    def part(self, part: Part) -> str:
        """A part in the first language it has."""
        return next(("\n".join(lines) for (name, _tag), lines in self.parts.items() if name == part), "")

    def built(self) -> ImportedClause:
        """The clause as it was read."""
        return ImportedClause(
            label=self.label,
            title=self.title,
            text=self.part("text") if self.uid else self.text,
            kind=self.kind,
            paragraph=self.paragraph,
            level=self.level,
            guidance=self.part("guidance"),
            rationale=self.part("rationale"),
            notes=tuple(self.notes),
            cells=self.cells,
            children=tuple(child.built() for child in self.children),
            uid=self.uid,
            hash=self.hash,
            parts={key: "\n".join(lines) for key, lines in self.parts.items()},
        )


@dataclass
class Tree:
    """Clauses in order; the last of each depth is open, and takes what comes. ``last_label`` is the last one read."""

    roots: list[Node] = field(default_factory=list)
    open: list[Node] = field(default_factory=list)
    last_label: str = ""

    @property
    def last(self) -> Node | None:
        """The clause that takes the next line."""
        return self.open[-1] if self.open else None

    def add(self, node: Node) -> Node:
        """Put a clause below the last one that is less deep."""
        while self.open and self.open[-1].depth >= node.depth:
            self.open.pop()
        (self.open[-1].children if self.open else self.roots).append(node)
        self.open.append(node)
        self.last_label = node.label or self.last_label
        return node
