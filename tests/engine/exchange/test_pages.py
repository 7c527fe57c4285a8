"""Editions to be read: PDF with tags, HTML with permanent anchors; the same edition gives the same bytes."""

import ctypes
from dataclasses import replace
from html.parser import HTMLParser

import pypdfium2
import pytest
from hypothesis import given, settings
from tests.engine.exchange.editions import LATIN, editions

from cupel.errors import DocumentError
from cupel.exchange import edition_html, edition_pdf, redline_pdf
from cupel.standard import Edition, Standard

MOVED = "01M87SJZ54NVA74K87VBZNBZYH"


@pytest.fixture(scope="module")
def clean(mdd: Standard) -> bytes:
    return edition_pdf(mdd.edition("2023"))


def words(content: bytes) -> str:
    """The text of a PDF; line breaks are spaces."""
    document = pypdfium2.PdfDocument(content)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def language(document: pypdfium2.PdfDocument) -> str:
    """The language of the document: UTF-16 with its length in bytes, as the library gives it."""
    buffer = ctypes.create_string_buffer(64)
    length = pypdfium2.raw.FPDFCatalog_GetLanguage(document, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), 64)
    return buffer.raw[:length].decode("utf-16-le").rstrip("\0")


def test_a_pdf_is_tagged_and_says_its_title_language_and_standard(clean: bytes, mdd: Standard) -> None:
    document = pypdfium2.PdfDocument(clean)
    assert pypdfium2.raw.FPDFCatalog_IsTagged(document)
    assert language(document) == "en"
    assert document.get_metadata_dict()["Title"] == mdd.edition("2023").title["en"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in clean
    for page in document:
        tree = pypdfium2.raw.FPDF_StructTree_GetForPage(page)
        assert pypdfium2.raw.FPDF_StructTree_CountChildren(tree) > 0
        pypdfium2.raw.FPDF_StructTree_Close(tree)


def test_a_pdf_has_every_clause_in_its_outline_and_its_words_on_its_pages(clean: bytes, mdd: Standard) -> None:
    edition = mdd.edition("2023")
    text = words(clean)
    named = [f"{label} {edition.clauses[uid].title['en']}" for uid, label in edition.labels.items()]
    assert [name for name in named if name not in text] == []
    outlined = [" ".join(each.get_title().split()) for each in pypdfium2.PdfDocument(clean).get_toc()]
    assert outlined == [*named, "Parameters"]


def test_the_same_edition_gives_the_same_pdf(clean: bytes, mdd: Standard) -> None:
    assert edition_pdf(mdd.edition("2023")) == clean
    assert pypdfium2.PdfDocument(clean).get_metadata_dict()["CreationDate"] == "D:20230314000000Z"


def test_a_redline_shows_what_goes_comes_and_moves(mdd: Standard) -> None:
    text = words(redline_pdf(mdd.edition("2022"), mdd.edition("2023")))
    assert "moved from here" in text
    assert "moved here" in text
    assert "mdd@2022" in text
    assert "mdd@2023" in text


@settings(max_examples=15)
@given(editions("2021", LATIN), editions("2022", LATIN))
def test_any_edition_and_any_change_can_be_set(old: Edition, new: Edition) -> None:
    assert edition_pdf(new).startswith(b"%PDF-")
    assert redline_pdf(old, new).startswith(b"%PDF-")


def test_a_sign_that_the_fonts_lack_is_told(mdd: Standard) -> None:
    edition = mdd.edition("2023")
    with pytest.raises(DocumentError, match="could not be displayed") as caught:
        edition_pdf(replace(edition, title={"en": "\N{CJK UNIFIED IDEOGRAPH-4E3D}"}))
    assert "HTML" in caught.value.remedy


class _Page(HTMLParser):
    """Ids, addresses and elements of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.addresses: list[str] = []
        self.tags: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.add(tag)
        self.ids += [value for value in (found.get("id"),) if value]
        self.addresses += [value for name in ("href", "src") if (value := found.get(name))]


def test_a_page_has_an_anchor_for_every_clause_by_uid_and_by_label(mdd: Standard) -> None:
    edition = mdd.edition("2023")
    page = _Page(edition_html(edition))
    assert {*edition.labels} <= set(page.ids)
    assert "clause-2.6.3" in page.ids
    assert "clause-Annex-IV" in page.ids
    assert len(page.ids) == len(set(page.ids))


def test_a_uid_is_the_address_in_every_edition_and_the_label_moves(mdd: Standard) -> None:
    older, newer = (edition_html(mdd.edition(name)) for name in ("2022", "2023"))
    assert f'id="clause-2.3.11" href="#{MOVED}"' in older
    assert f'id="clause-2.6.3" href="#{MOVED}"' in newer


def test_a_page_needs_nothing_else(mdd: Standard) -> None:
    page = _Page(edition_html(mdd.edition("2023")))
    assert not page.tags & {"script", "link", "img", "iframe"}
    assert all(address.startswith("#") and address[1:] in page.ids for address in page.addresses)


@settings(max_examples=25)
@given(editions())
def test_whatever_a_clause_says_is_shown_as_it_is_written(edition: Edition) -> None:
    page = edition_html(edition)
    assert page == edition_html(edition)
    assert not _Page(page).tags & {"script", "link", "img", "iframe"}
