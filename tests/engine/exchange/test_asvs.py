"""Two editions of a standard of somebody else, as Word files and as data: every requirement is found."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from ulid import ULID

from cupel.exchange import ImportedClause, ImportedDocument, Naming, as_standard, read_docx
from cupel.standard import inspect_standard, save_standard

FILES = {
    "4.0.3": ("ASVS_4.0.3_en.docx", "ASVS_4.0.3_en.flat.json", 286),
    "5.0.0": (
        "ASVS_5.0.0_en.docx",
        "OWASP_Application_Security_Verification_Standard_5.0.0_en.flat.json",
        345,
    ),
}
LOST = {"4.0.3": [], "5.0.0": ["V1.2.10", "V4.2.4"]}
"""Requirements whose words the Word file itself has not: its maker took ``\\t`` and ``\\r`` for commands."""
QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "..."})


@pytest.fixture(scope="module", params=sorted(FILES))
def version(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.fixture(scope="module")
def document(version: str, shared_data: Path) -> ImportedDocument:
    return read_docx((folder(shared_data) / FILES[version][0]).read_bytes())


@pytest.fixture(scope="module")
def rows(version: str, shared_data: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder(shared_data) / FILES[version][1]).read_bytes())["requirements"]
    return found


def folder(shared_data: Path) -> Path:
    return shared_data / "standards-versions" / "asvs"


def requirements(document: ImportedDocument) -> list[ImportedClause]:
    """The rows of tables of requirements: their labels have three steps."""
    return [clause for clause in document.walk() if re.fullmatch(r"\d+\.\d+\.\d+", clause.label)]


def plain(text: str) -> str:
    """The data have Markdown and straight quotes where the document has links, code and typographic ones."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"[*_`\\]", "", text).translate(QUOTES).replace('"', "'")
    return re.sub(r"-+", "-", re.sub(r"\s+", " ", text)).strip()


def test_every_requirement_is_found_with_its_number(
    version: str, document: ImportedDocument, rows: list[dict[str, Any]]
) -> None:
    found = requirements(document)
    assert len(found) == len(rows) == FILES[version][2]
    assert [f"V{clause.label}" for clause in found] == [row["req_id"] for row in rows]


def test_every_requirement_has_its_words(version: str, document: ImportedDocument, rows: list[dict[str, Any]]) -> None:
    pairs = zip(requirements(document), rows, strict=True)
    differ = [row["req_id"] for clause, row in pairs if plain(clause.text) != plain(row["req_description"])]
    assert differ == LOST[version]


def test_every_requirement_stands_below_its_section(document: ImportedDocument, rows: list[dict[str, Any]]) -> None:
    above = {
        clause.label: (chapter.label, section.label)
        for chapter in document.clauses
        for section in chapter.children
        for clause in section.walk()
    }
    found = [above[clause.label] for clause in requirements(document)]
    assert found == [(row["chapter_id"], row["section_id"]) for row in rows]


def test_what_is_left_over_is_not_much_and_told(document: ImportedDocument) -> None:
    told = {"picture", "text before the first clause", "row without a number"}
    assert {each.what for each in document.unplaced} <= told
    assert len(document.unplaced) < 10


def test_it_becomes_a_standard_that_loads(version: str, document: ImportedDocument, tmp_path: Path) -> None:
    draft = as_standard(document, Naming(key="asvs", edition=version), new_uid=lambda: str(ULID()))
    save_standard(draft.standard, tmp_path / "asvs")
    standard, mistakes = inspect_standard(tmp_path / "asvs")
    assert mistakes == []
    assert standard == draft.standard
    assert len(draft.standard.edition(version).labels) == len(list(document.walk()))
