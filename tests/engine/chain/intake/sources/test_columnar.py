"""Parquet: every row once, in order, with its number, in bounded batches."""

from pathlib import Path

import polars as pl
import pytest

from cupel.chain.intake.sources import columnar
from cupel.chain.intake.sources.columnar import parquet_source
from cupel.chain.intake.sources.source import ROW
from cupel.errors import BooksError


@pytest.mark.parametrize("row_group", [7, 1_000, 100_000])
def test_rows_come_in_order_whatever_the_row_groups(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row_group: int
) -> None:
    monkeypatch.setattr(columnar, "BATCH_ROWS", 256)
    frame = pl.DataFrame({"lot": [f"L{number}" for number in range(5_000)]})
    frame.write_parquet(tmp_path / "lot.parquet", row_group_size=row_group)
    source = parquet_source(tmp_path / "lot.parquet", name="lot.parquet")
    for _time in range(2):
        batches = list(source.batches())
        assert max(batch.height for batch in batches) <= 256
        assert pl.concat(batches).equals(frame.with_row_index(ROW, offset=1).with_columns(pl.col(ROW).cast(pl.Int64)))
    assert source.rows == 5_000


def test_a_file_that_is_no_parquet_is_refused_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "lot.parquet").write_bytes(b"nothing of the kind")
    with pytest.raises(BooksError, match="Export it again"):
        parquet_source(tmp_path / "lot.parquet", name="lot.parquet")
