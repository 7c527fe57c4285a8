"""The reference page names every format, table, column and code."""

from pathlib import Path

import pytest

from cupel.screening.lists import FORMATS
from cupel.screening.tables import SCHEMES, TABLES, TOPICS

PAGE = " ".join((Path(__file__).parents[4] / "docs" / "reference" / "lists.md").read_text(encoding="utf-8").split())


@pytest.mark.parametrize("key", FORMATS)
def test_formats_are_described(key: str) -> None:
    assert f"| `{key}` |" in PAGE


@pytest.mark.parametrize("table", TABLES)
def test_columns_are_described(table: str) -> None:
    row = PAGE[PAGE.index(f"| `{table}` | `") :].split(" | ")[1]
    assert [name for name in TABLES[table].columns() if f"`{name}`" not in row] == []


def test_codes_are_described() -> None:
    assert ", ".join(TOPICS) in PAGE
    assert ", ".join(SCHEMES) in PAGE
