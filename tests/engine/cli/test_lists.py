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
    assert [line.split()[:4] for line in lines[1:]] == [
        ["ofac@2026-01-05", "4", "9", "0"],
        ["ofac@second", "3", "5", "1"],
    ]


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


def _at(columns: int, *arguments: str | Path) -> list[str]:
    runner = CliRunner(env={"COLUMNS": str(columns)})
    return runner.invoke(app, [str(argument) for argument in arguments]).stdout.splitlines()


@pytest.mark.parametrize("columns", [44, 60, 80, 160])
def test_show_breaks_no_line_and_no_name(columns: int, store: Path) -> None:
    lines = _at(columns, "show", "--store", store)
    assert [line.split()[0] for line in lines] == ["Version", "ofac@2026-01-05", "ofac@second"]
    assert max(len(line) for line in lines) <= columns


def test_show_tells_the_day_of_publication_where_the_label_does_not(store: Path) -> None:
    lines = run("show", "--store", store).stdout.splitlines()
    assert "Published" in lines[0]
    assert "2026-01-05" not in lines[1].removeprefix("ofac@2026-01-05")
    assert "2026-02-05" in lines[2]


def test_show_folds_a_name_that_no_line_holds(tmp_path: Path) -> None:
    file, store = tmp_path / "own.csv", tmp_path / "store"
    file.write_text("id,name\n1,Qorvanel\n", encoding="utf-8")
    name = "a" * 60
    run("import", file, "--list", name, "--label", name, "--store", store)
    lines = _at(80, "show", "--store", store)[1:]
    assert "".join(line.split()[0] for line in lines) == f"{name}@{name}"
    assert lines[0].split()[1:] == ["1", "1", "0"]


def test_hashes_of_a_version_stand_on_one_line(store: Path) -> None:
    lines = _at(80, "show", "ofac@second", "--store", store)
    assert [len(line.strip()) for line in lines if line.startswith("  ") and " " not in line.strip()] == [64, 64]


def test_a_list_most_of_which_could_not_be_read_says_so(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text("id,name\n1,Qorvanel\n2,\n3,\n", encoding="utf-8")
    assert (
        "Most records could not be read" in run("import", file, "--list", "own", "--store", tmp_path / "store").stdout
    )
