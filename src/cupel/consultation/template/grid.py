"""A table as rows of text, wherever it was read from."""

from dataclasses import dataclass

from cupel.errors import Place

ROW_MARK = "cupel:"
"""What a hidden row id begins with, so that it is never taken for a text."""


@dataclass(frozen=True)
class GridRow:
    """``number`` as the file shows it, from 1; ``id``: hidden id that an export put there; ``spanned``: one cell goes
    over most of the row, as notes and titles do.
    """

    number: int
    cells: tuple[str, ...]
    id: str | None = None
    spanned: bool = False

    @property
    def blank(self) -> bool:
        """Whether nothing is written in it."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True)
class Grid:
    """One sheet of a workbook or one table of a document; ``name`` tells which."""

    file: str
    name: str
    rows: tuple[GridRow, ...]

    @property
    def width(self) -> int:
        """Cells of the widest row."""
        return max((len(row.cells) for row in self.rows), default=0)

    def place(self, row: int | None = None, column: str | None = None) -> Place:
        """Where something in it is."""
        return Place(file=self.file, sheet=self.name, row=row, column=column)
