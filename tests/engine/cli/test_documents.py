"""``cupel standard export``, ``import`` and ``read-back``."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from tests.engine.standard.tiny import CERTIFICATE, tiny_files, write
from typer.testing import CliRunner, Result

from cupel.cli.standard import app
from cupel.errors import DocumentError
from cupel.standard import load_standard


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return write(tmp_path / "tiny", tiny_files())


def cupel(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(each) for each in arguments], env={"COLUMNS": "160"})


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("docx", b"PK"),
        ("pdf", b"%PDF-"),
        ("html", b"<!doctype html>"),
        ("redline-docx", b"PK"),
        ("redline-pdf", b"%PDF-"),
        ("redline-html", b"<!DOCTYPE html>"),
    ],
)
def test_export_writes_each_kind_of_file(form: str, begins: bytes, tiny: Path, tmp_path: Path) -> None:
    out = tmp_path / "made"
    since = ("--since", f"{tiny}@2021") if form.startswith("redline") else ()
    result = cupel("export", f"{tiny}@2022", "--to", form, *since, "--out", out)
    assert (result.exit_code, result.stdout) == (0, f"tiny@2022 written to {out}\n")
    assert out.read_bytes().lstrip().startswith(begins)


def test_tracked_changes_have_the_author_and_the_date_given(tiny: Path, tmp_path: Path) -> None:
    made = []
    for _time in range(2):
        out = tmp_path / "redline.docx"
        arguments = ("--since", f"{tiny}@2021", "--author", "Working Group", "--date", "2026-01-02T03:04:05")
        assert cupel("export", f"{tiny}@2022", "--to", "redline-docx", *arguments, "--out", out).exit_code == 0
        made.append(out.read_bytes())
    assert made[0] == made[1]
    xml = Document(BytesIO(made[0])).element.xml
    assert 'w:author="Working Group" w:date="2026-01-02T03:04:05Z"' in xml


@pytest.mark.parametrize("arguments", [("--to", "redline-pdf"), ("--to", "pdf", "--since", "mdd@2021")])
def test_a_redline_needs_the_older_edition_and_nothing_else_does(arguments: tuple[str, ...], tmp_path: Path) -> None:
    result = cupel("export", "mdd@2023", *arguments, "--out", tmp_path / "made")
    assert result.exit_code == 2
    assert "--since" in result.stderr
    assert not (tmp_path / "made").exists()


def test_import_makes_a_standard_and_tells_what_it_filled_in(tiny: Path, tmp_path: Path) -> None:
    cupel("export", f"{tiny}@2022", "--to", "docx", "--out", tmp_path / "sent.docx")
    result = cupel("import", tmp_path / "sent.docx", "--out", tmp_path / "owner", "--edition", "2026")
    assert result.exit_code == 0
    assert "6 clauses written to" in result.stdout
    standard = load_standard(tmp_path / "owner")
    assert standard.key == "owner"
    assert list(standard.edition("2026").labels.values()) == ["1", "1.1", "1.2", "2", "2.1", "2.2"]


def test_import_does_not_write_over_a_folder(tiny: Path, tmp_path: Path) -> None:
    cupel("export", f"{tiny}@2022", "--to", "docx", "--out", tmp_path / "sent.docx")
    result = cupel("import", tmp_path / "sent.docx", "--out", tiny)
    assert isinstance(result.exception, DocumentError)
    assert result.exception.code == "document-out"


def test_import_of_what_is_no_word_file_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_text("Dear all,")
    result = cupel("import", tmp_path / "letter.docx", "--out", tmp_path / "owner")
    assert isinstance(result.exception, DocumentError)
    assert not (tmp_path / "owner").exists()


def test_read_back_says_that_nothing_changed(tiny: Path, tmp_path: Path) -> None:
    cupel("export", f"{tiny}@2022", "--to", "docx", "--out", tmp_path / "sent.docx")
    assert "says what the edition says" in cupel("read-back", tmp_path / "sent.docx", f"{tiny}@2022").stdout


def test_read_back_tells_what_somebody_changed(tiny: Path, tmp_path: Path) -> None:
    cupel("export", f"{tiny}@2022", "--to", "docx", "--out", tmp_path / "sent.docx")
    document = Document(str(tmp_path / "sent.docx"))
    text = next(each for each in document.paragraphs if "must be on file" in each.text)
    text.runs[0].text = text.runs[0].text.replace("certificate", "original certificate")
    document.save(str(tmp_path / "back.docx"))
    shown = cupel("read-back", tmp_path / "back.docx", f"{tiny}@2022")
    assert "{+original+}" in shown.stdout
    data = json.loads(cupel("read-back", tmp_path / "back.docx", f"{tiny}@2022", "--format", "json").stdout)
    assert data["changes"][0]["uid"] == CERTIFICATE
    assert data["same_edition"] is True
