"""A store of snapshots: writing one is all or nothing, and two imports never mix.

::

    STORE/snapshots/<sha256>/   immutable snapshots
    STORE/current               the newest one's hash
    STORE/incoming/             what an import is writing; left-overs of a killed one go at the next import
    STORE/lock                  held while an import runs; the system releases it when the process ends in any way
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from cupel.chain.check import books_of, write_results
from cupel.chain.intake.reading import Progress, Reading, read
from cupel.chain.intake.sources.sheets import is_quarantine
from cupel.chain.report import CheckReport, report_of
from cupel.chain.snapshot import Snapshot, open_snapshot, write_manifest, write_tables
from cupel.errors import BooksError, Place
from cupel.messages import _


def import_books(
    path: Path,
    *,
    store: Path,
    mapping: Path | None = None,
    onto: Snapshot | None = None,
    progress: Progress | None = None,
) -> Snapshot:
    """Read the books in ``path`` and keep the accepted rows as a new snapshot, which becomes the current one.

    ``onto`` is an earlier snapshot whose rows are kept; for a corrected quarantine workbook that is the current one
    unless another is given. Killed at any moment, the store holds either its former state or the new one.
    Raises :class:`~cupel.errors.BooksError` as :func:`~cupel.chain.read_books` does.
    """
    store.mkdir(parents=True, exist_ok=True)
    with locked(store), _incoming(store) as incoming:
        if onto is None and is_quarantine(path):
            onto = _earlier(store)
        earlier = onto.books() if onto else None
        reading = read(path, scratch=incoming / "scratch", mapping=mapping, onto=earlier, progress=progress)
        report = report_of(reading)
        if progress:
            progress("write", 0, 1)
        snapshot_hash = _write(reading, report, incoming / "snapshot", onto=onto)
        folder = _publish(incoming, store, snapshot_hash)
        if progress:
            progress("write", 1, 1)
    return replace(open_snapshot(folder), report=report)


def current_snapshot(store: Path) -> Snapshot | None:
    """The newest snapshot of ``store``, ``None`` where nothing was imported yet."""
    return open_snapshot(store) if (store / "current").is_file() else None


def _earlier(store: Path) -> Snapshot:
    snapshot = current_snapshot(store)
    if snapshot is None:
        raise BooksError(
            _("This is a quarantine workbook, and the store holds no books its rows could join."),
            code="no-earlier-import",
            remedy=_("Import into the store that the quarantine came from."),
            place=Place(file=str(store)),
        )
    return snapshot


def _write(reading: Reading, report: CheckReport, stage: Path, *, onto: Snapshot | None) -> str:
    entries = write_tables(books_of(reading), stage)
    write_results(reading, report, out=stage)
    sources = [{"file": one.source.label, "table": one.table, "rows": one.rows} for one in reading.taken]
    return write_manifest(
        stage,
        {
            **entries,
            "sources": sources,
            "source_files": reading.sha256,
            "mapping": {"key": reading.mapping.key, "sha256": reading.mapping.sha256},
            "onto": onto.hash if onto else None,
        },
    )


@contextmanager
def locked(store: Path) -> Iterator[None]:
    """Wait for the store's lock and hold it. It belongs to the open file, so no death of a process leaves it behind."""
    import fcntl

    with (store / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def _incoming(store: Path) -> Iterator[Path]:
    """The folder an import works in, empty: what a killed one left goes first."""
    incoming = store / "incoming"
    shutil.rmtree(incoming, ignore_errors=True)
    (incoming / "scratch").mkdir(parents=True)
    (incoming / "snapshot").mkdir()
    try:
        yield incoming
    finally:
        shutil.rmtree(incoming, ignore_errors=True)


def _publish(incoming: Path, store: Path, snapshot_hash: str) -> Path:
    """Move a finished snapshot to its place, then the pointer: each a single rename, after its bytes are on disk."""
    stage = incoming / "snapshot"
    for path in (*stage.rglob("*"), stage):
        sync(path)
    folder = store / "snapshots" / snapshot_hash
    folder.parent.mkdir(exist_ok=True)
    if not folder.exists():
        stage.rename(folder)
        sync(folder.parent)
    pointer = incoming / "current"
    pointer.write_text(snapshot_hash + "\n", encoding="ascii")
    sync(pointer)
    pointer.replace(store / "current")
    sync(store)
    return folder


def sync(path: Path) -> None:
    """Bring a file's bytes, or a folder's entries, to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
