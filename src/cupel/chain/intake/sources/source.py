"""One table as it lies in a file: where it is, its headings, and its rows in batches."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

BATCH_ROWS = 65_536
ROW = "_row"
RAGGED = "_fields"


@dataclass(frozen=True)
class Source:
    """``batches()`` may be called again: each frame holds the raw headings and :data:`ROW`, the row's number there.

    Rows count as a spreadsheet shows them: the heading row of a text file or sheet counts, a Parquet file has none.
    A frame may hold :data:`RAGGED`, the number of fields of a row that has too many or too few of them, else null.
    ``decimal`` and ``dates`` say how its kind of file usually writes figures and days; where the file itself says which
    ``table`` it holds, they are settled.
    """

    path: Path
    name: str
    headings: tuple[str, ...]
    batches: Callable[[], Iterator[pl.DataFrame]]
    rows: int
    sheet: str | None = None
    decimal: str | None = None
    dates: str | None = None
    table: str | None = None

    @property
    def label(self) -> str:
        """What a person calls it: the file's name, and the sheet where there are several."""
        return f"{self.name} [{self.sheet}]" if self.sheet else self.name

    @property
    def stem(self) -> str:
        """The word that names the table: the sheet's name, else the file's without its ending."""
        return self.sheet or self.path.stem
