"""Fixtures: a tiny standard on disk, and the engines that every expression must agree on."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import narwhals.stable.v2 as nw
import polars as pl
import pytest
from tests.engine.standard.tiny import tiny_files, write

Frame = Any
Evaluate = Callable[[pl.DataFrame, Mapping[str, nw.Expr]], dict[str, list[Any]]]
ORDER = "row"


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """The folder of the tiny standard."""
    return write(tmp_path / "tiny", tiny_files())


def on_polars(frame: pl.DataFrame) -> Frame:
    return frame


def on_duckdb(frame: pl.DataFrame) -> Frame:
    return duckdb.from_arrow(frame.to_arrow())


@pytest.fixture(params=[on_polars, on_duckdb], ids=["polars", "duckdb"], scope="session")
def engine(request: pytest.FixtureRequest) -> Callable[[pl.DataFrame], Frame]:
    """Puts a frame onto one of the engines."""
    put: Callable[[pl.DataFrame], Frame] = request.param
    return put


@pytest.fixture(scope="session")
def backend(engine: Callable[[pl.DataFrame], Frame]) -> Evaluate:
    """Evaluates expressions on one of the engines; the columns, in the order of the rows given."""

    def evaluate(frame: pl.DataFrame, expressions: Mapping[str, nw.Expr]) -> dict[str, list[Any]]:
        numbered = nw.from_native(engine(frame.with_row_index(ORDER)))
        asked = [expression.alias(name) for name, expression in expressions.items()]
        found = numbered.with_columns(*asked).select(ORDER, *expressions).sort(ORDER).to_native()
        table = found if isinstance(found, pl.DataFrame) else pl.from_arrow(found.to_arrow_table())
        assert isinstance(table, pl.DataFrame)
        return {name: table[name].to_list() for name in expressions}

    return evaluate
