"""Who owns how much of whom, from a table of the company's own: CSV, XLSX, Parquet, or the one among its books.

Headings are those of the books' table ``ownership`` (:mod:`cupel.chain.tables`). Owner and owned are parties' numbers,
or their names as the table of parties has them. Only a row without owner or owned, with fields out of line, or said
twice is left out; a share that cannot be read leaves a holding of unknown size, a day one without that end.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from cupel.chain import is_snapshot, open_snapshot
from cupel.chain.intake.cells.ladder import BLANKS
from cupel.chain.intake.conventions import conventions_of
from cupel.chain.intake.convert import convert
from cupel.chain.intake.defects import with_reasons
from cupel.chain.intake.folder import SHEETS, contents
from cupel.chain.intake.mapping import ChainMapping, shipped_mappings
from cupel.chain.intake.opening import Opened, open_sources
from cupel.chain.intake.recognise import Recognised, candidates
from cupel.chain.intake.rules import broken_rules
from cupel.chain.intake.sources.source import ROW, Source
from cupel.chain.tables import polars_schema
from cupel.errors import BooksError, Place
from cupel.messages import _
from cupel.screening.ownership_ends import COLUMNS, ENDS, TABLE, names_of, no_parties, numbered, said_once
from cupel.screening.party_cells import CELL_LEFT_OUT, ROW_LEFT_OUT, VALUE_CHARACTERS
from cupel.screening.party_intake import FILE, QUARANTINE
from cupel.screening.records import Records
from cupel.sheets import plain

Progress = Callable[[str, int, int], None]
ZIP = ".zip"


@dataclass(frozen=True)
class Ownership:
    """What was read. ``edges``: the columns of the books' table ``ownership``, days may be null on either side;
    ``quarantine``: :data:`~cupel.screening.party_intake.QUARANTINE`; ``sha256`` per file; ``rows`` of the tables;
    ``headings``: the company's own per table and column.
    """

    edges: pl.DataFrame
    quarantine: pl.DataFrame
    sha256: dict[str, str]
    rows: int
    headings: dict[str, dict[str, str]]

    @property
    def left_out(self) -> int:
        """Rows that do not count."""
        return self.quarantine.filter(pl.col("effect") == ROW_LEFT_OUT).select("file", "row").n_unique()


@dataclass(frozen=True)
class _Table:
    source: Source
    found: Recognised
    mapping: ChainMapping

    @property
    def bound(self) -> dict[str, str]:
        return {one.column: one.heading for one in self.found.bindings if one.heading}


def read_ownership(path: Path, parties: Records, *, progress: Progress | None = None) -> Ownership:
    """The holdings in ``path``: a table, or a folder, workbook or zip that holds one.

    Raises :class:`~cupel.errors.BooksError` where no table has headings for owner and owned, a file is unsafe, or no
    row could be read.
    """
    with tempfile.TemporaryDirectory() as scratch:
        opened = open_sources(path, scratch=Path(scratch))
        able = list(_able(opened.sources))
        named = [table for table in able if table.found.named]
        chosen = named or (able if len(able) == 1 else [])
        if not chosen:
            raise _no_table(path, opened)
        told = _read(chosen, opened.sha256, parties, progress=progress)
    if told.edges.is_empty():
        raise _nothing_read(path, told.quarantine)
    return told


def ownership_beside(path: Path, parties: Records, *, progress: Progress | None = None) -> Ownership | None:
    """The holdings among books: the snapshot's, or the tables that are called after holdings beside the parties in a
    folder, workbook or zip; None where there are none.
    """
    if path.is_dir() and is_snapshot(path):
        snapshot = open_snapshot(path)
        edges = snapshot.books().tables[TABLE]
        nothing = pl.DataFrame(schema=QUARANTINE)
        return Ownership(edges, nothing, {"snapshot": snapshot.hash}, edges.height, {}) if edges.height else None
    with tempfile.TemporaryDirectory() as scratch:
        opened = [open_sources(file, scratch=Path(scratch)) for file in _files(path)]
        chosen = [table for one in opened for table in _able(one.sources) if table.found.named]
        sha256 = {name: told for one in opened for name, told in one.sha256.items()}
        return _read(chosen, sha256, parties, progress=progress) if chosen else None


def _files(path: Path) -> Iterator[Path]:
    """Files in which holdings may lie: the other tables of a folder may be very large and are not opened."""
    if not path.is_dir():
        yield from [path] if path.suffix.lower() in (ZIP, *SHEETS) else []
        return
    words = {plain(word) for mapping in shipped_mappings() for word in (TABLE, *mapping.tables[TABLE].files)}
    for name, file in contents(path).files:
        letters = "".join(char for char in plain(file.stem) if not char.isdigit())
        if "/" not in name and (file.suffix.lower() in SHEETS or letters in words):
            yield file


def _able(sources: Iterable[Source]) -> Iterator[_Table]:
    """Tables with headings for owner and owned; the days of the books' table need not be there."""
    for source in sources:
        asked = replace(source, table=TABLE)
        found = [(one, mapping) for mapping in shipped_mappings() for one in candidates(asked, mapping)]
        if source.table in (None, TABLE) and found:
            best, mapping = max(found, key=lambda pair: pair[0].score)
            if not set(ENDS) & set(best.missing):
                yield _Table(source, best, mapping)


def _read(chosen: list[_Table], sha256: dict[str, str], parties: Records, *, progress: Progress | None) -> Ownership:
    batches = [_no_rows(), *_batches(chosen, progress=progress)]
    rows, defects = (pl.concat(part) for part in zip(*batches, strict=True))
    names = names_of(parties)
    kept, twice = said_once(numbered(rows, parties, names))
    headings = {table.source.label: table.bound for table in chosen}
    strange = no_parties(kept, parties, names, headings)
    quarantine = pl.concat([defects, twice, strange]).sort("file", "row", "column", "reason")
    files = {table.source.name for table in chosen}
    read = rows.height + defects.filter(pl.col("effect") == ROW_LEFT_OUT).select("file", "row").n_unique()
    return Ownership(
        edges=kept.select(COLUMNS),
        quarantine=quarantine,
        sha256={name: told for name, told in sha256.items() if name in files},
        rows=read,
        headings=headings,
    )


def _batches(chosen: list[_Table], *, progress: Progress | None) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    """Good rows with their place, and what is wrong with the others."""
    total, done = sum(table.source.rows for table in chosen), 0
    for table in chosen:
        conventions = None
        for raw in table.source.batches():
            conventions = conventions or conventions_of(raw, table.source, table.found, table.mapping)
            converted = convert(raw, table.found, conventions=conventions)
            rows = converted.frame.with_columns(map(_filled, ENDS))
            broken = broken_rules(rows, table.found, known=converted.defects)
            defects = _told(pl.concat([converted.defects, broken]))
            yield _sound(rows, defects, table.source.label), _placed(defects, table.source.label)
            done += raw.height
            if progress:
                progress("read", done, max(total, done))


def _filled(end: str) -> pl.Expr:
    """An end, null where it only says that there is none."""
    return pl.when(~pl.col(end).str.to_lowercase().is_in(BLANKS)).then(pl.col(end)).alias(end)


def _no_rows() -> tuple[pl.DataFrame, pl.DataFrame]:
    rows = pl.DataFrame(schema={FILE: pl.String(), ROW: pl.Int64(), **polars_schema(TABLE)})
    return rows, pl.DataFrame(schema=QUARANTINE)


def _told(defects: pl.DataFrame) -> pl.DataFrame:
    """Defects with what they cost; a day that is empty is none, and fields out of line say nothing of the cells."""
    silent = (pl.col("column") == "valid_from") & (pl.col("code") == "empty")
    ragged = defects.filter(pl.col("code") == "ragged")
    known = pl.concat([ragged, defects.filter(~silent).join(ragged, on=ROW, how="anti", maintain_order="left")])
    costly = (pl.col("code") == "ragged") | pl.col("column").is_in(ENDS)
    effect = pl.when(costly).then(pl.lit(ROW_LEFT_OUT)).otherwise(pl.lit(CELL_LEFT_OUT))
    return known.with_columns(effect=effect.cast(QUARANTINE["effect"]))


def _sound(frame: pl.DataFrame, defects: pl.DataFrame, label: str) -> pl.DataFrame:
    """The rows that count, cells with a defect empty."""
    out = defects.filter(pl.col("effect") == ROW_LEFT_OUT)[ROW].unique()
    cells = defects.filter(pl.col("effect") == CELL_LEFT_OUT)
    emptied = [
        pl.when(~pl.col(ROW).is_in(cells.filter(pl.col("column") == name)[ROW].implode()))
        .then(pl.col(name))
        .alias(name)
        for name in COLUMNS
    ]
    kept = frame.with_columns(emptied).filter(~pl.col(ROW).is_in(out.implode()))
    return kept.select(pl.lit(label).alias(FILE), ROW, *COLUMNS)


def _placed(defects: pl.DataFrame, label: str) -> pl.DataFrame:
    told = with_reasons(defects.drop("effect")).join(
        defects.select(ROW, "column", "code", "effect"), on=[ROW, "column", "code"], how="left", maintain_order="left"
    )
    return told.select(
        file=pl.lit(label), row=ROW, column="heading", value=pl.col("value").str.slice(0, VALUE_CHARACTERS),
        reason="reason", effect="effect",
    )  # fmt: skip


def _no_table(path: Path, opened: Opened) -> BooksError:
    told = "; ".join([*(one.label for one in opened.sources), *(f"{one.name}: {one.reason}" for one in opened.skipped)])
    return BooksError(
        _("No table of holdings was found here ({listed}).").format(listed=told or _("nothing lies here")),
        code="no-ownership",
        remedy=_("Give a table with headings such as Owner, Owned and Share %; among several, call it ownership."),
        place=Place(file=path.name),
    )


def _nothing_read(path: Path, quarantine: pl.DataFrame) -> BooksError:
    reason = quarantine["reason"][0] if quarantine.height else _("the table has no rows")
    return BooksError(
        _("No holding could be read: {reason}").format(reason=reason),
        code="no-ownership",
        remedy=_("Check that the headings stand above the owners."),
        place=Place(file=path.name),
    )
