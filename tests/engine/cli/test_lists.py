"""``cupel lists`` as a person uses it."""

import json
from pathlib import Path

import pytest
from tests.engine.screening.lists.hand_made import ofac, ofac_folder
from typer.testing import CliRunner, Result

from cupel.cli.lists import app
from cupel.errors import ListError


def run(*arguments: str | Path) -> Result:
    return CliRunner(env={"COLUMNS": "160"}).invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with two versions of a list: an entity went, one changed its birth date."""
    store, source = tmp_path / "store", tmp_path / "source"
    source.mkdir()
    ofac_folder(source)
    assert run("import", source, "--list", "ofac", "--store", store, "--date", "2026-01-05").exit_code == 0
    text = ofac("sdn.csv").replace("DOB 25 Jan 1965", "DOB 26 Jan 1965").split("\n")
    broken = "105,BROKEN"
    (source / "sdn.csv").write_text("\n".join([broken, text[0], text[1], text[2]]), encoding="utf-8")
    for name in ("alt.csv", "add.csv", "sdn_comments.csv"):
        (source / name).unlink()
    result = run("import", source, "--list", "ofac", "--store", store, "--label", "second", "--date", "2026-02-05")
    assert result.exit_code == 0
    assert "4 records read, 3 entities kept, 1 rejected." in result.stdout
    assert "2 cells where there should be 12" in result.stdout
    return store


def test_show_lists_versions_with_counts(store: Path) -> None:
    lines = run("show", "--store", store).stdout.splitlines()
    assert lines[1].split()[:2] == ["ofac@2026-01-05", "2026-01-05"]
    assert lines[1].split()[-3:-1] == ["4", "9"]
    assert lines[2].split()[0] == "ofac@second"


def test_show_of_one_version_has_its_quarantine(store: Path) -> None:
    result = run("show", "ofac@second", "--store", store, "--json")
    data = json.loads(result.stdout)
    assert data["rows"]["quarantine"] == 1
    assert [(row["file"], row["line"]) for row in data["quarantine"]] == [("sdn.csv", 1)]
    assert "In quarantine" in run("show", "ofac@second", "--store", store).stdout


def test_show_of_an_empty_store_says_what_to_do(tmp_path: Path) -> None:
    assert "cupel lists import" in run("show", "--store", tmp_path / "none").stdout


def test_diff_as_text_and_as_json(store: Path) -> None:
    names = ("ofac@2026-01-05", "ofac@second", "--store", store)
    text = run("diff", *names).stdout
    assert "0 added, 1 removed, 2 changed." in text
    assert "VELMUR HOLDING" in text
    data = json.loads(run("diff", *names, "--json").stdout)
    assert [row["entity_id"] for row in data["removed"]] == ["104"]
    groups = {row["entity_id"]: row["groups"] for row in data["changed"]}
    assert "birth" in groups["102"]
    assert "birth" not in groups["101"]


def test_diff_of_a_version_with_itself_is_empty(store: Path) -> None:
    assert "Nothing differs." in run("diff", "ofac@second", "ofac@second", "--store", store).stdout


def test_columns_are_given_as_pairs(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text("Firma\nQorvanel\n", encoding="utf-8")
    arguments = ("import", file, "--list", "own", "--store", tmp_path / "store", "--format", "own")
    assert run(*arguments, "--column", "Firma").exit_code == 2
    assert run(*arguments, "--column", "name=Firma").exit_code == 0


def test_a_file_that_is_no_list_keeps_the_earlier_version(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text("<html/>", encoding="utf-8")
    result = run("import", file, "--list", "ofac", "--store", store)
    assert isinstance(result.exception, ListError)
    assert len(json.loads(run("show", "ofac", "--store", store, "--json").stdout)) == 2
