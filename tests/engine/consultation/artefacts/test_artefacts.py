"""The artefacts as files: what they tell, what they keep to themselves, and that they open."""

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from bs4 import BeautifulSoup
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdfium2 import PdfDocument
from tests.engine.consultation.drafts import SENT, comment, round_of
from tests.engine.consultation.template.office import saved_again

from cupel.consultation import GENERAL, Cluster, Consent, Decision, Disposition, agree, propose
from cupel.consultation.artefacts.content import Bar, Content, Picture
from cupel.consultation.artefacts.html import write_html
from cupel.consultation.artefacts.pages import feedback, response, synopsis_content
from cupel.consultation.artefacts.pdf import write_pdf
from cupel.consultation.artefacts.pictures import bars_svg
from cupel.consultation.artefacts.word import write_docx
from cupel.consultation.artefacts.workbook import write_xlsx
from cupel.consultation.record import Consultation

Write = Callable[[Content, Path], None]
WRITERS: dict[str, Write] = {"html": write_html, "xlsx": write_xlsx, "docx": write_docx, "pdf": write_pdf}
PAGES: dict[str, Callable[[Consultation], Content]] = {
    "feedback": feedback, "response": response, "synopsis": synopsis_content,
}  # fmt: skip
SILENT = replace(SENT, id="s2", consent=Consent.NOT_PUBLISHED, organisation="Quiet Harbour", commenter="")
VEILED = replace(SENT, id="s3", consent=Consent.ANONYMOUS, organisation="Veiled Creek", commenter="", country="CL")
ROUND = round_of(
    [
        comment(1, text="<b>=HYPERLINK</b> & more\nsecond line"),
        comment(2, submission=SILENT, text="A secret wish"),
        comment(3, submission=VEILED, clause="u-4.3", text="We at Veiled Creek agree."),
        comment(4, clause=GENERAL, text="Well written."),
        comment(5, clause=None, text="Somewhere."),
    ],
    {"c1": agree(propose(Disposition(comment="c1"), Decision.PARTLY, reason="Seven years is the law."))},
    clusters=(Cluster(id="k", comments=("c1", "c2")),),
    opened=date(2026, 3, 2),
    closed=date(2026, 5, 1),
)


def texts(path: Path) -> str:
    """All that a file says."""
    match path.suffix:
        case ".html":
            return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").get_text(" ")
        case ".xlsx":
            cells = (cell for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row)
            return " ".join(str(cell.value) for cell in cells if cell.value)
        case ".pdf":
            pages = PdfDocument(path)
            return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pages).split())
    document = Document(str(path))
    shown = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join([*(each.text for each in document.paragraphs), *shown])


def written(folder: Path, page: str, kind: str, consultation: Consultation = ROUND) -> Path:
    path = folder / f"{page}.{kind}"
    WRITERS[kind](PAGES[page](consultation), path)
    return path


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("kind", WRITERS)
def test_no_feedback_is_a_valid_artefact(tmp_path: Path, page: str, kind: str) -> None:
    assert "No feedback was received." in texts(written(tmp_path, page, kind, round_of([])))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("kind", WRITERS)
def test_what_authors_keep_back_is_in_no_file(tmp_path: Path, page: str, kind: str) -> None:
    path = written(tmp_path, page, kind)
    parts = [path.read_bytes(), texts(path).encode()]
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as file:
            parts += [file.read(name) for name in file.namelist()]
    raw = b"".join(parts)
    for word in (b"secret", b"Quiet Harbour", b"Veiled Creek"):
        assert word not in raw


@pytest.mark.parametrize("kind", WRITERS)
def test_all_feedback_is_told_by_clause(tmp_path: Path, kind: str) -> None:
    told = texts(written(tmp_path, "feedback", kind))
    for words in ("4.2 Records kept", "The whole document", "Not placed", "<b>=HYPERLINK</b> & more", "Ten years."):
        assert words in told
    assert "Head of sourcing, Lake Smelting, Refiner, ZM" in told
    assert "[not published]" in told
    assert "We at [name] agree." in told


@pytest.mark.parametrize("kind", WRITERS)
def test_the_response_tells_decision_reason_and_what_the_draft_says_now(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"response.{kind}"
    WRITERS[kind](response(ROUND, {"c1": "Records are kept seven years."}), path)
    told = texts(path)
    for words in ("partly accepted", "Seven years is the law.", "Records are kept seven years.", "open"):
        assert words in told


@pytest.mark.parametrize("kind", WRITERS)
def test_the_synopsis_counts_with_and_without_duplicates(tmp_path: Path, kind: str) -> None:
    told = texts(written(tmp_path, "synopsis", kind))
    assert "Comments: 5, in submissions: 3." in told
    assert "they hold 4 positions" in told
    assert "1 is counted and not shown" in told
    for words in ("Refiner", "English", "Chile", "Zambia", "partly accepted"):
        assert words in told


def test_the_page_needs_no_network_and_each_comment_has_its_place(tmp_path: Path) -> None:
    page = BeautifulSoup(written(tmp_path, "feedback", "html").read_text(encoding="utf-8"), "html.parser")
    assert not page.find_all(["script", "link", "img", "iframe", "object"])
    ids = [str(each["id"]) for each in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert {"c-c1", "c-c2", "c-c3", "c-c4", "c-c5"} <= set(ids)
    assert {str(each["href"])[1:] for each in page.find_all(href=True)} <= set(ids)


@pytest.mark.parametrize("kind", WRITERS)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(min_size=1, max_size=60))
def test_any_text_can_be_written(tmp_path: Path, kind: str, text: str) -> None:
    made = round_of([comment(1, text=text, change=text)], {}, title=text)
    assert written(tmp_path, "feedback", kind, made).stat().st_size
    texts(tmp_path / f"feedback.{kind}")


def test_signs_that_the_fonts_lack_are_boxes_in_a_pdf_that_says_so(tmp_path: Path) -> None:
    made = round_of([comment(1, text="The law: 法律", change="Quite plain")], {}, title="法")
    told = texts(written(tmp_path, "feedback", "pdf", made))
    assert "The law: □□" in told
    assert "Quite plain" in told
    assert "are shown as □; the HTML and Word files have them" in told
    assert "□" not in texts(written(tmp_path, "feedback", "pdf"))


def test_no_cell_of_the_workbook_is_a_formula(tmp_path: Path) -> None:
    path = written(tmp_path, "feedback", "xlsx", round_of([comment(1, text="=1+1", change="@x")]))
    cells = [cell for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}


def test_the_same_round_gives_the_same_bytes(tmp_path: Path) -> None:
    for kind in ("html", "xlsx", "pdf"):
        first = written(tmp_path, "synopsis", kind).read_bytes()
        assert written(tmp_path, "synopsis", kind).read_bytes() == first


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_libreoffice_opens_what_is_written(tmp_path: Path, kind: str) -> None:
    path = written(tmp_path, "response", kind)
    again = saved_again(path, tmp_path / "again")
    assert "Seven years is the law." in texts(again)


@given(st.lists(st.tuples(st.text(max_size=60), st.integers(0, 5_000), st.integers(0, 5_000)), max_size=8))
def test_a_picture_is_sound_xml_with_bars_of_the_right_length(rows: list[tuple[str, int, int]]) -> None:
    printable = [(re.sub(r"[^\x20-\ud7ff\ue000-\ufffd]", "", label), value, part) for label, value, part in rows]
    bars = tuple(Bar(label=label, value=value, part=min(value, part)) for label, value, part in printable)
    drawn = ET.fromstring(bars_svg(Picture(told='Counts & "more"', bars=bars)))
    lengths = [float(each.attrib["width"]) for each in drawn.iter("{http://www.w3.org/2000/svg}rect")]
    most = max((bar.value for bar in bars), default=0) or 1
    expected = [value / most for bar in bars for value in (bar.value, bar.part)]
    assert [length / 410 for length in lengths] == pytest.approx(expected, abs=1e-3)


def test_counts_of_the_workbook_are_drawn_as_bars_in_their_cells(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(tmp_path, "synopsis", "xlsx"))
    drawn = [each for rule in book["By clause"].conditional_formatting for each in rule.rules]
    assert [each.type for each in drawn] == ["dataBar", "dataBar"]
