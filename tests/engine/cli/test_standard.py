"""``cupel standard``: what it prints and how it ends."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tests.engine.standard.tiny import CERTIFICATE, ROUTE, tiny_files, write
from typer.testing import CliRunner, Result

from cupel.cli.standard import app
from cupel.errors import StandardError
from cupel.standard import shipped_standards
from cupel.standard.units import GAP


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A tiny standard whose check speaks about facts that the engine has."""
    files = tiny_files()
    for revision in ("1.0.0", "2.0.0"):
        clause = files[f"clauses/{CERTIFICATE}/{revision}.yaml"]
        clause["checks"][0] |= {
            "applies": "known(certificate_delay)",
            "holds": "certificate_delay <= p.grace_days",
            "message": {"en": "Late by {certificate_delay}; allowed are {grace_days}."},
        }
        clause["exceptions"][0]["when"] = "erratum_corrects_date"
    return write(tmp_path / "tiny", files)


def cupel(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments), env={"COLUMNS": "120"})


def test_validate_prints_what_each_edition_holds(tiny: Path) -> None:
    result = cupel("validate", str(tiny))
    assert result.exit_code == 0
    rows = [line.split() for line in result.stdout.splitlines() if "effective" in line]
    assert [row[1:10:2] for row in rows] == [["2021", "effective", "6", "1", "1"], ["2022", "effective", "6", "1", "1"]]


def test_validate_prints_every_mistake_with_its_line_and_fails(tiny: Path) -> None:
    path = tiny / f"clauses/{ROUTE}/1.0.0.yaml"
    path.write_text(path.read_text().replace("level: must", "level: perhaps").replace("kind:", "kinds:"))
    result = cupel("validate", str(tiny))
    assert result.exit_code == 1
    assert f"clauses/{ROUTE}/1.0.0.yaml:4:8 level" in result.stderr
    assert "Did you mean kind?" in result.stderr
    assert "3 mistakes." in result.stderr


def test_validate_compiles_the_checks_and_points_at_the_character(tiny: Path) -> None:
    for revision in ("1.0.0", "2.0.0"):
        path = tiny / f"clauses/{CERTIFICATE}/{revision}.yaml"
        path.write_text(path.read_text().replace("holds: certificate_delay", "holds: certificate_dely"))
    result = cupel("validate", str(tiny))
    assert result.exit_code == 1
    assert "certificate_dely <= p.grace_days\n    ^\n" in result.stderr
    assert "Did you mean certificate_delay" in result.stderr


@pytest.mark.parametrize("key", sorted(shipped_standards()))
def test_a_shipped_standard_is_valid(key: str) -> None:
    assert cupel("validate", key).exit_code == 0


def test_validate_of_nothing_says_what_there_is() -> None:
    result = cupel("validate", "no/such/standard")
    assert isinstance(result.exception, StandardError)
    assert "mdd" in result.exception.remedy


def test_show_prints_an_edition_with_labels_in_the_margin(tiny: Path) -> None:
    lines = cupel("show", f"{tiny}@2022").stdout.splitlines()
    assert lines[0] == "Tiny Standard 2022"
    assert any(line.startswith("1.1") and "Clause 4" in line and "must" in line for line in lines)
    assert any(line.startswith(f"     The certificate must be on file 1{GAP}day from arrival.") for line in lines)


@pytest.mark.parametrize("name", ["2.1", CERTIFICATE])
def test_show_prints_a_clause_with_all_that_hangs_on_it(name: str, tiny: Path) -> None:
    shown = " ".join(cupel("show", f"{tiny}@2022", "--clause", name).stdout.split())
    assert "Parameter grace_days: 1 day Mail." in shown
    assert "certificate delay is at most 1 day (grace days)" in shown
    assert "Except where erratum corrects date (clause 2.1)." in shown


def test_show_of_a_clause_that_is_not_there_names_near_ones(tiny: Path) -> None:
    result = cupel("show", f"{tiny}@2022", "--clause", "2.11")
    assert isinstance(result.exception, StandardError)
    assert "2.1" in result.exception.remedy


def test_diff_prints_the_lists_and_a_redline(tiny: Path) -> None:
    shown = cupel("diff", f"{tiny}@2021", f"{tiny}@2022").stdout
    assert "Split (1)" in shown
    assert "1.3 Clause 4 → 1.1 Clause 4, 1.2 Clause 5" in shown
    assert "Moved (1)" in shown
    assert "The company keeps records {+of routes+}." in shown
    assert f"Parameter grace_days: 2{GAP}days → 1{GAP}day" in shown


def test_diff_of_an_edition_with_itself_says_so(tiny: Path) -> None:
    assert "print the same" in cupel("diff", f"{tiny}@2021", f"{tiny}@2021").stdout


def test_diff_gives_json(tiny: Path) -> None:
    data = json.loads(cupel("diff", f"{tiny}@2021", f"{tiny}@2022", "--format", "json").stdout)
    assert data["new"]["edition"] == "tiny@2022"


@pytest.mark.parametrize(("form", "word"), [("html", "<ins>"), ("json", '"insert"'), ("text", "{+")])
def test_diff_writes_to_a_file(form: str, word: str, tiny: Path, tmp_path: Path) -> None:
    out = tmp_path / "diff"
    result = cupel("diff", f"{tiny}@2021", f"{tiny}@2022", "--format", form, "--out", str(out))
    assert (result.exit_code, result.stdout) == (0, "")
    assert word in out.read_text(encoding="utf-8")


def test_schema_prints_a_schema_that_accepts_the_files_and_refuses_others(tiny: Path) -> None:
    schema = json.loads(cupel("schema").stdout)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    assert all(validator.is_valid(data) for data in tiny_files().values())
    assert not validator.is_valid({"key": "tiny"})
