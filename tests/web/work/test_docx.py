"""The words of a DOCX file are found by the search; a file that would do harm is left alone."""

import tracemalloc
import zipfile
from io import BytesIO

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.web.pages import page
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import Scheme

from cupel.documents import WORDPROCESSING
from cupel_web.work.actions import Upload, file_paper
from cupel_web.work.docx import DOCUMENT, MOST_PACKED, words_of_docx
from cupel_web.work.models import Visibility

MOST = 200_000
HEAD = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{WORDPROCESSING}"><w:body>'
TAIL = "</w:body></w:document>"


def packed(xml: str | bytes, *, name: str = DOCUMENT, deflated: bool = True) -> bytes:
    """A zip with one member."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED if deflated else zipfile.ZIP_STORED) as archive:
        archive.writestr(name, xml)
    return target.getvalue()


def paragraphs(*texts: str) -> str:
    """A document of these paragraphs, each in runs of one letter, as word processors cut them."""
    runs = ("".join(f'<w:r><w:t xml:space="preserve">{letter}</w:t></w:r>' for letter in text) for text in texts)
    return HEAD + "".join(f"<w:p>{each}</w:p>" for each in runs) + TAIL


def words(content: bytes) -> str:
    return words_of_docx(BytesIO(content), size=len(content), most=MOST)


@given(st.lists(st.text(alphabet="abc äß漢", min_size=1).filter(lambda text: text == text.strip()), min_size=1))
def test_what_paragraphs_say_is_read_back(texts: list[str]) -> None:
    assert words(packed(paragraphs(*texts))).split("\n") == texts


def test_breaks_part_words_and_what_is_deleted_or_is_no_text_is_left_out() -> None:
    body = (
        "<w:p><w:pPr><w:pStyle w:val='x'>style</w:pStyle></w:pPr><w:r><w:t>one</w:t><w:tab/><w:t>two</w:t><w:br/>"
        "<w:t>three</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
    )
    assert words(packed(HEAD + body + TAIL)) == "one\ttwo\nthree"


@pytest.mark.parametrize(
    "content",
    [
        b"", b"no zip", packed("<p/>", name="word/other.xml"), packed("no xml"),
        packed(paragraphs("words"))[:60], packed(paragraphs("x" * 100))[:-30],
    ],
    ids=["empty", "no zip", "no text in it", "no xml", "broken off early", "broken off late"],
)  # fmt: skip
def test_what_is_no_document_has_no_words(content: bytes) -> None:
    assert words(content) == ""


def test_of_a_document_that_breaks_off_what_came_before_is_kept() -> None:
    assert words(packed(HEAD + "<w:p><w:r><w:t>first</w:t></w:r></w:p><w:p><w:r>")) == "first"


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY e "&a;&a;&a;">]>',
        '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/none.dtd">',
    ],
)
def test_a_document_type_declaration_ends_the_reading(declared: str) -> None:
    body = f'{declared}<w:document xmlns:w="{WORDPROCESSING}"><w:p><w:r><w:t>&e;word</w:t></w:r></w:p></w:document>'
    assert words(packed(body)) == ""


def test_a_document_that_unpacks_to_more_than_is_read_is_not_unpacked() -> None:
    blown = packed(HEAD.encode() + b"<w:p><w:r><w:t>a</w:t></w:r></w:p>" + b" " * (96 << 20))
    tracemalloc.start()
    assert words(blown) == "a"
    assert tracemalloc.get_traced_memory()[1] < 8 << 20
    tracemalloc.stop()


def test_a_text_without_end_is_cut() -> None:
    assert words(packed(paragraphs(*["x" * 1000] * 300))) == (("x" * 1000 + "\n") * 300)[:MOST]


def test_a_huge_file_is_left_alone() -> None:
    content = packed(paragraphs("words"))
    assert words_of_docx(BytesIO(content), size=MOST_PACKED + 1, most=MOST) == ""


@pytest.mark.django_db
def test_the_search_finds_what_a_paper_says(scheme: Scheme, visitor: Client) -> None:
    upload = Upload(file_name="guide.docx", chunks=[packed(paragraphs("Weighbridge tickets are kept."))])
    file_paper(scheme.group, upload, named=("The guide", Visibility.PUBLIC), by=None, now=NOON)
    assert "The guide" in page(visitor, "/search/?q=weighbridge")
