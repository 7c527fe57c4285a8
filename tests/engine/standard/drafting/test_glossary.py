"""Terms that are defined, and the clauses that use them."""

from typing import Any

import pytest
from tests.engine.standard.drafting.samples import NEW, NEXT
from tests.engine.standard.tiny import DOCUMENTS, ROUTE, TRANSIT

from cupel.standard import ClauseRevision, load_standard, shipped_standards
from cupel.standard.drafting import (
    Add,
    DraftState,
    Edit,
    Reword,
    advanced,
    begun,
    draft_edition,
    drafted,
    finished,
    redefined,
    terms_used,
)


def definition(uid: str, title: str, language: str = "en") -> Add:
    clause = ClauseRevision(
        uid=uid, revision="1.0.0", kind="definition", title={language: title}, text={language: "Means something."}
    )
    return Add(clause=clause, parent=None, position=0)


def used(draft: DraftState, term: str, text: str) -> int:
    state = drafted(draft, [definition(NEW, term), Reword(uid=ROUTE, part="text", text=text)])
    (found,) = terms_used(draft_edition(state))
    return sum(use.count for use in found.uses if use.uid == ROUTE)


@pytest.mark.parametrize(
    ("term", "text", "count"),
    [
        ("Lot", "Each lot, all lots, LOTS; an allotment is none.", 3),
        ("Red flag", "A red flag; two red\nflags; a red-flag review.", 3),
        ("Authority", "The authorities and the authority.", 2),
        ("High-risk area (HRA)", "A high-risk area, or HRA for short.", 2),
        ("C+ grade", "The C+ grade.", 1),
        ("批次", "每个批次均须登记。", 1),
        ("", "Nothing.", 0),
    ],
)
def test_a_term_is_found_as_a_whole_word_in_any_case_and_number(
    draft: DraftState, term: str, text: str, count: int
) -> None:
    assert used(draft, term, text) == count


def test_of_terms_within_one_another_the_longest_counts(draft: DraftState) -> None:
    edits: list[Edit] = [
        definition(NEW, "Lot"),
        definition(NEXT, "Lot number"),
        Reword(uid=ROUTE, part="text", text="A lot number."),
    ]
    terms = {term.uid: term for term in terms_used(draft_edition(drafted(draft, edits)))}
    assert ROUTE in terms[NEXT].used_by
    assert ROUTE not in terms[NEW].used_by


def test_each_language_has_its_own_term(draft: DraftState) -> None:
    state = advanced(draft, definition(NEW, "records", "fr"))
    assert terms_used(draft_edition(state))[0].uses == ()


def test_a_reworded_definition_names_who_uses_it(draft: DraftState) -> None:
    standard = finished(advanced(draft, definition(NEW, "Record")))
    state: Any = begun(standard, base="2026", edition="2027")
    assert redefined(state, draft_edition(state)) == {}
    state = advanced(state, Reword(uid=NEW, part="text", text="Means something else."))
    assert redefined(state, draft_edition(state)) == {NEW: (ROUTE, TRANSIT, DOCUMENTS)}


def test_the_model_standard_uses_what_it_defines() -> None:
    terms = terms_used(load_standard(shipped_standards()["mdd"]).edition("2023"))
    assert len(terms) == 15
    assert len({term.term["en"]: term for term in terms}["Lot"].used_by) > 20
