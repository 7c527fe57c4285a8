"""What an artefact holds, whatever it is written as: sections of paragraphs, tables and pictures.

A writer is one function of a :class:`Content` and a path.
"""

from dataclasses import dataclass, field
from typing import TypeAlias

from cupel.sheets import Cell, Column


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """Some sentences; ``lead`` ones tell what matters first."""

    text: str
    lead: bool = False


@dataclass(frozen=True, kw_only=True)
class TableBlock:
    """A table. ``name`` is a short one for a sheet; ``anchors`` are ids of the rows, where they have some."""

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A bar as long as ``value``, of which ``part`` is drawn darker."""

    label: str
    value: int
    part: int


@dataclass(frozen=True, kw_only=True)
class Picture:
    """Bars beside the table that has the same figures; ``told`` says in words what is drawn."""

    told: str
    bars: tuple[Bar, ...]


Block: TypeAlias = Paragraph | TableBlock | Picture


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part with a heading; ``anchor`` is its id."""

    anchor: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, kw_only=True)
class Content:
    """An artefact: its ``kind``, a title, what it is about in a few words, and its sections."""

    kind: str
    title: str
    about: tuple[str, ...]
    sections: tuple[Section, ...] = field(default=())
