"""The layout of a quarantine workbook: leading columns in each sheet, a last sheet that says what the others are."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from cupel.chain.intake.sources.source import Source

ABOUT = "about"
MARK = "Cupel quarantine"
LEADING = ("reason", "source file", "source row", "column")
ENTRIES = ("sheet", "table", "source file", "decimal mark", "date order")


@dataclass(frozen=True)
class Origin:
    """Where the rows of one sheet come from, and how that file wrote what could be meant in two ways."""

    sheet: str
    table: str
    source: str
    decimal: str | None
    dates: str | None

    def over(self, source: Source) -> Source:
        """``source`` as rows of this origin."""
        return replace(source, table=self.table, decimal=self.decimal, dates=self.dates)

    @property
    def cells(self) -> tuple[str, ...]:
        """The origin as a row of the last sheet (:data:`ENTRIES`)."""
        return self.sheet, self.table, self.source, self.decimal or "", self.dates or ""


def quarantined_sheets(rows: Iterable[tuple[int, list[str]]]) -> dict[str, Origin]:
    """Origins by sheet, read from the last sheet; empty where it is not a quarantine's."""
    cells = [row for _number, row in rows]
    if not cells or not cells[0] or cells[0][0] != MARK:
        return {}
    found = [row for row in cells if len(row) >= len(ENTRIES) and row[1]][1:]
    return {row[0]: Origin(row[0], row[1], row[2], row[3] or None, row[4] or None) for row in found}
