"""An imported document as a standard: valid, of new ids, and what was filled in is told."""

from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from tests.engine.exchange.editions import editions
from tests.engine.exchange.written import docx, h, p, table

from cupel.exchange import Draft, Naming, as_standard, edition_docx, read_docx
from cupel.standard import Edition, Standard, inspect_standard, save_standard

NAMING = Naming(key="owner", edition="2026")


def drafted(content: bytes, naming: Naming = NAMING) -> Draft:
    numbers = count(1)
    return as_standard(read_docx(content), naming, new_uid=lambda: f"01J{next(numbers):023d}")


def test_clauses_get_ids_labels_titles_and_levels() -> None:
    rows = (("#", "Requirement", "L1"), ("1.1", "The scale must be verified every year.", "✓"), ("1.2", "Seal it.", ""))
    draft = drafted(
        docx(h(1, "1 Weights"), p("Why we weigh."), table(*rows)), Naming(key="o", edition="1", level="may")
    )
    edition = draft.standard.edition("1")
    found = {edition.labels[uid]: clause for uid, clause in edition.clauses.items()}
    assert [(label, found[label].kind, found[label].level) for label in found] == [
        ("1", "section", None),
        ("1.1", "requirement", "must"),
        ("1.2", "requirement", "may"),
    ]
    assert found["1.1"].guidance == {"en": "L1: ✓"}
    assert [(each.label, each.what) for each in draft.filled] == [
        ("1.1", "title, from the beginning of the text"),
        ("1.2", "title, from the beginning of the text"),
        ("1.2", "level: may, as asked for"),
    ]


def test_labels_are_made_where_there_are_none_and_told_apart_where_they_repeat() -> None:
    draft = drafted(docx(h(1, "Foreword"), h(1, "1.1 Scope"), h(1, "Annex"), h(2, "1.1 Scope")))
    assert list(draft.standard.edition("2026").labels.values()) == ["¶1", "1.1", "¶3", "1.1 (2)"]


def test_braces_of_others_are_no_parameters() -> None:
    draft = drafted(docx(h(1, "1 Scope"), p("Replace {name} by yours.")))
    clause = next(iter(draft.standard.clauses.values()))
    assert clause.text == {"en": "Replace (name) by yours."}
    assert "parentheses for braces" in draft.filled[0].what


def test_values_of_our_own_files_are_written_out(mdd: Standard) -> None:
    draft = drafted(edition_docx(mdd.edition("2023")))
    texts = [clause.text.get("en", "") for clause in draft.standard.clauses.values()]
    assert any("no longer than 730\N{NARROW NO-BREAK SPACE}days before" in text for text in texts)


@pytest.mark.parametrize("edition", ["2021", "2023"])
def test_our_own_file_keeps_kinds_labels_and_levels(edition: str, mdd: Standard) -> None:
    sent = mdd.edition(edition)
    made = drafted(edition_docx(sent)).standard.edition("2026")
    assert [(each.label, clause.kind, clause.level) for each, clause, _depth in made.walk()] == [
        (each.label, clause.kind, clause.level) for each, clause, _depth in sent.walk()
    ]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(editions())
def test_what_is_drafted_can_be_saved_and_loaded(tmp_path: Path, edition: Edition) -> None:
    draft = drafted(edition_docx(edition))
    save_standard(draft.standard, tmp_path / "drafted")
    standard, mistakes = inspect_standard(tmp_path / "drafted")
    assert mistakes == []
    assert standard == draft.standard
