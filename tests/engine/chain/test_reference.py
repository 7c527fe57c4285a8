"""The reference page says what the schemas say."""

from pathlib import Path

from cupel.chain import reference_markdown
from cupel.chain.tables import TABLES, metadata

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "tables.md"


def test_the_page_on_disk_is_the_page_made_from_the_schemas() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference_markdown(), (
        "write it again: python -c 'from cupel.chain import reference_markdown as page; print(page(), end=\"\")' "
        "> docs/reference/tables.md"
    )


def test_every_column_is_described() -> None:
    page = reference_markdown()
    for table in TABLES:
        assert f"## {table}\n" in page
        for column, facts in metadata(table).items():
            assert f"| `{column}` |" in page
            assert facts["doc"]
