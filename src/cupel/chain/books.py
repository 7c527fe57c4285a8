"""A company's books in the engine's own form: one clean frame per table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType

import polars as pl

from cupel.chain.tables import TABLES, empty, polars_schema
from cupel.errors import BooksError, Place
from cupel.messages import _


@dataclass(frozen=True)
class Books:
    """All tables of :data:`cupel.chain.tables.TABLES` by name; a table the company does not keep has no rows.

    ``doubtful_lots`` are ids of lots that rows in quarantine touch: what the tables say of their mass is not the whole.
    """

    tables: Mapping[str, pl.DataFrame]
    doubtful_lots: pl.Series = field(default_factory=partial(pl.Series, "lot_id", [], pl.String))

    @classmethod
    def from_frames(cls, frames: Mapping[str, pl.DataFrame], *, doubtful_lots: pl.Series | None = None) -> "Books":
        """Books of frames that already have the canonical columns and types; missing tables are empty.

        Raises :class:`~cupel.errors.BooksError` for a table or a schema that is not canonical.
        """
        for name, frame in frames.items():
            _require_canonical(name, frame)
        tables = MappingProxyType({name: frames[name] if name in frames else empty(name) for name in TABLES})
        return cls(tables) if doubtful_lots is None else cls(tables, doubtful_lots)

    def __getitem__(self, table: str) -> pl.DataFrame:
        return self.tables[table]

    @property
    def rows(self) -> dict[str, int]:
        """Rows per table."""
        return {name: frame.height for name, frame in self.tables.items()}


def _require_canonical(name: str, frame: pl.DataFrame) -> None:
    if name not in TABLES:
        raise BooksError(
            _("There is no table '{name}'.").format(name=name),
            code="unknown-table",
            remedy=_("Use one of: {names}.").format(names=", ".join(TABLES)),
        )
    expected = polars_schema(name)
    wrong = [column for column in {**expected, **frame.schema} if frame.schema.get(column) != expected.get(column)]
    if wrong:
        raise BooksError(
            _("Columns of '{name}' are missing, foreign or of another type: {columns}.").format(
                name=name, columns=", ".join(wrong)
            ),
            code="not-canonical",
            remedy=_("Read the frame with read_books, or give it the schema of cupel.chain.tables."),
            place=Place(path=name),
        )
