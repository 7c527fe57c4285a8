"""Templates as people send them back: every row is a comment or is listed, with its place and what to do."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.consultation.drafts import BOOK, SENT

from cupel.consultation.data import GENERAL, Kind
from cupel.consultation.placing import Ground
from cupel.consultation.template.grid import Grid, GridRow
from cupel.consultation.template.reading import ReadTemplate, comments_in, read_template
from cupel.errors import ConsultationError

HEAD = [
    "MB/NC", "Line number", "Clause/Subclause", "Paragraph/Figure/Table", "Type of comment", "Comments",
    "Proposed change", "Observations",
]  # fmt: skip
CELLS = ["", "4.2", "te", "Five years is short.", "x", HEAD[5], HEAD[6], "note " * 9]
ROW = ["ZM", "", "4.2", "", "te", "Five years is short.", "Ten years.", ""]


def grid(*rows: list[str], spanned: tuple[int, ...] = ()) -> Grid:
    return Grid(
        "a.xlsx",
        "Sheet1",
        tuple(GridRow(n, tuple(row), spanned=n in spanned) for n, row in enumerate(rows, start=1)),
    )


def read(*rows: list[str], spanned: tuple[int, ...] = ()) -> ReadTemplate:
    return comments_in([grid(*rows, spanned=spanned)], SENT, BOOK)


def sheet(path: Path, *rows: Sequence[object], merged: tuple[str, ...] = ()) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    for each in merged:
        book.active.merge_cells(each)
    book.save(path)
    return path


@pytest.mark.parametrize(
    "head",
    [
        "MB/NC|Line number|Clause/Subclause|Paragraph/Figure/Table|Type of comment|Comments|Proposed change|O",
        "MB/NC1|Line (e.g. 17)|Clause/ Subclause (e.g. 3.1)|Figure/Table/|Type of comment2|Comments|Proposed change|O",
        "Member body|Line|Section|Table|Type|Comment (justification for change)|Proposed text|Resolution",
        "Organización|Línea|Cláusula|Párrafo|Tipo de comentario|Comentario|Cambio propuesto|Observaciones",
        "Organisme|Ligne|Article|Alinéa|Type de commentaire|Commentaires|Modification proposée|Réponse",
        "Mitglied|Zeile|Abschnitt|Absatz|Art des Kommentars|Kommentar|Änderungsvorschlag|Antwort",
        "Organização|Linha|Seção|Parágrafo|Tipo|Comentários|Alteração proposta|Resposta",
        "提出单位|行号|章条号|段落|意见类型|意见内容|修改建议|处理意见",
        "Coments by|Line nr|Clase|Figure|Type of coment|Coments|Proposed chnage|Observtions",
    ],
)
def test_headings_reworded_translated_or_misspelt_are_understood(head: str) -> None:
    (found,) = read(head.split("|"), ["17", "", "4.2", "Table 1", "ed", "A typo.", "Fix it.", ""]).comments
    comment = found.comment
    assert (comment.clause, comment.part, comment.kind) == ("u-4.2", "Table 1", Kind.EDITORIAL)
    assert (comment.text, comment.change) == ("A typo.", "Fix it.")


def test_columns_in_another_order_are_told_by_their_headings() -> None:
    (found,) = read(["Comments", "Clause", "Type", "Proposal"], ["Short.", "4.1", "te", "Longer."]).comments
    assert (found.comment.text, found.comment.clause, found.comment.change) == ("Short.", "u-4.1", "Longer.")


def test_without_headings_the_types_of_comment_tell_the_columns() -> None:
    found = read(ROW, ["CL", "", "4.1", "", "ed", "A typo.", "", ""])
    assert [each.comment.clause for each in found.comments] == ["u-4.2", "u-4.1"]
    assert all("no headings" in " ".join(each.remarks) for each in found.comments)


def test_fewer_columns_without_headings_are_told_by_what_is_in_them() -> None:
    (found, _other) = read(["4.2", "te", "Short.", "Longer."], ["4.3", "ed", "Typo", ""]).comments
    assert (found.comment.clause, found.comment.text, found.comment.change) == ("u-4.2", "Short.", "Longer.")


def test_a_heading_nobody_knows_is_told_by_its_place_and_said_so() -> None:
    head = [*HEAD[:5], "What we think", *HEAD[6:]]
    (found,) = read(head, ROW).comments
    assert found.comment.text == ROW[5]
    assert any("What we think" in remark for remark in found.remarks)


def test_a_table_of_something_else_is_listed_row_by_row() -> None:
    found = read(["Plant", "Tonnes"], ["North", "12"])
    assert not found.comments
    assert [row.place.row for row in found.unplaced] == [1, 2]
    assert all("Proposed change" in row.remedy for row in found.unplaced)


def test_headings_below_a_title_notes_blank_rows_and_hints() -> None:
    found = read(
        ["Comments on the draft"] * 8, [""] * 8, HEAD, ["(e.g. ZM)", "(e.g. 17)", "(e.g. 3.1)", *[""] * 5], ROW,
        ["1 MB = member body; 2 type: ge = general, te = technical, ed = editorial", *[""] * 7], spanned=(1,),
    )  # fmt: skip
    assert [each.place.row for each in found.comments] == [5]
    assert not found.unplaced
    assert [row.place.row for row in found.left] == [1, 6]


def test_headings_that_come_again_with_another_order_hold_from_there_on() -> None:
    swapped = [*HEAD[:5], HEAD[6], HEAD[5], HEAD[7]]
    found = read(HEAD, ROW, swapped, [*ROW[:5], "Six years.", "Too short again.", ""]).comments
    assert [each.comment.change for each in found] == ["Ten years.", "Six years."]


def test_a_row_without_a_comment_is_listed_with_its_place_and_what_to_do() -> None:
    (row,) = read(HEAD, ["ZM", "", "4.2", "", "te", "", "", ""]).unplaced
    assert (row.place.file, row.place.sheet, row.place.row, row.place.column) == ("a.xlsx", "Sheet1", 2, "Comments")
    assert "Comments" in row.remedy


def test_a_proposed_change_alone_is_a_comment() -> None:
    (found,) = read(HEAD, ["ZM", "", "4.2", "", "te", "", "Ten years.", ""]).comments
    assert (found.comment.text, found.comment.change) == ("", "Ten years.")


def test_an_empty_clause_may_mean_the_one_above_and_is_to_be_confirmed() -> None:
    _first, second = read(HEAD, ROW, ["ZM", "", "", "", "te", "Weights too.", "", ""]).comments
    assert (second.placement.uid, second.placement.others, second.comment.clause) == ("u-4.2", (GENERAL,), None)


def test_a_general_comment_without_a_clause_is_on_the_whole_document() -> None:
    _first, second = read(HEAD, ROW, ["ZM", "", "", "", "ge", "Well written.", "", ""]).comments
    assert (second.comment.clause, second.placement.ground) == (GENERAL, Ground.WHOLE)


def test_ditto_marks_stand_for_the_clause_above() -> None:
    _first, second = read(HEAD, ROW, ["ZM", "", "idem", "", "te", "Weights too.", "", ""]).comments
    assert second.comment.clause == "u-4.2"


def test_an_unknown_type_is_told() -> None:
    (found,) = read(HEAD, [*ROW[:4], "major", *ROW[5:]]).comments
    assert found.comment.kind is Kind.TECHNICAL
    assert any("'major'" in remark for remark in found.remarks)


def test_a_wrong_number_is_never_placed_silently() -> None:
    (found,) = read(HEAD, [*ROW[:2], "3.7", *ROW[3:]]).comments
    assert (found.comment.clause, found.placement.uid, found.placement.ground) == (None, "u-4.3", Ground.FORMER)


@given(st.lists(st.lists(st.sampled_from(CELLS), min_size=8, max_size=8), max_size=8))
def test_no_row_is_lost(rows: list[list[str]]) -> None:
    found = read(HEAD, *rows)
    told = {each.place.row for each in found.comments} | {row.place.row for row in found.left}
    for number, row in enumerate(rows, start=2):
        written = {cell for cell in row if cell} - {HEAD[5], HEAD[6]}
        if written and HEAD[5] not in row and HEAD[6] not in row:
            assert number in told


@pytest.mark.parametrize("twice", [False, True])
def test_the_same_file_gives_the_same_ids(tmp_path: Path, twice: bool) -> None:
    path = sheet(tmp_path / "a.xlsx", HEAD, ROW, *([ROW] if twice else []))
    first, second = (read_template(path, SENT, BOOK).comments for _time in range(2))
    ids = [each.comment.id for each in first]
    assert ids == [each.comment.id for each in second]
    assert len(set(ids)) == len(ids) == 1 + twice


def test_merged_cells_of_a_workbook_hold_for_every_row_they_cover(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Comments", *[None] * 7],
        [*HEAD],
        [*ROW],
        ["CL", "", None, "", "ed", "A typo.", "", ""],
    ]
    path = sheet(tmp_path / "a.xlsx", *rows, merged=("A1:H1", "C3:C4"))
    found = read_template(path, SENT, BOOK)
    assert [each.comment.clause for each in found.comments] == ["u-4.2", "u-4.2"]
    assert [row.note for row in found.left] == [True]


def test_numbers_that_a_spreadsheet_made_of_labels_are_read(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", [*HEAD], ["ZM", 17, 4.2, "", "te", "Short.", 10, ""])
    (found,) = read_template(path, SENT, BOOK).comments
    assert (found.comment.clause, found.comment.line, found.comment.change) == ("u-4.2", "17", "10")


def test_merged_cells_and_tracked_deletions_of_a_document(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=3, cols=8)
    for cell, text in zip(table.rows[0].cells, HEAD, strict=True):
        cell.text = text
    for line, text in ((1, "Too short."), (2, "Too long.")):
        for place, words in ((2, "4.2"), (4, "te"), (5, text)):
            table.cell(line, place).text = words if line == 1 or place != 2 else ""
    table.cell(1, 2).merge(table.cell(2, 2))
    deleted = OxmlElement("w:del")
    run, gone = OxmlElement("w:r"), OxmlElement("w:delText")
    gone.text = "withdrawn words"
    run.append(gone)
    deleted.append(run)
    paragraph = table.cell(1, 5).paragraphs[0]._p
    paragraph.append(deleted)
    assert paragraph.find(qn("w:del")) is not None
    path = tmp_path / "a.docx"
    document.save(str(path))
    found = read_template(path, SENT, BOOK).comments
    assert [(each.comment.clause, each.comment.text) for each in found] == [
        ("u-4.2", "Too short."),
        ("u-4.2", "Too long."),
    ]


def test_several_sheets_and_tables_are_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name in ("a", "b"):
        more = book.create_sheet(name)
        more.append(HEAD)
        more.append(ROW)
    path = tmp_path / "a.xlsx"
    book.save(path)
    assert [each.place.sheet for each in read_template(path, SENT, BOOK).comments] == ["a", "b"]


def test_a_sheet_that_spans_millions_of_empty_cells_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["XFD1048576"] = "x"
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(ConsultationError, match="spans more"):
        read_template(tmp_path / "a.xlsx", SENT, BOOK)


@pytest.mark.parametrize("name", ["a.xlsx", "a.docx"])
def test_entities_bombs_and_broken_files_are_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"no zip")
    with pytest.raises(ConsultationError):
        read_template(path, SENT, BOOK)
    for content in (b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>', b"0" * (300 << 20)):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr("word/document.xml", content)
        with pytest.raises(ConsultationError) as refused:
            read_template(path, SENT, BOOK)
        assert refused.value.place.file == name


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConsultationError, match="neither"):
        read_template(tmp_path / "a.pdf", SENT, BOOK)
