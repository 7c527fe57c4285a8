"""The words of a PDF file are found by the search; a file that would do harm is left alone."""

from io import BytesIO

import pytest
import typst
from django.test import Client
from tests.web.pages import page
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import Scheme

from cupel_web.work import pdf
from cupel_web.work.actions import Upload, file_paper
from cupel_web.work.models import Visibility
from cupel_web.work.pdf import MOST_BYTES, words_of_pdf

MOST = 200_000


def printed(*pages: str) -> bytes:
    """A PDF with these words, a page each."""
    return typst.compile("\n#pagebreak()\n".join(pages).encode(), format="pdf")


def words(content: bytes, *, most: int = MOST) -> str:
    return words_of_pdf(BytesIO(content), size=len(content), most=most)


def test_what_pages_say_is_read_page_by_page() -> None:
    assert words(printed("Zinc dross", "Größe und Maß, медь")).split("\n") == ["Zinc dross", "Größe und Maß, медь"]


def test_only_the_first_words_are_read() -> None:
    assert words(printed("one two", "three"), most=7) == "one two"


@pytest.mark.parametrize(
    "content",
    [b"", b"no file", b"%PDF-1.7\n", printed("words")[:200], printed("words")[200:]],
    ids=["empty", "no pdf", "head alone", "broken off", "without its head"],
)
def test_what_cannot_be_read_has_no_words(content: bytes) -> None:
    assert words(content) == ""


def test_a_file_that_takes_too_long_keeps_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "SECONDS", 0.001)
    assert words(printed("words")) == ""


def test_a_file_that_is_too_large_is_not_opened() -> None:
    assert words_of_pdf(BytesIO(b""), size=MOST_BYTES + 1, most=MOST) == ""


@pytest.mark.django_db
def test_a_paper_is_found_by_what_its_pdf_says(visitor: Client, scheme: Scheme) -> None:
    upload = Upload(file_name="dust.pdf", chunks=[printed("Antimony in flue dust")])
    file_paper(scheme.group, upload, named=("The guide", Visibility.PUBLIC), by=None, now=NOON)
    assert "The guide" in page(visitor, "/search/?q=antimony")
