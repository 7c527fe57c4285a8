"""Immutable snapshots of books: a folder of Parquet whose name is the SHA-256 of its manifest.

::

    <sha256>/manifest.json          what is here, with a SHA-256 per file and per column
    <sha256>/tables/<table>.parquet rows sorted by key
    <sha256>/doubtful_lots.parquet  lots that rows in quarantine touch
    <sha256>/check.json             the report of the check
    <sha256>/quarantine.xlsx        rows held back, if any

The hash of a snapshot covers where the rows came from (files, mapping, earlier snapshot). ``content_sha256`` in the
manifest covers the rows alone: the same books as CSV and as Parquet share it.
"""

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from cupel.chain.books import Books
from cupel.chain.report import CheckReport
from cupel.chain.tables import TABLES, polars_schema
from cupel.errors import BooksError, Place
from cupel.messages import _

SCHEMA = "cupel-snapshot/1"
MANIFEST = "manifest.json"
CURRENT = "current"
DOUBTFUL = "doubtful_lots.parquet"
ROW_GROUP = 131_072


@dataclass(frozen=True)
class Snapshot:
    """A snapshot on disk whose files are what its manifest says. ``report`` is there only right after an import."""

    hash: str
    path: Path
    manifest: dict[str, Any]
    report: CheckReport | None = field(default=None, compare=False)

    def books(self) -> Books:
        """The books, read from the Parquet files."""
        frames = {table: pl.read_parquet(self.path / "tables" / f"{table}.parquet") for table in TABLES}
        return Books.from_frames(frames, doubtful_lots=pl.read_parquet(self.path / DOUBTFUL)["lot_id"])

    @property
    def rows(self) -> dict[str, int]:
        """Rows per table."""
        return {table: facts["rows"] for table, facts in self.manifest["tables"].items()}

    @property
    def content_sha256(self) -> str:
        """SHA-256 of the rows alone."""
        return str(self.manifest["content_sha256"])

    @property
    def quarantine(self) -> Path | None:
        """The workbook of rows held back, ``None`` where there are none."""
        return self.path / "quarantine.xlsx" if "quarantine.xlsx" in self.manifest["files"] else None


def is_snapshot(path: Path) -> bool:
    """Whether ``path`` is the folder of a snapshot, or a store that holds one."""
    return ((path / MANIFEST).is_file() and (path / "tables").is_dir()) or (path / CURRENT).is_file()


def open_snapshot(path: Path) -> Snapshot:
    """The snapshot in ``path``: its own folder, or a store, which then opens its current one.

    Raises :class:`~cupel.errors.BooksError` where there is none, or where a file differs from the manifest.
    """
    folder = _current(path) if (path / CURRENT).is_file() else path
    manifest_file = folder / MANIFEST
    if not manifest_file.is_file():
        raise BooksError(
            _("There is no snapshot here."),
            code="no-snapshot",
            remedy=_("Give a store or a folder that 'cupel chain import' made."),
            place=Place(file=str(path)),
        )
    text = manifest_file.read_bytes()
    if hashlib.sha256(text).hexdigest() != folder.name:
        raise _damaged(manifest_file)
    manifest = json.loads(text)
    if manifest["types_sha256"] != types_sha256():
        raise BooksError(
            _("This snapshot was made by a version of Cupel with other tables."),
            code="snapshot-version",
            remedy=_("Import the books again."),
            place=Place(file=str(folder)),
        )
    for name, sha256 in manifest["files"].items():
        file = folder / name
        if not file.is_file() or file_sha256(file) != sha256:
            raise _damaged(file)
    return Snapshot(folder.name, folder, manifest)


def write_tables(books: Books, folder: Path) -> dict[str, Any]:
    """Write the Parquet files of ``books`` into ``folder``; returns the manifest's entries on them."""
    (folder / "tables").mkdir()
    tables = {}
    for table, rows in books.tables.items():
        write_parquet(rows, folder / "tables" / f"{table}.parquet")
        tables[table] = {"rows": rows.height, "columns": {column.name: column_sha256(column) for column in rows}}
    write_parquet(books.doubtful_lots.to_frame("lot_id"), folder / DOUBTFUL)
    return {"tables": tables, "content_sha256": json_sha256(tables), "types_sha256": types_sha256()}


def write_manifest(folder: Path, entries: dict[str, Any]) -> str:
    """Write the manifest over all files in ``folder``; returns its SHA-256, the snapshot's hash."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    hashes = {file.relative_to(folder).as_posix(): file_sha256(file) for file in files}
    text = canonical_json({"schema": SCHEMA, "files": hashes, **entries})
    (folder / MANIFEST).write_bytes(text)
    return hashlib.sha256(text).hexdigest()


def write_parquet(rows: pl.DataFrame, path: Path) -> None:
    """Parquet whose bytes depend on ``rows`` alone."""
    rows.rechunk().write_parquet(path, compression="zstd", statistics=True, row_group_size=ROW_GROUP)


def column_sha256(column: pl.Series) -> str:
    """SHA-256 over a column's type, its nulls and its values, independent of how a file encodes them.

    Fixed-width values are little-endian with nulls as zero bytes; text is the length of each cell in bytes (i64) and
    all cells one after the other as UTF-8.
    """
    digest = hashlib.sha256(f"{column.dtype}:{column.len()}:".encode())
    digest.update(np.packbits(column.is_null().to_numpy()).tobytes())
    if column.dtype == pl.String or isinstance(column.dtype, pl.Enum):
        text = column.cast(pl.String).fill_null("")
        digest.update(text.str.len_bytes().cast(pl.Int64).to_numpy().astype("<i8").tobytes())
        digest.update((text.str.join("").item() if text.len() else "").encode())
        return digest.hexdigest()
    values = column.to_physical()
    values = values.cast(pl.Int8) if values.dtype == pl.Boolean else values
    plain = values.fill_null(0).to_numpy()
    digest.update(plain.astype(plain.dtype.newbyteorder("<")).tobytes())
    return digest.hexdigest()


def types_sha256() -> str:
    """SHA-256 of all tables' column names and types: the version of the schema."""
    return json_sha256({table: {name: str(dtype) for name, dtype in polars_schema(table).items()} for table in TABLES})


def canonical_json(value: Any) -> bytes:
    """JSON with sorted keys and a final line feed."""
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def json_sha256(value: Any) -> str:
    """SHA-256 of :func:`canonical_json`."""
    return hashlib.sha256(canonical_json(value)).hexdigest()


def file_sha256(file: Path) -> str:
    """SHA-256 of a file's bytes."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _current(store: Path) -> Path:
    return store / "snapshots" / (store / CURRENT).read_text(encoding="ascii").strip()


def _damaged(file: Path) -> BooksError:
    return BooksError(
        _("The snapshot is damaged: this file is missing or was changed."),
        code="snapshot-damaged",
        remedy=_("Restore it from a backup, or import the books again."),
        place=Place(file=str(file)),
    )
