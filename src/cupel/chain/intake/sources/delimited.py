"""Delimited text files: read fast where every row has as many fields as the heading row, row by row where not."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import polars as pl

from cupel.chain.intake.sources import shape
from cupel.chain.intake.sources.source import BATCH_ROWS, RAGGED, ROW, Source
from cupel.chain.intake.sources.text import as_utf8
from cupel.errors import BooksError, Place
from cupel.messages import _


@dataclass(frozen=True)
class _TextTable:
    """A table in a UTF-8 file ``text``: rows begin after ``skip`` records; ``quoted`` says that quotation marks end."""

    name: str
    text: Path
    delimiter: str
    headings: tuple[str, ...]
    skip: int
    quoted: bool
    regular: bool

    def batches(self) -> Iterator[pl.DataFrame]:
        """The rows in batches, blank ones left out."""
        return self._fast() if self.regular else self._careful()

    def _fast(self) -> Iterator[pl.DataFrame]:
        scan = pl.scan_csv(
            self.text,
            has_header=False,
            schema=dict.fromkeys(self.headings, pl.String()),
            separator=self.delimiter,
            skip_rows=self.skip,
            row_index_name=ROW,
            row_index_offset=self.skip + 1,
        )
        filled = pl.any_horizontal(pl.col(name).str.strip_chars() != "" for name in self.headings)
        done = 0
        try:
            for batch in scan.collect_batches(chunk_size=BATCH_ROWS, maintain_order=True):
                done += batch.height
                yield batch.filter(filled).with_columns(pl.col(ROW).cast(pl.Int64))
        except pl.exceptions.PolarsError:
            yield from replace(self, skip=self.skip + done)._careful()

    def _careful(self) -> Iterator[pl.DataFrame]:
        with self.text.open(encoding="utf-8", newline="") as file:
            if self.quoted:
                reader = csv.reader(file, delimiter=self.delimiter)
            else:
                reader = csv.reader(file, delimiter=self.delimiter, quoting=csv.QUOTE_NONE)
            rows = islice(enumerate(reader, start=1), self.skip, None)
            with _refused_where_unreadable(self.name):
                while chunk := list(islice(rows, BATCH_ROWS)):
                    yield frame_of(chunk, self.headings)


def text_source(path: Path, *, name: str, scratch: Path) -> Source | None:
    """The table of a text file, ``None`` where it has no row. A file that is not UTF-8 is copied to ``scratch``."""
    text = as_utf8(path, scratch=scratch)
    with _refused_where_unreadable(name), text.open(encoding="utf-8", newline="") as file:
        delimiter = shape.delimiter_of(text)
        first = list(islice(csv.reader(file, delimiter=delimiter), shape.HEAD_ROWS))
    if not any(cell.strip() for row in first for cell in row):
        return None
    at = shape.heading_row(first)
    headings = shape.unique_headings(first[at])
    count = shape.tally(text, delimiter)
    regular = count.closed and count.separators == count.records * (len(headings) - 1)
    table = _TextTable(name, text, delimiter, headings, at + 1, quoted=count.closed, regular=regular)
    usual = "point" if delimiter == "," else None
    return Source(path, name, headings, table.batches, count.records - at - 1, decimal=usual)


@contextmanager
def _refused_where_unreadable(name: str) -> Iterator[None]:
    try:
        yield
    except csv.Error as error:
        raise BooksError(
            _("This text file cannot be read: {error}.").format(error=error),
            code="unreadable-text",
            remedy=_("Export it again as CSV with quotation marks around text, or as XLSX."),
            place=Place(file=name),
        ) from error


def frame_of(rows: list[tuple[int, list[str]]], headings: tuple[str, ...]) -> pl.DataFrame:
    """Numbered rows of text as a raw frame; a row with too many or too few fields says so in :data:`RAGGED`.

    Fields beyond the last heading stay in the last column, one after the other.
    """
    kept = [(number, row) for number, row in rows if any(cell.strip() for cell in row)]
    fitted = [_fitted(row, len(headings)) for _number, row in kept]
    columns = {heading: [row[index] or None for row, _fields in fitted] for index, heading in enumerate(headings)}
    return pl.DataFrame(
        {ROW: [number for number, _row in kept], RAGGED: [fields for _row, fields in fitted], **columns},
        schema={ROW: pl.Int64, RAGGED: pl.Int64, **dict.fromkeys(headings, pl.String)},
    )


def _fitted(row: list[str], width: int) -> tuple[list[str], int | None]:
    """A row of ``width`` cells, and how many it had where that is wrong; empty fields at the end do not count."""
    if len(row) == width:
        return row, None
    if len(row) < width:
        return row + [""] * (width - len(row)), len(row)
    rest = [cell for cell in row[width:] if cell.strip()]
    return [*row[: width - 1], " ".join([row[width - 1], *rest])], len(row) if rest else None
