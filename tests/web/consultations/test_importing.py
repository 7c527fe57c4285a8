"""Filled templates: rows become comments, are placed, listed, changed; the same file again changes nothing."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook
from tests.web.consultations_at_work import CLOSES, Round
from tests.web.pages import page
from tests.web.people_at_work import NOON

from cupel_web.consultations.models import DraftComment, ImportedFile, Submission
from cupel_web.consultations.queries.comments import current
from cupel_web.kernel.clock import clock_set_to
from cupel_web.standards.queries import edition_of

pytestmark = pytest.mark.django_db

HEADINGS = ("MB/NC", "Line number", "Clause/Subclause", "Paragraph", "Type", "Comments", "Proposed change")


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock_set_to(lambda: NOON):
        yield


def workbook(*rows: tuple[str, ...]) -> SimpleUploadedFile:
    """A form as somebody filled it."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (HEADINGS, *rows):
        sheet.append(row)
    return saved(book)


def saved(book: Workbook, name: str = "form.xlsx") -> SimpleUploadedFile:
    content = BytesIO()
    book.save(content)
    return SimpleUploadedFile(name, content.getvalue())


def template(client: Client, path: str) -> Workbook:
    """A template as it is downloaded."""
    response = client.get(path)
    assert response.status_code == 200
    return load_workbook(BytesIO(response.content))


def labels(held: Round) -> dict[str, str]:
    return dict(edition_of(held.consultation.text).labels)


def uploaded(client: Client, held: Round, file: SimpleUploadedFile) -> str:
    """Upload to this browser's submission; the address of what came of it."""
    response = client.post(f"/consultations/{held.consultation.public_id}/upload/", {"file": file})
    if response.status_code == 302 and response["Location"].endswith("/upload/"):
        file.seek(0)
        response = client.post(response["Location"], {"file": file})
    assert response.status_code == 302
    return response["Location"]


def test_the_template_holds_a_row_for_each_clause(visitor: Client, held: Round) -> None:
    sheet = template(visitor, f"/consultations/{held.consultation.public_id}/template.xlsx").worksheets[0]
    printed = [str(cell.value) for cell in sheet["C"][4:]]
    assert printed == list(labels(held).values())


def test_a_filled_template_becomes_comments_on_their_clauses(visitor: Client, held: Round) -> None:
    book = template(visitor, f"/consultations/{held.consultation.public_id}/template.xlsx")
    sheet = book.worksheets[0]
    sheet["F5"], sheet["F6"], sheet["E6"] = "First.", "Second.", "ed"
    text = page(visitor, uploaded(visitor, held, saved(book)))
    assert "new comments" in text
    uids = list(labels(held))
    drafts = DraftComment.objects.order_by("pk").values_list("clause", "kind", "text", "way")
    first, second = drafts
    assert first[0] == uids[0]
    assert second == (uids[1], "editorial", "Second.", "xlsx")


def test_the_same_file_again_changes_nothing_and_an_edited_row_changes_its_comment(
    visitor: Client, held: Round
) -> None:
    label = labels(held)[held.clause]
    rows = ("", "", label, "", "te", "One.", ""), ("", "", label, "", "te", "Two.", "")
    uploaded(visitor, held, workbook(*rows))
    uploaded(visitor, held, workbook(*rows))
    last = ImportedFile.objects.order_by("-pk")[0]
    assert (last.added, last.edited, last.unchanged) == (0, 0, 2)
    mine = f"/consultations/mine/{visitor.cookies[f'submission_{held.consultation.public_id}'].value}/"
    book = template(visitor, f"{mine}template.xlsx")
    sheet = book.worksheets[0]
    row = next(number for number in range(5, 9) if sheet.cell(number, 6).value == "Two.")
    sheet.cell(row, 6).value = "Two and a half, and quite another sentence."
    uploaded(visitor, held, saved(book))
    last = ImportedFile.objects.order_by("-pk")[0]
    assert (last.added, last.edited, last.unchanged) == (0, 1, 1)
    assert sorted(DraftComment.objects.values_list("text", flat=True)) == [
        "One.", "Two and a half, and quite another sentence.",
    ]  # fmt: skip


def test_an_edited_row_of_what_was_sent_is_its_next_version(visitor: Client, held: Round) -> None:
    mine = f"/consultations/mine/{held.secret}/"
    page(visitor, mine)
    book = template(visitor, f"{mine}template.xlsx")
    sheet = book.worksheets[0]
    row = next(number for number in range(5, 9) if sheet.cell(number, 6).value == "Say what a mine is.")
    sheet.cell(row, 6).value = "Say what a smelter is."
    uploaded(visitor, held, saved(book))
    visitor.post(f"{mine}send/")
    texts = list(current(held.consultation).values_list("text", "number"))
    assert texts == [("The scope is too narrow.", 1), ("Say what a smelter is.", 2)]
    uploaded(visitor, held, saved(book))
    assert not DraftComment.objects.exists()


def test_a_clause_written_in_another_way_is_suggested_and_confirmed(visitor: Client, held: Round) -> None:
    label = labels(held)[held.clause]
    uploaded(visitor, held, workbook(("", "", f"Clause {label}", "", "te", "Unclear.", "")))
    mine = f"/consultations/mine/{visitor.cookies[f'submission_{held.consultation.public_id}'].value}/"
    draft = DraftComment.objects.get()
    assert (draft.clause, draft.suggestion["uid"]) == ("", held.clause)
    assert "is another way to write" in page(visitor, f"{mine}place/")
    visitor.post(f"{mine}place/", {"draft": draft.public_id, "clause": held.clause})
    draft.refresh_from_db()
    assert (draft.clause, draft.suggestion) == (held.clause, {})
    assert "Every comment is on a clause." in page(visitor, f"{mine}place/")


def test_rows_that_are_no_comments_are_listed_with_place_and_remedy(visitor: Client, held: Round) -> None:
    label = labels(held)[held.clause]
    rows = (("", "", label, "", "te", "", ""), ("", "", label, "", "te", "A comment.", ""))
    text = page(visitor, uploaded(visitor, held, workbook(*rows)))
    assert "form.xlsx, sheet Sheet, row 2" in text
    assert "neither a comment nor a proposed change" in text


@pytest.mark.parametrize(("name", "content"), [("form.pdf", b"%PDF-1.7"), ("form.xlsx", b"PK\x03\x04 broken")])
def test_a_file_that_is_no_template_begins_nothing(visitor: Client, held: Round, name: str, content: bytes) -> None:
    file = SimpleUploadedFile(name, content)
    response = visitor.post(f"/consultations/{held.consultation.public_id}/upload/", {"file": file})
    assert response.status_code == 422
    assert Submission.objects.count() == 1


def test_no_file_is_taken_after_the_close(visitor: Client, held: Round) -> None:
    label = labels(held)[held.clause]
    with clock_set_to(lambda: CLOSES):
        file = workbook(("", "", label, "", "te", "Late.", ""))
        response = visitor.post(f"/consultations/{held.consultation.public_id}/upload/", {"file": file})
    assert response.status_code == 422
    assert "Comments were taken until" in response.content.decode()


def test_a_text_longer_than_a_comment_may_be_is_listed(visitor: Client, held: Round) -> None:
    label = labels(held)[held.clause]
    text = page(visitor, uploaded(visitor, held, workbook(("", "", label, "", "te", "x" * 10_001, ""))))
    assert "longer than 10000 characters" in text
    assert not DraftComment.objects.exists()


def test_a_file_larger_than_allowed_is_refused_before_it_is_read(visitor: Client, held: Round) -> None:
    file = SimpleUploadedFile("form.xlsx", b"0" * (7 << 20))
    response = visitor.post(f"/consultations/{held.consultation.public_id}/upload/", {"file": file})
    assert response.status_code == 413


def test_the_word_template_is_read_as_the_workbook_is(visitor: Client, held: Round) -> None:
    import docx

    response = visitor.get(f"/consultations/{held.consultation.public_id}/template.docx")
    document = docx.Document(BytesIO(response.content))
    document.tables[0].cell(1, 5).text = "From Word."
    content = BytesIO()
    document.save(content)
    uploaded(visitor, held, SimpleUploadedFile("form.docx", content.getvalue()))
    draft = DraftComment.objects.get()
    assert (draft.clause, draft.text, draft.way) == (next(iter(labels(held))), "From Word.", "docx")
