"""Books hold every table, in the canonical schema only."""

import polars as pl
import pytest

from cupel.chain import Books
from cupel.chain.tables import TABLES, empty, polars_schema
from cupel.errors import BooksError


def test_tables_that_are_not_given_are_empty() -> None:
    books = Books.from_frames({"lot": empty("lot")})
    assert list(books.tables) == list(TABLES)
    assert set(books.rows.values()) == {0}
    assert books["flow"].schema == pl.Schema(polars_schema("flow"))
    assert books.doubtful_lots.to_list() == []


def test_an_unknown_table_is_refused() -> None:
    with pytest.raises(BooksError, match="no table 'ore'"):
        Books.from_frames({"ore": pl.DataFrame()})


@pytest.mark.parametrize(
    ("frame", "column"),
    [
        (empty("lot").drop("gross_g"), "gross_g"),
        (empty("lot").with_columns(pl.col("gross_g").cast(pl.Float64)), "gross_g"),
        (empty("lot").with_columns(weight=pl.lit(1)), "weight"),
    ],
)
def test_a_frame_of_another_schema_is_refused_by_column(frame: pl.DataFrame, column: str) -> None:
    with pytest.raises(BooksError, match=column):
        Books.from_frames({"lot": frame})
