"""Any text file becomes UTF-8."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cupel.chain.intake.sources.text import as_utf8, encoding_of

WORDS = "Número;Größe;Qualité\n1;2;3\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"])
def test_the_text_is_the_same_in_every_common_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "books.csv"
    path.write_bytes(WORDS.encode(encoding))
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    assert as_utf8(path, scratch=scratch).read_text(encoding="utf-8") == WORDS


def test_plain_utf8_is_read_where_it_lies(tmp_path: Path) -> None:
    path = tmp_path / "books.csv"
    path.write_text(WORDS, encoding="utf-8")
    assert as_utf8(path, scratch=tmp_path) == path


def test_carriage_returns_alone_end_lines(tmp_path: Path) -> None:
    path = tmp_path / "books.csv"
    path.write_bytes(b"a,b\r1,2\r")
    assert as_utf8(path, scratch=tmp_path).read_bytes() == b"a,b\n1,2\n"


def test_a_byte_unknown_to_windows_is_latin_1(tmp_path: Path) -> None:
    path = tmp_path / "books.csv"
    path.write_bytes(b"caf\xe9 \x81\n")
    assert encoding_of(path) == "latin-1"


@settings(deadline=None)
@given(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\r"), min_size=1))
def test_utf8_is_never_taken_for_anything_else(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("text") / "books.csv"
    path.write_bytes(b"heading\n" * 20 + text.encode())
    assert encoding_of(path) == "utf-8"
