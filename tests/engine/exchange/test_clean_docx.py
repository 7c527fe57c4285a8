"""The clean Word file: headings, labels, levels, values, parameters, contents, header; the same bytes each time."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from hypothesis import given, settings
from tests.engine.exchange.editions import editions
from tests.engine.exchange.seen import Seen, W, body, headers, paragraphs, part

from cupel.errors import DocumentError
from cupel.exchange import edition_docx
from cupel.standard import Edition, EditionEntry, Standard
from cupel.standard.units import GAP

FILE = "01M87SJYSP6TNBEYMJQJPC73X5"


@pytest.fixture(scope="module")
def edition(mdd: Standard) -> Edition:
    return mdd.edition("2023")


@pytest.fixture(scope="module")
def content(edition: Edition) -> bytes:
    return edition_docx(edition)


def test_titles_are_headings_at_their_depth_with_their_labels(content: bytes, edition: Edition) -> None:
    found = [seen for seen in paragraphs(content) if seen.style.startswith("heading")]
    assert found == [
        Seen(f"heading {depth + 1}", f"{entry.label}\t{clause.title['en']}") for entry, clause, depth in edition.walk()
    ]


def test_a_clause_is_level_text_guidance_rationale_in_their_styles(content: bytes, edition: Edition) -> None:
    clause = edition.clauses[FILE]
    seen = paragraphs(content)
    at = seen.index(Seen("heading 3", "1.5.5\tCurrent counterparty file"))
    assert seen[at + 1 : at + 5] == [
        Seen("clause level", "must"),
        Seen("clause text", clause.filled(clause.text)),
        Seen("clause guidance", clause.filled(clause.guidance)),
        Seen("clause rationale", clause.filled(clause.rationale)),
    ]
    assert f"730{GAP}days" in seen[at + 2].text


def test_the_table_of_parameters_has_a_row_for_each(content: bytes, edition: Edition) -> None:
    table = Document(BytesIO(content)).tables[0]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["Clause", "Parameter", "Value", "Allowed", "Reason"]
    assert len(rows) - 1 == sum(len(clause.parameters) for clause in edition.clauses.values())
    assert next(row for row in rows if row[1] == "max_age")[:4] == [
        "1.5.5", "max_age", f"730{GAP}days", f"180{GAP}days to 1{GAP}095{GAP}days",
    ]  # fmt: skip


def test_values_lead_to_their_row(content: bytes) -> None:
    targets = {mark.get(f"{W}name") for mark in body(content).iter(f"{W}bookmarkStart")}
    links = {link.get(f"{W}anchor") for link in body(content).iter(f"{W}hyperlink")}
    assert links
    assert links <= targets


def test_the_contents_are_a_field_with_what_it_will_show(content: bytes, edition: Edition) -> None:
    assert any("TOC" in (code.text or "") for code in body(content).iter(f"{W}instrText"))
    document = Document(BytesIO(content))
    entries = [
        each.text
        for each in document.paragraphs
        if each.style is not None and str(each.style.name).lower().startswith("toc ")
    ]
    assert entries == [
        *(f"{entry.label}\t{clause.title['en']}" for entry, clause, depth in edition.walk() if depth < 2),
        "Parameters",
    ]


def test_every_page_says_the_edition_and_its_hash_and_number(content: bytes, edition: Edition) -> None:
    assert "mdd@2023 · rev. 2 · effective" in headers(content)[0]
    assert edition.manifest_hash in headers(content)[0]
    fields = [each.get(f"{W}instr") for each in part(content, "word/footer1.xml").iter(f"{W}fldSimple")]
    assert fields == ["PAGE", "NUMPAGES"]


def test_language_and_properties_are_those_of_the_edition(content: bytes, edition: Edition) -> None:
    defaults = part(content, "word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert defaults is not None
    assert defaults.get(f"{W}val") == "en"
    core = Document(BytesIO(content)).core_properties
    assert (core.title, core.subject, core.language) == (edition.title["en"], "mdd@2023", "en")
    assert core.created is not None
    assert core.created.date() == edition.dates.earliest


def test_a_text_of_another_language_is_marked(edition: Edition) -> None:
    clause = replace(edition.clauses[FILE], rationale={"de": "Alte Akten entlasten niemanden."})
    changed = replace(edition, clauses={**edition.clauses, FILE: clause})
    runs = [run for run in body(edition_docx(changed)).iter(f"{W}r") if run.find(f"{W}rPr/{W}lang") is not None]
    assert ["".join(text.text or "" for text in run.iter(f"{W}t")) for run in runs] == [
        "Alte Akten entlasten niemanden."
    ]


@settings(max_examples=20)
@given(editions())
def test_the_same_edition_gives_the_same_bytes(edition: Edition) -> None:
    content = edition_docx(edition)
    assert content == edition_docx(edition)
    with ZipFile(BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_what_no_word_file_can_hold_is_told(edition: Edition) -> None:
    clause = edition.clauses[FILE]
    for text, word in (({"en": "A bell: \a"}, "U\\+0007"), ({"en-x-abcdefgh": "Long"}, "too long")):
        changed = replace(edition, clauses={**edition.clauses, FILE: replace(clause, text=text)})
        with pytest.raises(DocumentError, match=word):
            edition_docx(changed)


def test_a_tree_deeper_than_headings_go_is_told(edition: Edition) -> None:
    uids = list(edition.labels)[:10]
    entries: tuple[EditionEntry, ...] = ()
    for uid in reversed(uids):
        entries = (EditionEntry(uid=uid, revision="1.0.0", label=uid[-4:], children=entries),)
    with pytest.raises(DocumentError, match="9 levels"):
        edition_docx(replace(edition, entries=entries))
