"""A file of ours that comes back: unchanged it is the edition; what was changed is told, and nothing is guessed."""

from collections.abc import Callable
from io import BytesIO

import pytest
from docx import Document
from docx.document import Document as DocumentObject
from docx.text.paragraph import Paragraph
from hypothesis import given, settings
from tests.engine.exchange.editions import editions
from tests.engine.exchange.seen import bookmarks

from cupel.exchange import Returned, compare_returned, edition_docx, read_docx
from cupel.exchange.docx.ids import LONGEST
from cupel.standard import Edition, Standard, fill

Edit = Callable[[DocumentObject], object]
FILE, SECOND = "01M87SJYSP6TNBEYMJQJPC73X5", "1.5.5"
"""A clause with a parameter in its text, and its label in the edition of 2023."""


@settings(max_examples=60)
@given(editions())
def test_what_is_exported_is_read_back(edition: Edition) -> None:
    document = read_docx(edition_docx(edition))
    assert list(document.by_uid) == list(edition.labels)
    parents = {child.uid: clause.uid for clause in document.walk() for child in clause.children}
    for clause in document.walk():
        assert clause.uid is not None
        source = edition.clauses[clause.uid]
        assert (clause.label, clause.kind) == (edition.labels[clause.uid], source.kind)
        assert parents.get(clause.uid) == edition.parents[clause.uid]
        for part in ("title", "text", "guidance", "rationale"):
            assert {tag: text for (name, tag), text in clause.parts.items() if name == part} == getattr(source, part)
    assert not document.unplaced
    assert compare_returned(document, edition).is_empty


@pytest.mark.parametrize("edition", ["2021", "2022", "2023"])
def test_the_model_standard_comes_back_as_it_was(edition: str, mdd: Standard) -> None:
    sent = mdd.edition(edition)
    returned = compare_returned(read_docx(edition_docx(sent)), sent)
    assert returned.is_empty
    assert returned.same_edition


def test_names_of_bookmarks_fit_word(mdd: Standard) -> None:
    """At most 40 letters, digits and underscores; Word does not tell capital letters from small ones."""
    names = bookmarks(edition_docx(mdd.edition("2023")))
    assert max(map(len, names)) <= LONGEST
    assert len({name.lower() for name in names}) == len(names)
    assert all(name.replace("_", "").isalnum() for name in names)


def sent_back(edition: Edition, *edits: Edit) -> Returned:
    """The edition after somebody edited it in a word processor."""
    document = Document(BytesIO(edition_docx(edition)))
    for edit in edits:
        edit(document)
    saved = BytesIO()
    document.save(saved)
    return compare_returned(read_docx(saved.getvalue()), edition)


def found(document: DocumentObject, text: str) -> Paragraph:
    """The first paragraph with ``text`` that is not in the contents."""
    body = (each for each in document.paragraphs if each.style is None or not str(each.style.name).startswith("toc"))
    return next(each for each in body if text in each.text)


def test_a_changed_sentence_is_told_with_its_part_and_slots(mdd: Standard) -> None:
    def edit(document: DocumentObject) -> None:
        run = found(document, "The company must have reviewed").runs[0]
        run.text = run.text.replace("must have reviewed", "must review")

    returned = sent_back(mdd.edition("2023"), edit)
    assert [(change.uid, change.label, change.stale) for change in returned.changes] == [(FILE, SECOND, False)]
    part = returned.changes[0].parts[0]
    assert (part.part, part.language) == ("text", "en")
    assert "{max_age}" in part.old
    assert "must review the counterparty file" in part.new
    assert "{max_age}" in part.new
    assert part.redline.apply(part.old) == part.new


def test_a_value_typed_over_in_the_text_is_shown_as_typed(mdd: Standard) -> None:
    def edit(document: DocumentObject) -> None:
        link = found(document, "The company must have reviewed").hyperlinks[0]
        link.runs[0].text = "365 days"

    part = sent_back(mdd.edition("2023"), edit).changes[0].parts[0]
    assert "than 365 days before" in part.new


def test_a_value_changed_in_the_table_is_told(mdd: Standard) -> None:
    def edit(document: DocumentObject) -> None:
        row = next(row for row in document.tables[0].rows if row.cells[1].text == "max_age")
        row.cells[2].paragraphs[0].runs[0].text = "365 days"

    returned = sent_back(mdd.edition("2023"), edit)
    value = returned.values[0]
    assert (value.uid, value.name, value.new) == (FILE, "max_age", "365 days")
    assert not returned.changes


def test_a_new_paragraph_is_shown_with_its_place(mdd: Standard) -> None:
    def edit(document: DocumentObject) -> None:
        found(document, "How to read").insert_paragraph_before("A sentence of somebody.", style="Clause Text")

    returned = sent_back(mdd.edition("2023"), edit)
    assert [(each.what, each.text, each.after) for each in returned.unplaced] == [
        ("new text", "A sentence of somebody.", "A.2"),
    ]
    assert not returned.changes


def test_a_new_heading_is_a_new_clause_without_an_id(mdd: Standard) -> None:
    def edit(document: DocumentObject) -> None:
        found(document, "How to read").insert_paragraph_before("A.3\tOn paper", style="Heading 2")

    returned = sent_back(mdd.edition("2023"), edit)
    assert [(clause.label, clause.title, clause.uid) for clause in returned.new] == [("A.3", "On paper", None)]


def test_a_clause_that_was_deleted_is_missing(mdd: Standard) -> None:
    def edit(document: DocumentObject) -> None:
        first = found(document, f"{SECOND}\t")._p
        parent = first.getparent()
        assert parent is not None
        for paragraph in [first, *list(first.itersiblings())[:4]]:
            parent.remove(paragraph)

    returned = sent_back(mdd.edition("2023"), edit)
    assert returned.missing == (FILE,)
    assert not returned.new


def test_a_clause_cut_and_pasted_elsewhere_has_moved(mdd: Standard) -> None:
    def edit(document: DocumentObject) -> None:
        first = found(document, f"{SECOND}\t")._p
        moved = [first, *list(first.itersiblings())[:4]]
        target = found(document, "2.1\t")._p
        for paragraph in moved:
            target.addprevious(paragraph)

    returned = sent_back(mdd.edition("2023"), edit)
    assert {change.uid: change.position for change in returned.changes} == {FILE: "moved"}


def test_a_label_typed_over_is_told(mdd: Standard) -> None:
    def edit(document: DocumentObject) -> None:
        found(document, f"{SECOND}\t").runs[0].text = "1.5.9"

    change = sent_back(mdd.edition("2023"), edit).changes[0]
    assert (change.uid, change.new_label, change.parts) == (FILE, "1.5.9", ())


def test_a_paragraph_split_by_enter_stays_one_part(mdd: Standard) -> None:
    """Word stretches the bookmark over both halves."""

    def edit(document: DocumentObject) -> None:
        paragraph = found(document, "Ownership and sourcing change faster")
        end = paragraph._p[-1]
        added = paragraph.insert_paragraph_before("").insert_paragraph_before("")
        paragraph._p.addnext(added._p)
        added.style, added.text = paragraph.style, "A second paragraph."
        added._p.append(end)

    part = sent_back(mdd.edition("2023"), edit).changes[0].parts[0]
    assert part.part == "rationale"
    assert part.new == part.old + "\nA second paragraph."


def test_a_clause_that_changed_since_it_was_sent_is_stale(mdd: Standard) -> None:
    old, new = mdd.edition("2022"), mdd.edition("2023")
    returned = compare_returned(read_docx(edition_docx(old)), new)
    assert not returned.same_edition
    stale = {change.uid for change in returned.changes if change.stale}
    revised = {uid for uid in old.clauses if uid in new.clauses and old.clauses[uid] != new.clauses[uid]}
    assert stale <= revised
    assert {change.uid for change in returned.changes if change.parts} <= stale


def test_texts_come_back_in_the_language_that_was_sent(mdd: Standard) -> None:
    clause = read_docx(edition_docx(mdd.edition("2023"))).by_uid[FILE]
    source = mdd.edition("2023").clauses[FILE]
    assert clause.parts["text", "en"] == source.text["en"]
    assert fill(clause.text, {"max_age": "730 days"}) != clause.text
