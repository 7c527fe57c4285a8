"""Numbers in texts that no longer lead to the clause they led to."""

from dataclasses import replace

import pytest
from tests.engine.standard.drafting.samples import CLAUSE, NEW, REASON
from tests.engine.standard.tiny import CERTIFICATE, DOCUMENTS, ROUTE, SECTION, TRANSIT

from cupel.standard.drafting import Add, DraftState, Edit, Move, Reword, Withdraw, begun, drafted, finished
from cupel.standard.drafting.citations import renamed_citations

SHIFT = Add(clause=CLAUSE, parent=SECTION, position=0)


def citing(draft: DraftState, text: str) -> DraftState:
    """A draft whose base cites clauses in one text."""
    standard = finished(drafted(draft, [Reword(uid=DOCUMENTS, part="text", text=text)]))
    return begun(standard, base="2026", edition="2027")


def found(state: DraftState, *edits: Edit) -> list[tuple[str, str, str | None]]:
    return [(each.label, each.cited, each.now) for each in renamed_citations(drafted(state, edits))]


def test_a_citation_of_a_clause_that_was_renumbered_moved_or_withdrawn(draft: DraftState) -> None:
    state = citing(draft, "See clauses 1.1 and 1.2, and section 2.1.")
    assert found(state) == []
    assert found(state, SHIFT) == [("1.1", ROUTE, "1.2"), ("1.2", TRANSIT, "1.3")]
    assert found(state, Withdraw(uid=CERTIFICATE, reason=REASON)) == [("2.1", CERTIFICATE, None)]
    assert ("1.1", ROUTE, "2.1") in found(state, Move(uid=ROUTE, parent=state.tree.parents[CERTIFICATE], position=0))


def test_a_text_that_was_put_right_is_taken_as_meant(draft: DraftState) -> None:
    state = citing(draft, "See clause 1.1.")
    assert found(state, SHIFT, Reword(uid=DOCUMENTS, part="text", text="See clause 1.2.")) == []
    gone = Withdraw(uid=TRANSIT, reason=REASON)
    assert found(state, gone, Reword(uid=DOCUMENTS, part="text", text="See clause 1.2.")) == [("1.2", TRANSIT, None)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("A lot of 1.1 t is weighed.", 0),
        ("This clause holds. A lot of 1.1 t is weighed.", 0),
        ("See clause 1.10 or 11.1 or 1.1.4.", 0),
        ("Voir l'article 1.1.", 1),
        ("见第1.1条。", 1),
        ("See clause 1.1, clause 1.1 and clause 1.1.", 1),
    ],
)
def test_quantities_and_longer_numbers_are_no_citations(draft: DraftState, text: str, count: int) -> None:
    assert len(found(citing(draft, text), SHIFT)) == count


def test_labels_with_words_are_found_without_a_word_before(draft: DraftState) -> None:
    annex = replace(CLAUSE, uid=NEW, kind="annex", level=None)
    assert found(citing(draft, "Only Annex I counts."), Add(clause=annex, parent=None, position=0)) == []
