"""What is no Word file, or not safe to unpack, is refused with its reason; nothing is unpacked beyond a bound."""

import pytest
from tests.engine.exchange.written import W, docx, h, zipped

from cupel.errors import DocumentError
from cupel.exchange import read_docx
from cupel.exchange.docx.reading import archive

ENTITIES = (
    '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">'
    '<!ENTITY file SYSTEM "file:///etc/hostname">]>'
)


def refused(content: bytes) -> str:
    with pytest.raises(DocumentError) as caught:
        read_docx(content)
    assert caught.value.code == "document-unreadable"
    assert ".docx" in caught.value.remedy
    return caught.value.message


@pytest.mark.parametrize("content", [b"", b"PK", b"Dear all,", docx(h(1, "1"))[:200], zipped({"a.txt": "words"})])
def test_what_is_no_word_file_is_refused(content: bytes) -> None:
    assert "no Word file" in refused(content)


def test_the_old_format_and_files_with_a_password_are_told() -> None:
    assert "password" in refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))


@pytest.mark.parametrize("text", ["&c;", "&file;", ""])
def test_entities_are_refused_before_they_expand(text: str) -> None:
    document = f"{ENTITIES}<w:document {W}><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"
    assert "document type" in refused(zipped({"word/document.xml": document}))


def test_damaged_xml_is_told() -> None:
    assert "damaged" in refused(zipped({"word/document.xml": f"<w:document {W}><w:body>"}))


def test_a_part_that_unpacks_to_more_than_the_bound_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_UNPACKED", 1 << 20)
    bomb = f"<w:document {W}><w:body>{' ' * (2 << 20)}</w:body></w:document>"
    assert "more than 1 MB" in refused(zipped({"word/document.xml": bomb}))


def test_too_many_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_ENTRIES", 20)
    assert "20 parts" in refused(zipped({f"{number}.xml": "" for number in range(30)}))


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_PACKED", 1 << 20)
    assert "1 MB" in refused(bytes(2 << 20))
