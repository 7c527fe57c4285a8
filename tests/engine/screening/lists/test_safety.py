"""Hostile and broken files: refused as a whole, or the broken record alone is held back."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.screening.lists.hand_made import FILES, names, ofac, ofac_folder, read, saved

from cupel.errors import ListError
from cupel.screening.lists import delimited, xml
from cupel.screening.lists.delimited import Broken, Row, rows

UN_XML = (FILES / "un.xml").read_text(encoding="utf-8")
ROOT = "<CONSOLIDATED_LIST><ENTITIES><ENTITY><FIRST_NAME>{}</FIRST_NAME></ENTITY></ENTITIES></CONSOLIDATED_LIST>"


@pytest.mark.parametrize(
    "document",
    [
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + ROOT.format("&x;"),
        '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;&b;">]>' + ROOT.format("&c;"),
        '<!DOCTYPE a SYSTEM "http://example.invalid/list.dtd">' + ROOT.format("x"),
        "<?xml version='1.0'?><!-- a comment --><!DOCTYPE a>" + ROOT.format("x"),
        ROOT.format("&undefined;"),
        "<?xml version='1.0' encoding='no-such-encoding'?>" + ROOT.format("x"),
        "<CONSOLIDATED_LIST>" + "<a>" * 100 + "</a>" * 100 + "</CONSOLIDATED_LIST>",
    ],
    ids=[
        "external entity",
        "entity expansion",
        "external type",
        "type after comment",
        "undefined entity",
        "encoding",
        "nesting",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_that_defines_anything_is_refused(tmp_path: Path, document: str, encoding: str) -> None:
    path = tmp_path / "list.xml"
    path.write_bytes(document.encode(encoding))
    with pytest.raises(ListError) as refused:
        read(path)
    assert refused.value.code == "unsafe-or-broken-xml"


@pytest.mark.parametrize("cut", [40, 200, 700, len(UN_XML) - 5])
def test_half_an_xml_list_is_no_list(tmp_path: Path, cut: int) -> None:
    with pytest.raises(ListError, match=r"broken or incomplete|no XML element"):
        read(saved(tmp_path, "list.xml", UN_XML[:cut]))


def test_an_xml_record_that_is_too_large_is_held_back_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml, "CHUNK", 256)
    monkeypatch.setattr(xml, "RECORD_BYTES", 4_000)
    large = f"<ENTITY><FIRST_NAME>{'x' * 9_000}</FIRST_NAME><REFERENCE_NUMBER>TSe.9</REFERENCE_NUMBER></ENTITY>"
    found = read(saved(tmp_path, "list.xml", UN_XML.replace("<ENTITIES>", f"<ENTITIES>\n{large}\n")))
    assert found.entity["entity_id"].to_list() == ["TSe.001", "TSi.001"]
    assert found.quarantine["reason"].to_list() == ["the record is too large"]
    assert found.quarantine["line"].to_list() == [1 + UN_XML[: UN_XML.index("<ENTITIES>")].count("\n") + 1]


@pytest.mark.parametrize(
    "content",
    [b"", b"\n\n", b"%PDF-1.7\n1 0 obj", b"\x89PNG\r\n\x1a\n\0\0", b"<html><body>Not found</body></html>", b'{"a": 1}'],
)
def test_a_file_that_is_no_list_is_a_clear_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(ListError) as refused:
        read(path)
    assert refused.value.code in {"unknown-list-format", "broken-json", "empty-list"}
    assert refused.value.remedy


def test_a_missing_file_and_a_folder_without_a_list_are_clear_errors(tmp_path: Path) -> None:
    with pytest.raises(ListError, match="no such file"):
        read(tmp_path / "absent")
    with pytest.raises(ListError, match="no list in a known format"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ('105,"TOO FEW","-0- "', "3 cells"),
        ("105," + "x," * 20 + "x", "22 cells"),
        ('105,"NUL\0NAME",' + "-0- ," * 9 + "-0-", "byte of zero"),
        ('105,"NEVER ENDS,' + "-0- ," * 9 + "-0-", "2 cells"),
        (" ," + '"NO ID",' + "-0- ," * 9 + "-0-", "no id"),
        ('105,"",' + "-0- ," * 9 + "-0-", "no name"),
        ('101,"SAME ID",' + "-0- ," * 9 + "-0-", "taken"),
        ("105," + "x" * 300_000, "longer than"),
    ],
    ids=["short", "long", "zero byte", "open quotation", "no id", "no name", "same id", "endless line"],
)
@pytest.mark.parametrize("at", [1, 3, 4])
def test_a_broken_row_is_held_back_alone(tmp_path: Path, broken: str, reason: str, at: int) -> None:
    folder = ofac_folder(tmp_path)
    lines = ofac("sdn.csv").split("\n")
    lines.insert(at, broken)
    (folder / "sdn.csv").write_text("\n".join(lines), encoding="utf-8")
    found = read(folder)
    assert found.entity["entity_id"].to_list() == ["101", "102", "103", "104"]
    assert found.quarantine.select("file", "line").rows() == [("sdn.csv", at + 1)]
    assert reason in found.quarantine["reason"].item()
    assert len(found.quarantine["content"].item()) <= 500
    assert (found.version.read, found.version.rejected) == (5, 1)


def test_latin_letters_of_windows_are_read(tmp_path: Path) -> None:
    folder = ofac_folder(tmp_path)
    (folder / "alt.csv").write_bytes('101,1,"aka","QORVANEL MÉTAUX",-0- \r\n'.encode("cp1252") + b"\x1a")
    assert names(read(folder), "101")["QORVANEL MÉTAUX"] == "alias"


def test_only_one_line_is_lost_to_a_quotation_mark_that_never_ends(tmp_path: Path) -> None:
    lines = [f"{n},b" for n in range(200)]
    lines[50] = '50,"b'
    found = list(rows(saved(tmp_path, "t.csv", "\n".join(lines)), delimiter=",", width=2))
    assert [row.line for row in found] == list(range(1, 201))
    assert [row.cells for row in found if isinstance(row, Row)][50] in (["50", "b"], ["50", "b\n"])


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0\x1a\r"), max_size=12)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=8))
def test_quoted_rows_come_back_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, cells: list[list[str]]
) -> None:
    text = "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in cells)
    path = tmp_path_factory.mktemp("rows") / "t.csv"
    path.write_bytes(text.encode())
    assert [row.cells for row in rows(path, delimiter=",", width=3) if isinstance(row, Row)] == cells


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("bytes") / "list"
    path.write_bytes(content)
    try:
        found = read(path)
    except ListError:
        return
    assert found.entity.height > 0


def test_the_bound_of_a_line_holds(tmp_path: Path) -> None:
    limit = delimited.LINE_CHARACTERS
    text = "a,b\n" + "x" * (3 * limit) + "\nc,d\n"
    found = list(rows(saved(tmp_path, "t.csv", text), delimiter=",", width=2))
    assert [type(row) for row in found] == [Row, Broken, Row]
    assert [row.line for row in found] == [1, 2, 3]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "type", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)
FIELDS = st.sampled_from(["id", "schema", "properties", "name", "source", "ids", "addresses", "alt_names", "remarks"])


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(FIELDS, JSON), st.sampled_from(["results", "lines"]))
def test_a_json_entry_of_any_form_is_read_or_held_back_alone(
    tmp_path_factory: pytest.TempPathFactory, entry: dict[str, Any], layout: str
) -> None:
    path = tmp_path_factory.mktemp("json") / "list.json"
    if layout == "results":
        path.write_text(json.dumps({"results": [{"source": "S", "name": "Qorvanel"}, entry]}), encoding="utf-8")
    else:
        good = {"id": "good", "schema": "Company", "properties": {"name": ["Qorvanel"]}}
        path.write_text(f"{json.dumps(good)}\n{json.dumps(entry)}\n", encoding="utf-8")
    found = read(path)
    assert "Qorvanel" in found.name["name"].to_list()
    assert found.entity.height + found.version.rejected == found.version.read
