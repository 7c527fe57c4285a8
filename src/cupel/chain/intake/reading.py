"""One pass over a company's books: open, recognise, read in batches, check among rows, check conservation."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from cupel.chain.books import Books
from cupel.chain.conservation import conservation_findings
from cupel.chain.intake.among import check_among_rows
from cupel.chain.intake.conventions import conventions_of
from cupel.chain.intake.convert import convert
from cupel.chain.intake.defects import PLACED
from cupel.chain.intake.folder import Skipped
from cupel.chain.intake.mapping import ChainMapping, load_mapping, shipped_mappings
from cupel.chain.intake.opening import open_sources
from cupel.chain.intake.plausible import implausible, percent_like_fraction
from cupel.chain.intake.rules import broken_rules
from cupel.chain.intake.sources.source import ROW
from cupel.chain.intake.spool import SOURCE, Spool
from cupel.chain.intake.taken import EARLIER, Taken, best_mapping, headings_of, sorted_out
from cupel.chain.sequence import sequence_findings
from cupel.chain.tables import TABLES
from cupel.errors import BooksError, Place
from cupel.messages import _

Progress = Callable[[str, int, int], None]
"""Called with the stage, how much of it is done and how much there is."""


@dataclass(frozen=True)
class Reading:
    """What one pass found. ``defects`` and ``warnings`` are :data:`~cupel.chain.intake.defects.PLACED`.

    ``findings`` are :data:`~cupel.chain.conservation.FINDINGS`; the accepted rows are in ``spool``.
    """

    mapping: ChainMapping
    spool: Spool
    taken: tuple[Taken, ...]
    skipped: tuple[Skipped, ...]
    sha256: dict[str, str]
    defects: pl.DataFrame
    warnings: pl.DataFrame
    notes: tuple[str, ...]
    findings: pl.DataFrame


def read(
    path: Path,
    *,
    scratch: Path,
    mapping: Path | None = None,
    onto: Books | None = None,
    progress: Progress | None = None,
) -> Reading:
    """The books in ``path``, together with those of ``onto``; ``scratch`` takes copies and rows that exceed memory.

    Raises :class:`~cupel.errors.BooksError` for a path that is missing, a zip that is unsafe, a mapping that is wrong.
    """
    opened = open_sources(path, scratch=scratch)
    mappings = (load_mapping(mapping),) if mapping else shipped_mappings()
    chosen, found = best_mapping(opened.sources, mappings)
    taken, unknown = sorted_out(opened.sources, found)
    skipped = (*opened.skipped, *unknown)
    if not taken:
        raise _nothing_recognised(path, skipped)
    spool = Spool(scratch)
    held = {one.table for one in taken}
    for table, rows in onto.tables.items() if onto else ():
        _put_back(table, rows, spool)
        held |= {table} if rows.height else set()
    inside = list(_within_rows(taken, chosen, spool, progress=progress))
    among = check_among_rows(taken, spool, held=frozenset(held))
    findings = book_findings(spool)
    own = headings_of(taken)
    defects, warnings = (
        _with_headings(pl.concat([PLACED.to_frame(), *(pair[side] for pair in inside), among[side]]), own)
        for side in (0, 1)
    )
    return Reading(
        mapping=chosen,
        spool=spool,
        taken=tuple(taken),
        skipped=skipped,
        sha256=opened.sha256,
        defects=defects,
        warnings=warnings,
        notes=tuple(_notes(taken, spool, held=frozenset(held))),
        findings=findings,
    )


def book_findings(spool: Spool) -> pl.DataFrame:
    """Findings about the books as a whole (:data:`~cupel.chain.conservation.FINDINGS`)."""

    def touched(table: str, column: str) -> pl.Series | None:
        ids = spool.rejected_ids(table, column)
        return None if ids.null_count() else ids

    return pl.concat([conservation_findings(spool.scan, touched=touched), sequence_findings(spool.scan)])


def _nothing_recognised(path: Path, skipped: Iterable[Skipped]) -> BooksError:
    listed = "; ".join(f"{one.name}: {one.reason}" for one in skipped)
    return BooksError(
        _("No table of a value chain was recognised here ({listed}).").format(listed=listed or _("nothing lies here")),
        code="no-tables",
        remedy=_("Give a folder of CSV, XLSX or Parquet tables, name the files after their tables, or give a mapping."),
        place=Place(file=path.name),
    )


def _put_back(table: str, rows: pl.DataFrame, spool: Spool) -> None:
    numbered = rows.with_row_index(ROW, offset=1)
    spool.append(
        table, numbered.select(*rows.columns, pl.lit(EARLIER, dtype=pl.Int32).alias(SOURCE), pl.col(ROW).cast(pl.Int64))
    )


def _within_rows(
    taken: list[Taken], mapping: ChainMapping, spool: Spool, *, progress: Progress | None
) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    """Defects and warnings of every batch; its good rows go into ``spool``."""
    total = sum(one.source.rows for one in taken)
    done = 0
    for one in taken:
        for raw in one.source.batches():
            if not one.rows:
                one.conventions = conventions_of(raw, one.source, one.found, mapping)
            one.rows += raw.height
            done += raw.height
            yield _take_in(raw, one, spool)
            if progress:
                progress("read", done, total)


def _take_in(raw: pl.DataFrame, one: Taken, spool: Spool) -> tuple[pl.DataFrame, pl.DataFrame]:
    converted = convert(raw, one.found, conventions=one.conventions)
    broken = broken_rules(converted.frame, one.found, known=converted.defects)
    defects = _without_followers(pl.concat([converted.defects, broken]))
    rows = converted.frame.with_columns(pl.lit(one.number, dtype=pl.Int32).alias(SOURCE))
    bad = (
        rows[ROW].is_in(defects[ROW].unique().implode())
        if defects.height
        else pl.Series([False]).new_from_index(0, rows.height)
    )
    spool.reject(one.table, rows.filter(bad))
    good = rows.filter(~bad)
    spool.append(one.table, good)
    return _placed(defects, one), _placed(implausible(good, one.found), one)


def _without_followers(defects: pl.DataFrame) -> pl.DataFrame:
    """A row whose fields are out of line has that one defect: what its cells seem to hold means nothing."""
    ragged = defects.filter(pl.col("code") == "ragged")
    return (
        pl.concat([ragged, defects.join(ragged, on=ROW, how="anti", maintain_order="left")])
        if ragged.height
        else defects
    )


def _placed(defects: pl.DataFrame, one: Taken) -> pl.DataFrame:
    return defects.select(pl.lit(one.number, dtype=pl.Int32).alias(SOURCE), *defects.columns)


def _with_headings(defects: pl.DataFrame, own: pl.DataFrame) -> pl.DataFrame:
    """``defects`` with the company's headings where a check among rows did not know them."""
    joined = defects.join(own, on=[SOURCE, "column"], how="left", maintain_order="left")
    return joined.with_columns(heading=pl.coalesce("heading", "own")).select(PLACED.names())


def _notes(taken: Iterable[Taken], spool: Spool, *, held: frozenset[str]) -> Iterator[str]:
    for one in taken:
        largest = spool.scan(one.table).filter(pl.col(SOURCE) == one.number).select(pl.col(pl.Float64).max()).collect()
        for heading in percent_like_fraction(largest.to_dicts()[0] if largest.width else {}, one.found):
            yield _("{file}: no figure in '{heading}' is above 1 although it says percent; check the unit").format(
                file=one.source.label, heading=heading
            )
        if one.found.unitless:
            yield _(
                "{file}: not read because no unit is stated: {headings}; write one into the heading, such as (kg)"
            ).format(file=one.source.label, headings=", ".join(one.found.unitless))
    absent = [table for table in TABLES if table not in held]
    if absent:
        yield _("these books hold no table: {tables}; references to them are not checked").format(
            tables=", ".join(absent)
        )
