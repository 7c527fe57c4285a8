"""What the reference says is what the code says."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from docs.generate import PAGES, REFERENCE
from jsonschema import Draft202012Validator

from cupel.diligence import VOCABULARY, run_standard
from cupel.diligence.columns import OUTPUTS, findings_json_schema, polars_schema
from cupel.standard import Edition, json_schema, load_standard, shipped_standards, text_in, with_unit
from cupel.standard.expression.functions import FUNCTIONS
from cupel.standard.files.meanings import MEANINGS


@pytest.fixture(scope="module")
def out(generated: Path, edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a run over the generated books."""
    return run_standard(generated, edition=edition, out=tmp_path_factory.mktemp("run") / "out").out


def page(name: str) -> str:
    """A reference page as it is on disk."""
    return (REFERENCE / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "made"), PAGES.items(), ids=PAGES)
def test_a_page_on_disk_is_the_page_made_from_the_code(name: str, made: Callable[[], str]) -> None:
    assert page(name) == made(), "write it again: python -m docs.generate"


def test_the_list_of_kinds_has_every_kind_of_every_edition() -> None:
    standard = load_standard(shipped_standards()["mdd"])
    kinds = {bound.check.finding for edition in standard.editions.values() for bound in edition.checks()}
    headings = {line.removeprefix("## ") for line in page("finding-kinds.md").splitlines() if line.startswith("## ")}
    assert headings == kinds


def test_the_vocabulary_has_every_fact_with_words() -> None:
    text = page("facts.md")
    assert [fact.name for fact in VOCABULARY.facts if f"`{fact.name}`: " not in text or not fact.doc] == []


def test_the_language_page_names_every_function() -> None:
    text = page("expressions.md")
    assert [name for name in FUNCTIONS if f"`{name}(" not in text and f"{name}(" not in text] == []


def test_every_key_of_a_standards_files_has_a_meaning() -> None:
    seen: set[str] = set()

    def walk(schema: dict[str, Any], path: str) -> None:
        for name, inner in schema.get("properties", {}).items():
            seen.add(f"{path}.{name}")
            assert inner["description"], f"{path}.{name}"
            walk(inner.get("items", inner), f"{path}.{name}")

    for name, definition in json_schema()["$defs"].items():
        walk(definition, name)
    assert seen == set(MEANINGS)


@pytest.mark.parametrize("output", OUTPUTS)
def test_a_file_has_the_columns_that_are_told(output: str, out: Path) -> None:
    found = pl.read_parquet(out / f"{output}.parquet")
    coded = {name for name, kind in found.schema.items() if isinstance(kind, pl.Enum)}
    assert found.cast(dict.fromkeys(coded, pl.String)).schema == pl.Schema(polars_schema(output))
    for name, column in OUTPUTS[output].items():
        if column.codes:
            assert set(found[name].cast(pl.String)) <= set(column.codes), name
        if not column.optional:
            assert found[name].null_count() == 0, name


def test_findings_json_follows_its_schema_and_says_what_the_table_says(out: Path) -> None:
    Draft202012Validator.check_schema(findings_json_schema())
    found = json.loads((out / "findings.json").read_text(encoding="utf-8"))
    assert found
    Draft202012Validator(findings_json_schema()).validate(found)
    table = pl.read_parquet(out / "findings.parquet").to_dicts()
    assert found == [{**row, "values": json.loads(row["values"])} for row in table]


@pytest.mark.parametrize(
    "change", [{"state": "false"}, {"severity": "grave"}, {"values": "{}"}, {"rows": "lot:1"}, {"more": 1}]
)
def test_another_finding_breaks_the_schema(change: dict[str, Any], out: Path) -> None:
    finding = json.loads((out / "findings.json").read_text(encoding="utf-8"))[0]
    assert not Draft202012Validator(findings_json_schema()).is_valid([{**finding, **change}])


def test_the_table_of_sensitivity_has_every_parameter_with_its_shipped_value_and_reason(edition: Edition) -> None:
    parts = {part.partition("\n")[0]: part for part in page("sensitivity.md").split("\n## ")}
    for bound in edition.checks():
        part = parts[bound.check.finding]
        for name, parameter in bound.parameters.items():
            value = parameter.value
            number = isinstance(value, int | float) and not isinstance(value, bool)
            shown = with_unit(value, parameter.unit) if number else value  # type: ignore[arg-type]
            assert f"| `{name}` | **{shown}** |" in part
            assert f"- `{name}`: {text_in(parameter.reason)}" in part
