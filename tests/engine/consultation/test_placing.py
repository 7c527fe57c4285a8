"""Clauses as people write them, found in a draft: what is sure, what is suggested and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.consultation.drafts import BOOK

from cupel.consultation.clauses import became, clauses_of
from cupel.consultation.data import GENERAL
from cupel.consultation.placing import Ground, place, place_by_text
from cupel.standard import compose_links, links_of, load_standard, standard_folder


@pytest.mark.parametrize("written", ["", "  ", "general", "Whole document", "全文", "Général", "n/a", "—"])
def test_what_is_on_the_whole_document_is_sure(written: str) -> None:
    found = place(written, BOOK)
    assert (found.uid, found.ground, found.sure) == (GENERAL, Ground.WHOLE, True)


@pytest.mark.parametrize("written", ["4.2", " 4.2 ", "4.2.", "annex ii", "II.1"])
def test_only_a_label_as_it_is_printed_is_taken_as_it_stands(written: str) -> None:
    assert place(written, BOOK).sure


@pytest.mark.parametrize(
    "written",
    [
        "cl. 4.2 b",
        "Clause 4.2(b)",
        "§4.2.b",
        "4.2 b)",
        "4.2b",
        "Sección 4.2.b",
        "Abschnitt 4.2 b",
        "第4.2.b条",
        "4．2．b",
        "4-2-b",
    ],
)
def test_another_spelling_is_suggested_with_its_reason(written: str) -> None:
    found = place(written, BOOK)
    assert (found.uid, found.ground, found.sure) == ("u-4.2.b", Ground.SPELLING, False)
    assert written in found.reason
    assert "4.2.b" in found.reason


@pytest.mark.parametrize(
    ("written", "uid", "others"), [("3.7", "u-4.3", ()), ("Clause 3.8", "u-4.1", ("u-4.2",)), ("3.9", None, ())]
)
def test_numbers_of_an_earlier_edition_lead_to_what_became_of_it(
    written: str, uid: str | None, others: tuple[str, ...]
) -> None:
    found = place(written, BOOK)
    assert (found.uid, found.ground, found.others) == (uid, Ground.FORMER, others)
    assert "2021" in found.reason


def test_a_label_that_meant_another_clause_before_names_it_too() -> None:
    assert place("4.2", BOOK).others == ("u-4.1",)


@pytest.mark.parametrize("written", ["Records kept", "records  keept", "Records kept."])
def test_a_title_in_place_of_a_number_is_suggested(written: str) -> None:
    found = place(written, BOOK)
    assert (found.uid, found.ground) == ("u-4.2", Ground.TITLE)


def test_of_several_clauses_the_first_is_suggested_and_the_others_are_named() -> None:
    found = place("4.3 and 4.1, 4.2", BOOK)
    assert (found.uid, found.others, found.sure) == ("u-4.3", ("u-4.1", "u-4.2"), False)


def test_where_a_number_is_not_there_the_clause_above_is_suggested() -> None:
    found = place("4.3.9", BOOK)
    assert (found.uid, found.ground) == ("u-4.3", Ground.ABOVE)


@pytest.mark.parametrize(
    ("text", "uid", "ground"),
    [
        ("As in section 4.3, the time is short.", "u-4.3", Ground.ANCHOR),
        ("Example 12 has a wrong unit", "u-4.2.b", Ground.ANCHOR),
        ("The reference [SCALE] is missing", "u-4.2.b", Ground.ANCHOR),
        ("The purchased blister and anode of others", "u-II.1", Ground.TEXT),
        ("Should section 4 be a text of its own?", "u-4", Ground.ANCHOR),
        ("Several spelling mistakes", None, Ground.NONE),
        ("Example 123 has a wrong unit", None, Ground.NONE),
    ],
)
def test_what_a_comment_itself_names_is_suggested(text: str, uid: str | None, ground: Ground) -> None:
    found = place_by_text(text, BOOK)
    assert (found.uid, found.ground, found.sure) == (uid, ground, False)


@given(st.text(max_size=40))
def test_whatever_is_written_it_is_placed_suggested_or_said_to_be_missing(written: str) -> None:
    found = place(written, BOOK)
    assert found.reason
    assert found.uid is None or found.uid == GENERAL or found.uid in BOOK.by_uid
    if found.ground is Ground.LABEL:
        assert written.strip().rstrip(".").casefold() in {clause.label.casefold() for clause in BOOK.clauses}


def test_labels_of_real_earlier_editions_lead_to_clauses_of_the_present_one() -> None:
    standard = load_standard(standard_folder("mdd"))
    now, *earlier = (standard.edition(key) for key in ("2023", "2022", "2021"))
    book = clauses_of(now, earlier)
    assert {former.edition for former in book.former} == {"2022", "2021"}
    for former in book.former:
        assert set(former.uids) <= set(now.labels)
    for clause in book.clauses:
        assert place(clause.label, book).uid == clause.uid


def test_what_became_of_a_clause_is_what_lineage_composes_to() -> None:
    standard = load_standard(standard_folder("mdd"))
    oldest, middle, now = (standard.edition(key) for key in ("2021", "2022", "2023"))
    steps = [
        links_of([edge for edge in now.lineage if (edge.from_edition, edge.to_edition) == (one, other)])
        for one, other in (("2021", "2022"), ("2022", "2023"))
    ]
    onward: dict[str, set[str]] = {}
    for link in compose_links(*steps):
        if link.source and link.target:
            onward.setdefault(link.source, set()).add(link.target)
    for uid in oldest.labels:
        gone = uid not in now.labels and uid not in onward
        assert set(became(uid, now)) == ((set() if gone else onward.get(uid, {uid})) & set(now.labels))
    assert set(became(next(iter(middle.labels)), now)) <= set(now.labels)
