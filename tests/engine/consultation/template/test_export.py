"""The template written and read again: the same comments, also after LibreOffice saved it, and no formulas."""

import zipfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.engine.consultation.drafts import BOOK, SENT, comment
from tests.engine.consultation.template.office import saved_again

from cupel.consultation.consent import published
from cupel.consultation.data import GENERAL, Comment, Consent, Kind
from cupel.consultation.disposition import Decision, Disposition, agree, propose
from cupel.consultation.template.document import write_document
from cupel.consultation.template.reading import read_template
from cupel.consultation.template.rows import TemplateRow, empty_rows, own_rows, published_rows
from cupel.consultation.template.workbook import write_workbook
from cupel.consultation.versions import merge

Write = Callable[..., None]
WRITERS: list[tuple[str, Write]] = [("xlsx", write_workbook), ("docx", write_document)]
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn")) | st.sampled_from("\n=+-@<&"), max_size=60
)
KEPT = [
    comment(1, text='=HYPERLINK("x")', change="+1 year\nand a second line", part="Table 1", line="17"),
    comment(2, kind=Kind.GENERAL, clause=GENERAL, label="", text="Gut lesbar; 全文很好。"),
    comment(3, clause=None, label="9.9", kind=Kind.EDITORIAL, text="@here a typo", change=""),
    comment(4, clause="u-4.3", label="Clause 4.3", text="", change="-30 days"),
]


def written(folder: Path, kind: str, write: Write, rows: Iterable[TemplateRow]) -> Path:
    path = folder / f"comments.{kind}"
    write(path, rows, title="Draft 2026")
    return path


def read(path: Path) -> list[Comment]:
    found = read_template(path, SENT, BOOK)
    assert not found.unplaced
    return [each.comment for each in found.comments]


@pytest.mark.parametrize(("kind", "write"), WRITERS)
def test_comments_that_were_exported_come_back_unchanged(tmp_path: Path, kind: str, write: Write) -> None:
    path = written(tmp_path, kind, write, own_rows(KEPT, {}, BOOK))
    merged = merge(read(path), {each.id: each for each in KEPT})
    assert merged.unchanged == tuple(each.id for each in KEPT)
    assert (merged.added, merged.edited, merged.absent) == ((), (), ())


@pytest.mark.parametrize(("kind", "write"), WRITERS)
def test_every_row_stands_after_libreoffice_saved_it(tmp_path: Path, kind: str, write: Write) -> None:
    rows = [*own_rows(KEPT, {}, BOOK), *empty_rows(BOOK)]
    path = written(tmp_path, kind, write, rows)
    again = saved_again(path, tmp_path / "again")
    before, after = read_template(path, SENT, BOOK), read_template(again, SENT, BOOK)
    assert [(each.row_id, each.comment.content) for each in after.comments] == [
        (each.row_id, each.comment.content) for each in before.comments
    ]
    assert not merge([each.comment for each in after.comments], {each.id: each for each in KEPT}).edited


@pytest.mark.parametrize(("kind", "write"), WRITERS)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4))
def test_any_text_comes_back_as_it_was(tmp_path: Path, kind: str, write: Write, texts: list[tuple[str, str]]) -> None:
    kept = [
        comment(number, text=text, change=change)
        for number, (text, change) in enumerate(texts)
        if text.strip() or change.strip()
    ]
    if kept:
        found = read(written(tmp_path, kind, write, own_rows(kept, {}, BOOK)))
        assert [each.content for each in found] == [each.content for each in kept]


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    path = written(tmp_path, "xlsx", write_workbook, own_rows(KEPT, {}, BOOK))
    cells = [cell for row in openpyxl.load_workbook(path)["Comments"].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    assert all(cell.quotePrefix for cell in cells if str(cell.value or "").startswith(("=", "+", "-", "@")))
    assert b"<f>" not in zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(("kind", "write"), WRITERS)
def test_empty_rows_are_for_writing_in_and_are_no_comments(tmp_path: Path, kind: str, write: Write) -> None:
    found = read_template(written(tmp_path, kind, write, empty_rows(BOOK)), SENT, BOOK)
    assert not found.comments
    assert not found.unplaced


def test_an_edited_row_is_a_new_version_of_its_comment(tmp_path: Path) -> None:
    path = written(tmp_path, "xlsx", write_workbook, own_rows(KEPT, {}, BOOK))
    book = openpyxl.load_workbook(path)
    book["Comments"]["G5"] = "Twelve years."
    book.save(path)
    (edited,) = merge(read(path), {each.id: each for each in KEPT}).edited
    assert (edited.id, edited.version, edited.change, edited.text) == ("c1", 2, "Twelve years.", KEPT[0].text)


def test_a_copied_row_is_a_comment_of_its_own(tmp_path: Path) -> None:
    rows = own_rows(KEPT[:1], {}, BOOK)
    found = read_template(written(tmp_path, "xlsx", write_workbook, rows * 2), SENT, BOOK)
    first, second = found.comments
    assert first.comment.id == "c1"
    assert second.comment.id != "c1"
    assert any("copy" in remark for remark in second.remarks)


def test_somebody_elses_comment_is_not_edited_by_a_row_with_its_id(tmp_path: Path) -> None:
    path = written(tmp_path, "xlsx", write_workbook, own_rows(KEPT[:1], {}, BOOK))
    other = replace(KEPT[0], submission=replace(SENT, id="s2"), text="Another text.")
    merged = merge(read(path), {"c1": other})
    assert [each.id for each in merged.refused] == ["c1"]
    assert not merged.edited


def test_observations_are_filled_when_a_decision_is_agreed() -> None:
    proposed = propose(Disposition(comment="c1"), Decision.PARTLY, reason="Seven years is the law.")
    open_, agreed = (own_rows(KEPT[:1], {"c1": each}, BOOK)[0] for each in (proposed, agree(proposed)))
    assert list(open_.texts())[-1] == ""
    assert list(agreed.texts())[-1] == "Partly accepted. Seven years is the law."


def test_rows_for_everybody_hold_what_is_published_only() -> None:
    silent = replace(SENT, consent=Consent.NOT_PUBLISHED)
    (row,) = published_rows(published([comment(submission=silent)]), {}, BOOK)
    told = " ".join(row.texts())
    assert "Five years" not in told
    assert SENT.commenter not in told
    assert "4.2" in told


@pytest.mark.parametrize(("kind", "write"), WRITERS)
def test_rows_without_an_id_are_told_by_what_they_say(tmp_path: Path, kind: str, write: Write) -> None:
    rows = [TemplateRow(cells=each.cells) for each in own_rows(KEPT, {}, BOOK)]
    path = written(tmp_path, kind, write, rows)
    first, second = read(path), read(path)
    assert [each.id for each in first] == [each.id for each in second]
    assert len({each.id for each in first}) == len(KEPT)
    assert merge(second, {each.id: each for each in first}).unchanged == tuple(each.id for each in first)
