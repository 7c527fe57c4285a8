"""A company's parties from a table of its own: CSV, XLSX, Parquet, a folder of books, or a snapshot of them.

What cannot be read is told row by row. Only a row without a name or a number, or with fields out of line, is left out;
a cell that cannot be read costs that cell. Rows of one number are one party: the names of all of them count.
"""

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from cupel.chain import is_snapshot, open_snapshot
from cupel.chain.intake.folder import Skipped
from cupel.chain.intake.opening import open_sources
from cupel.chain.intake.sources.source import RAGGED, ROW, Source
from cupel.errors import BooksError, Place
from cupel.messages import _
from cupel.screening.party_cells import DEFECTS, ROW_LEFT_OUT, Cells, births, countries, kinds, numbers
from cupel.screening.party_mapping import PartyMapping, party_mapping
from cupel.screening.records import Subjects, subjects_of
from cupel.screening.tables import polars_schema

Progress = Callable[[str, int, int], None]
NAME_CHARACTERS = 1_000
"""Longest cell that is taken for a name."""

MADE_ID_CHARACTERS = 12
FILE = "_file"
KEY = [FILE, ROW]
QUARANTINE = {"file": pl.String(), "row": pl.Int64(), **{name: dtype for name, dtype in DEFECTS.items() if name != ROW}}
"""Columns of what could not be read: where it stands, what is wrong, and what it costs."""


@dataclass(frozen=True)
class Parties:
    """What was read. ``quarantine``: :data:`QUARANTINE`; ``sha256`` per file; ``rows`` of the tables, blank ones
    aside; ``headings``: the company's own per file and column.
    """

    subjects: Subjects
    quarantine: pl.DataFrame
    skipped: tuple[Skipped, ...]
    sha256: dict[str, str]
    rows: int
    headings: dict[str, dict[str, str]]

    @property
    def left_out(self) -> int:
        """Rows that are not screened."""
        return self.quarantine.filter(pl.col("effect") == ROW_LEFT_OUT).select("file", "row").n_unique()


@dataclass(frozen=True)
class _Batch:
    rows: pl.DataFrame
    births: pl.DataFrame
    numbers: pl.DataFrame
    defects: pl.DataFrame


def read_parties(path: Path, *, progress: Progress | None = None) -> Parties:
    """The parties in ``path``. Raises :class:`~cupel.errors.BooksError` where no table of parties is found in it, a
    file is unsafe, or no row could be read.
    """
    if path.is_dir() and is_snapshot(path):
        return _of_snapshot(path)
    with tempfile.TemporaryDirectory() as scratch:
        opened = open_sources(path, scratch=Path(scratch))
        chosen, skipped = _sorted_out(opened.sources, party_mapping())
        left = (*opened.skipped, *skipped)
        if not chosen:
            raise _no_parties(path, left)
        batches = list(_batches(chosen, progress=progress))
    if not batches:
        raise _nothing_read(path, pl.DataFrame(schema=DEFECTS))
    rows, born, numbered, defects = (
        pl.concat([getattr(each, part) for each in batches]) for part in ("rows", "births", "numbers", "defects")
    )
    if rows.is_empty():
        raise _nothing_read(path, defects)
    taken = {source.name for source, _bound in chosen}
    return Parties(
        subjects=_subjects(rows, born, numbered),
        quarantine=_placed(defects),
        skipped=left,
        sha256={name: sha256 for name, sha256 in opened.sha256.items() if name in taken},
        rows=rows.height + defects.filter(pl.col("effect") == ROW_LEFT_OUT).select(KEY).n_unique(),
        headings={source.label: bound for source, bound in chosen},
    )


def _of_snapshot(path: Path) -> Parties:
    snapshot = open_snapshot(path)
    table = snapshot.books().tables["party"]
    whole = subjects_of(table)
    return Parties(whole, _placed(pl.DataFrame(schema={FILE: pl.String, **DEFECTS})), (),
                   {"snapshot": snapshot.hash}, table.height, {})  # fmt: skip


def _sorted_out(
    sources: Iterable[Source], mapping: PartyMapping
) -> tuple[list[tuple[Source, dict[str, str]]], list[Skipped]]:
    """Tables called after parties, else the only one with names; each with the heading of every column."""
    found = [(source, mapping.bound(source.headings)) for source in sources]
    able = [(source, bound) for source, bound in found if {"name", "family_name"} & set(bound)]
    called = [one for one in able if mapping.names_parties(one[0].stem) or mapping.names_parties(one[0].path.stem)]
    chosen = called or (able if len(able) == 1 else [])
    kept = {id(source) for source, _bound in chosen}
    nameless = _("it has no heading for names")
    other = _("another table holds the parties") if chosen else _("it is not called after parties")
    capable = {id(source) for source, _bound in able}
    skipped = [
        Skipped(source.label, other if id(source) in capable else nameless)
        for source, _bound in found
        if id(source) not in kept
    ]
    return chosen, skipped


def _batches(chosen: list[tuple[Source, dict[str, str]]], *, progress: Progress | None) -> Iterator[_Batch]:
    total, done = sum(source.rows for source, _bound in chosen), 0
    for source, bound in chosen:
        for raw in source.batches():
            done += raw.height
            yield _read(raw, bound, label=source.label)
            if progress:
                progress("read", done, max(total, done))


def _read(raw: pl.DataFrame, bound: dict[str, str], *, label: str) -> _Batch:
    cells = Cells(raw, bound)
    rows = pl.DataFrame([
        raw[ROW], _name(cells), *(cells.text(name) for name in ("party_id", "aliases")), _address(cells),
        kinds(cells, dict(party_mapping().kinds)).alias("kind"),
        *(countries(cells, name).alias(name) for name in ("country", "nationality")),
    ])  # fmt: skip
    born, numbered = births(cells), numbers(cells)
    rows = _identified(rows, cells, by_name="party_id" not in bound)
    defects = _told(cells)
    bad = defects.filter(pl.col("effect") == ROW_LEFT_OUT)[ROW].unique()
    parts = (part.filter(~pl.col(ROW).is_in(bad.implode())) for part in (rows, born, numbered))
    named = [part.with_columns(pl.lit(label).alias(FILE)) for part in (*parts, defects)]
    return _Batch(*named)


def _told(cells: Cells) -> pl.DataFrame:
    """All defects; a row whose fields are out of line has that one: what its cells seem to hold means nothing."""
    found, raw = pl.concat([pl.DataFrame(schema=DEFECTS), *cells.defects]), cells.raw
    if RAGGED not in raw.columns:
        return found
    cells.defects.clear()
    reason = _("The row has more or fewer fields than the headings.")
    cells.tell("", raw[RAGGED].is_not_null(), reason, ROW_LEFT_OUT)
    ragged = pl.concat([pl.DataFrame(schema=DEFECTS), *cells.defects])
    return pl.concat([found.join(ragged, on=ROW, how="anti", maintain_order="left"), ragged])


def _name(cells: Cells) -> pl.Series:
    """The name, else given and family name."""
    whole, given, family = (cells.text(column) for column in ("name", "given_name", "family_name"))
    joined = pl.concat_str(pl.col("given_name", "family_name"), separator=" ", ignore_nulls=True)
    name = pl.DataFrame([whole, given, family]).select(name=pl.coalesce("name", joined)).to_series()
    empty, long = name.is_null() | (name == ""), name.str.len_chars() > NAME_CHARACTERS
    column = "name" if "name" in cells.bound else "family_name"
    cells.tell(column, empty, _("The party has no name; fill it in."), ROW_LEFT_OUT)
    cells.tell(column, long.fill_null(False), _("This is too long for a name."), ROW_LEFT_OUT)
    return name


def _address(cells: Cells) -> pl.Series:
    parts = pl.DataFrame([cells.text("address"), cells.text("city")])
    whole = pl.concat_str(pl.col("address", "city"), separator=", ", ignore_nulls=True)
    return parts.select(address=pl.when(whole != "").then(whole)).to_series()


def _identified(rows: pl.DataFrame, cells: Cells, *, by_name: bool) -> pl.DataFrame:
    """Rows with their number; where the table has no column for it, one made from what tells the party."""
    if not by_name:
        cells.tell("party_id", rows["party_id"].is_null(), _("The party has no number; fill it in."), ROW_LEFT_OUT)
        return rows
    told = rows.select(pl.concat_str(pl.col("name", "country", "address").fill_null(""), separator="\x1f")).to_series()
    made = [hashlib.sha256(text.encode()).hexdigest()[:MADE_ID_CHARACTERS] for text in told.fill_null("")]
    return rows.with_columns(pl.Series("party_id", made, dtype=pl.String))


def _subjects(rows: pl.DataFrame, born: pl.DataFrame, numbered: pl.DataFrame) -> Subjects:
    """All rows as parties; rows of one number join, the first one's name is the primary one."""
    whole = subjects_of(rows.drop(KEY))
    keys = rows.select(*KEY, entity_id="party_id")
    kind = pl.col("kind").cast(pl.String)
    known = pl.col("kind").filter(kind != "unknown").first()
    entity = whole.entity.group_by("entity_id", maintain_order=True).agg(
        pl.coalesce(known, pl.col("kind").first()).alias("kind")
    )
    first = pl.int_range(pl.len()).over("entity_id") == 0
    names = pl.col("kind").cast(pl.String)
    return replace(
        whole,
        entity=entity,
        name=whole.name.with_columns(
            kind=pl.when(first).then(names).otherwise(pl.lit("alias")).cast(polars_schema("name")["kind"])
        ),
        identifier=_joined(numbered, keys, "identifier"),
        birth=_joined(born, keys, "birth"),
        place=whole.place.unique(maintain_order=True),
    )


def _joined(told: pl.DataFrame, keys: pl.DataFrame, table: str) -> pl.DataFrame:
    """Facts of rows as a table of parties, each fact once."""
    met = told.join(keys, on=KEY, how="inner", maintain_order="left").drop(KEY)
    schema = polars_schema(table)
    missing = [pl.lit(None, dtype).alias(name) for name, dtype in schema.items() if name not in met.columns]
    shaped = met.with_columns(missing).select(pl.col(name).cast(dtype) for name, dtype in schema.items())
    return shaped.unique(maintain_order=True)


def _placed(defects: pl.DataFrame) -> pl.DataFrame:
    told = defects.rename({FILE: "file", ROW: "row"}).select(list(QUARANTINE))
    return told.sort("file", "row", "column", "reason")


def _no_parties(path: Path, skipped: Iterable[Skipped]) -> BooksError:
    listed = "; ".join(f"{one.name}: {one.reason}" for one in skipped)
    return BooksError(
        _("No table of parties was found here ({listed}).").format(listed=listed or _("nothing lies here")),
        code="no-parties",
        remedy=_("Give a table with a heading such as 'Name'; among several, call it suppliers or parties."),
        place=Place(file=path.name),
    )


def _nothing_read(path: Path, defects: pl.DataFrame) -> BooksError:
    reason = defects["reason"][0] if defects.height else _("the table has no rows")
    return BooksError(
        _("No party could be read: {reason}").format(reason=reason),
        code="no-parties",
        remedy=_("Check that the headings stand above the names."),
        place=Place(file=path.name),
    )
