"""Books as commands are given them: raw, or kept in a store."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cupel.messages import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from cupel.chain import Snapshot

Books = Annotated[Path, typer.Argument(help=_("A folder of tables, or a snapshot or store of them."), metavar="DIR")]
MappingFile = Annotated[
    Path | None, typer.Option(help=_("Headings and units of these books; else they are recognised."), metavar="FILE")
]


def opened(books: Path, *, mapping: Path | None) -> "Path | Snapshot":
    """Raw books as they are; a snapshot, or a store's current one, opened. A snapshot was mapped when it was made."""
    from cupel.chain import is_snapshot, open_snapshot

    kept = is_snapshot(books)
    if kept and mapping:
        raise typer.BadParameter(_("These books are a snapshot; their headings were mapped when it was made."))
    return open_snapshot(books) if kept else books


def read_tables(books: Path, *, mapping: Path | None) -> "Mapping[str, pl.DataFrame]":
    """The canonical tables of the accepted rows."""
    from cupel.chain import Snapshot, read_books

    found = opened(books, mapping=mapping)
    return (found.books() if isinstance(found, Snapshot) else read_books(found, mapping=mapping).books).tables
