"""Nobody real is named."""

from pathlib import Path

import polars as pl
from tests.engine.examples.told import Told

GENERIC = 4
"""Shorter words are not names."""


def invented_words(told: Told) -> set[str]:
    """The first words of all invented names, and the family names of persons."""
    names = [row["name"] for table in ("party", "site") for row in told.rows(table)]
    return {name.removeprefix("Port ").split()[0].casefold() for name in names}


def real_words(folder: Path) -> set[str]:
    """Words of the names in the reference data."""
    words: set[str] = set()
    for path in sorted(folder.rglob("*.parquet")) + sorted(folder.rglob("*.csv")):
        frame = (
            pl.read_parquet(path)
            if path.suffix == ".parquet"
            else pl.read_csv(path, infer_schema=False, ignore_errors=True)
        )
        for column in frame.columns:
            if "name" in column.lower() and frame.schema[column] == pl.String:
                words |= set(frame[column].drop_nulls().str.to_lowercase().str.split(" ").explode().to_list())
    return {word for word in words if word and len(word) > GENERIC}


def test_no_invented_name_is_a_word_of_a_real_one(told: Told, shared_data: Path) -> None:
    real = set().union(*(real_words(shared_data / part) for part in ("parties", "mines-smelters", "lists")))
    assert len(real) > 1000
    assert not invented_words(told) & real


def test_no_two_companies_begin_alike(told: Told) -> None:
    companies = [row["name"][:6] for row in told.rows("party") if row["kind"] != "person"]
    assert len(companies) == len(set(companies))
