"""From a path to sources: a folder, a zip of one, or a single file."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from cupel.archive import unpack
from cupel.chain.intake.folder import COLUMNAR, SHEETS, Skipped, contents
from cupel.chain.intake.sources.columnar import parquet_source
from cupel.chain.intake.sources.delimited import text_source
from cupel.chain.intake.sources.sheets import sheet_sources
from cupel.chain.intake.sources.source import Source
from cupel.errors import BooksError
from cupel.messages import _


@dataclass(frozen=True)
class Opened:
    """The tables found, what was skipped, and the SHA-256 of every file that holds a table."""

    sources: tuple[Source, ...]
    skipped: tuple[Skipped, ...]
    sha256: dict[str, str]


def open_sources(path: Path, *, scratch: Path) -> Opened:
    """Every table under ``path``. Raises :class:`~cupel.errors.BooksError` for a missing path or an unsafe zip.

    A table file that cannot be opened is named as skipped, with the reason and the remedy.
    """
    if path.suffix.lower() == ".zip" and path.is_file():
        target = scratch / "zip"
        target.mkdir()
        path = unpack(path, target)
    found = contents(path)
    sources: list[Source] = []
    skipped = list(found.skipped)
    for name, file in found.files:
        try:
            opened = _open(file, name=name, scratch=scratch)
        except BooksError as error:
            skipped.append(Skipped(name, f"{error.message} {error.remedy}", unreadable=True))
            continue
        sources += opened
        skipped += [] if opened else [Skipped(name, _("an empty table"))]
    files = {source.name: source.path for source in sources}
    return Opened(tuple(sources), tuple(skipped), {name: sha256_of(file) for name, file in files.items()})


def sha256_of(file: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _open(file: Path, *, name: str, scratch: Path) -> list[Source]:
    suffix = file.suffix.lower()
    if suffix in COLUMNAR:
        return [parquet_source(file, name=name)]
    if suffix in SHEETS:
        return sheet_sources(file, name=name)
    source = text_source(file, name=name, scratch=scratch)
    return [source] if source else []
