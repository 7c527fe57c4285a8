"""Edits: what they make of a clause and of the tree, and what is refused."""

from dataclasses import replace

import pytest
from tests.engine.standard.drafting.samples import CHECK, CLAUSE, NEW, NEXT, REASON, part
from tests.engine.standard.tiny import CERTIFICATE, DOCUMENTS, OTHER_SECTION, ROUTE, SECTION, TRANSIT

from cupel.errors import StandardError
from cupel.standard import CheckException, Parameter, content_hash, load_standard, shipped_standards
from cupel.standard.drafting import (
    Add,
    DraftState,
    Edit,
    Judge,
    Merge,
    Move,
    Part,
    PutCheck,
    PutException,
    PutParameter,
    RemoveCheck,
    RemoveException,
    RemoveParameter,
    Reword,
    SetHead,
    SetLabel,
    Split,
    Undo,
    Withdraw,
    advanced,
    begun,
    draft_edition,
    drafted,
    edges,
    holding,
    made_on,
    require_current,
    stale,
)


def labels(state: DraftState) -> list[str]:
    return [f"{state.labels.used[uid]} {uid[-2:]}" for uid in state.tree.walk()]


def test_the_draft_begins_as_its_base(draft: DraftState) -> None:
    assert labels(draft) == ["1 01", "1.1 04", "1.2 05", "2 07", "2.1 03", "2.2 06"]


def test_a_text_is_reworded_or_removed(draft: DraftState) -> None:
    after = advanced(draft, Reword(uid=ROUTE, part="text", text="Another."))
    assert after.clauses[ROUTE].text == {"en": "Another."}
    assert after.touched == {ROUTE: (1,)}
    assert advanced(after, Reword(uid=ROUTE, part="text", text="")).clauses[ROUTE].text == {}


def test_what_edits_touched_has_a_hash_before_and_after(draft: DraftState) -> None:
    state = drafted(draft, [Reword(uid=ROUTE, part="text", text="x"), Add(clause=CLAUSE, parent=None, position=0)])
    before, after = state.hashes[ROUTE]
    assert (before, before != after) == (content_hash(draft.clauses[ROUTE]), True)
    assert state.hashes[NEW] == (None, content_hash(state.clauses[NEW]))
    assert list(state.hashes) == [ROUTE, NEW]


def test_texts_are_kept_in_one_unicode_form(draft: DraftState) -> None:
    after = advanced(draft, Reword(uid=ROUTE, part="title", text="Cafe\u0301"))
    assert after.clauses[ROUTE].title["en"] == "Caf\u00e9"


def test_a_new_clause_goes_where_it_is_put(draft: DraftState) -> None:
    after = advanced(draft, Add(clause=CLAUSE, parent=SECTION, position=1))
    assert labels(after)[:4] == ["1 01", "1.1 04", "1.2 99", "1.3 05"]


def test_a_clause_moves_with_all_below_it(draft: DraftState) -> None:
    after = advanced(draft, Move(uid=SECTION, parent=OTHER_SECTION, position=1))
    assert labels(after) == ["1 07", "1.1 03", "1.2 01", "1.2.1 04", "1.2.2 05", "1.3 06"]


def test_parts_of_a_split_take_the_place_of_the_clause(draft: DraftState) -> None:
    after = advanced(draft, Split(uid=ROUTE, parts=(part(NEW), part(ROUTE, "Kept."))))
    assert labels(after)[:4] == ["1 01", "1.1 99", "1.2 04", "1.3 05"]
    assert (after.clauses[ROUTE].text, after.clauses[NEW].level) == ({"en": "Kept."}, "must")


def test_what_hangs_on_a_split_clause_goes_to_the_part_that_keeps_the_uid(draft: DraftState) -> None:
    parts = (part(NEW, "Within {grace_days}."), part(CERTIFICATE))
    after = advanced(draft, Split(uid=CERTIFICATE, parts=parts))
    assert [check.id for check in after.clauses[CERTIFICATE].checks] == [CHECK]
    assert after.clauses[NEW].checks == ()
    assert list(after.clauses[NEW].parameters) == ["grace_days"]


def test_where_no_part_keeps_the_uid_the_first_one_inherits(draft: DraftState) -> None:
    after = advanced(draft, Split(uid=CERTIFICATE, parts=(part(NEW), part(NEXT))))
    assert CERTIFICATE not in after.clauses
    assert [check.id for check in after.clauses[NEW].checks] == [CHECK]
    assert [each.clause for each in after.clauses[NEW].exceptions] == [NEW]


def test_a_merged_clause_has_all_that_hung_on_its_sources(draft: DraftState) -> None:
    after = advanced(draft, Merge(sources=(DOCUMENTS, CERTIFICATE), into=part(DOCUMENTS, "Within {grace_days}.")))
    merged = after.clauses[DOCUMENTS]
    assert ([check.id for check in merged.checks], list(merged.parameters)) == ([CHECK], ["grace_days"])
    assert [each.clause for each in merged.exceptions] == [DOCUMENTS]
    assert labels(after)[-2:] == ["2 07", "2.1 06"]


def test_the_children_of_merged_sections_come_together(draft: DraftState) -> None:
    after = advanced(draft, Merge(sources=(SECTION, OTHER_SECTION), into=Part(uid=NEW, title={"en": "Both"})))
    assert labels(after) == ["1 99", "1.1 04", "1.2 05", "1.3 03", "1.4 06"]


def test_a_label_given_by_hand_is_printed_and_the_others_count_on(draft: DraftState) -> None:
    after = advanced(draft, SetLabel(uid=ROUTE, label="1.0"))
    assert labels(after)[:3] == ["1 01", "1.0 04", "1.1 05"]
    assert labels(advanced(after, SetLabel(uid=ROUTE, label=None))) == labels(draft)


def test_the_head_of_the_edition_changes_and_numbers_may_be_reserved(draft: DraftState) -> None:
    head = SetHead(title={"en": "Draft"}, label="CD 1", scope={"metals": ("cu", "mo")}, reserve_numbers=True)
    after = drafted(draft, [head, Withdraw(uid=ROUTE, reason={"en": "Said elsewhere."}), SetHead(label="CD 2")])
    edition = draft_edition(after)
    assert (edition.title, edition.label, edition.scope) == ({"en": "Draft"}, "CD 2", {"metals": ("cu", "mo")})
    assert (edition.labels[TRANSIT], after.labels.unused) == ("1.2", {ROUTE: "1.1"})


def test_parameters_checks_and_exceptions_come_change_and_go(draft: DraftState) -> None:
    before = draft.clauses[CERTIFICATE]
    days = replace(before.parameters["grace_days"], value=0)
    check = replace(before.checks[0], severity="low")
    exception = CheckException(of=CHECK, clause=CERTIFICATE, when="is_mined")
    changed = drafted(
        draft,
        [
            PutParameter(uid=CERTIFICATE, parameter=days),
            PutCheck(uid=CERTIFICATE, check=check),
            PutException(uid=CERTIFICATE, exception=exception, replaces=before.exceptions[0]),
            PutException(uid=CERTIFICATE, exception=before.exceptions[0]),
        ],
    ).clauses[CERTIFICATE]
    assert (changed.parameters["grace_days"].value, changed.checks) == (0, (check,))
    assert changed.exceptions == (exception, before.exceptions[0])
    bare = drafted(
        draft,
        [
            RemoveException(uid=CERTIFICATE, exception=before.exceptions[0]),
            RemoveCheck(uid=CERTIFICATE, check=CHECK),
            RemoveParameter(uid=CERTIFICATE, parameter="grace_days"),
        ],
    ).clauses[CERTIFICATE]
    assert (bare.exceptions, bare.checks, bare.parameters) == ((), (), {})


GONE = "01J00000000000000000000077"
REFUSED: list[tuple[Edit, str]] = [
    (Reword(uid=GONE, part="text", text="x"), "draft-clause"),
    (Reword(uid=ROUTE, part="label", text="x"), "draft-part"),
    (RemoveParameter(uid=ROUTE, parameter="limit"), "draft-absent"),
    (RemoveCheck(uid=ROUTE, check="limit"), "draft-absent"),
    (RemoveException(uid=ROUTE, exception=CheckException(of="a", clause=ROUTE, when="x")), "draft-absent"),
    (Add(clause=replace(CLAUSE, uid=ROUTE), parent=None, position=0), "draft-uid"),
    (Add(clause=replace(CLAUSE, uid="01J00000000000000000000002"), parent=None, position=0), "draft-uid"),
    (Add(clause=CLAUSE, parent=GONE, position=0), "draft-clause"),
    (Add(clause=CLAUSE, parent=SECTION, position=3), "draft-position"),
    (Move(uid=SECTION, parent=ROUTE, position=0), "draft-loop"),
    (Move(uid=SECTION, parent=SECTION, position=0), "draft-loop"),
    (Move(uid=ROUTE, parent=SECTION, position=2), "draft-position"),
    (Split(uid=ROUTE, parts=(part(ROUTE),)), "draft-split"),
    (Split(uid=ROUTE, parts=(part(NEW), part(NEW))), "draft-split"),
    (Split(uid=ROUTE, parts=(part(ROUTE), part(DOCUMENTS))), "draft-uid"),
    (Merge(sources=(ROUTE,), into=part(ROUTE)), "draft-merge"),
    (Merge(sources=(SECTION, ROUTE), into=part(ROUTE)), "draft-merge"),
    (Merge(sources=(ROUTE, TRANSIT), into=part(DOCUMENTS)), "draft-uid"),
    (Withdraw(uid=ROUTE, reason={}), "draft-reason"),
    (Withdraw(uid=SECTION, reason=REASON), "draft-children"),
    (Withdraw(uid=ROUTE, reason=REASON, covered_by=(ROUTE,)), "draft-covered"),
    (Withdraw(uid=ROUTE, reason=REASON, covered_by=(GONE,)), "draft-clause"),
    (Judge(uid=GONE, kind="editorial"), "draft-clause"),
    (Judge(uid=ROUTE, kind="split"), "draft-kind"),
    (Judge(uid=ROUTE, carry_over="forget"), "draft-carry-over"),
    (SetLabel(uid=ROUTE, label=""), "draft-label"),
]


@pytest.mark.parametrize(("edit", "code"), REFUSED, ids=[f"{edit.name} {code}" for edit, code in REFUSED])
def test_an_edit_that_does_not_fit_is_refused(draft: DraftState, edit: Edit, code: str) -> None:
    with pytest.raises(StandardError) as refused:
        advanced(draft, edit)
    assert refused.value.code == code
    assert refused.value.remedy


def test_what_clauses_that_are_merged_do_not_agree_on_is_refused(draft: DraftState) -> None:
    other = Parameter(name="grace_days", type="number", unit="DAY", value=9)
    state = advanced(draft, PutParameter(uid=DOCUMENTS, parameter=other))
    with pytest.raises(StandardError, match="grace_days means different things"):
        advanced(state, Merge(sources=(DOCUMENTS, CERTIFICATE), into=part(DOCUMENTS)))


def test_a_uid_that_is_gone_does_not_come_back(draft: DraftState) -> None:
    state = advanced(draft, Withdraw(uid=ROUTE, reason=REASON))
    with pytest.raises(StandardError, match="already that of a clause"):
        advanced(state, Add(clause=replace(CLAUSE, uid=ROUTE), parent=None, position=0))


def test_a_draft_needs_a_base_with_clauses_and_a_name_of_its_own() -> None:
    standard = load_standard(shipped_standards()["mdd"])
    with pytest.raises(StandardError, match="draft-edition"):
        begun(standard, base="2023", edition="2022")
    history = load_standard(shipped_standards()["jdd"])
    with pytest.raises(StandardError, match="draft-base"):
        begun(history, base=next(iter(history.editions)), edition="2030")


def test_a_standard_may_be_drafted_from_an_empty_edition(draft: DraftState) -> None:
    empty = replace(draft.base, edition="0", entries=(), clauses={})
    standard = replace(draft.standard, editions={"0": empty}, clauses={}, lineage=())
    section = replace(CLAUSE, uid=NEXT, kind="section", level=None, text={})
    first = Add(clause=section, parent=None, position=0)
    state = drafted(begun(standard, base="0", edition="1"), [first, Add(clause=CLAUSE, parent=NEXT, position=0)])
    assert labels(state) == ["1 98", "1.1 99"]


def test_an_edit_that_is_taken_back_never_was(draft: DraftState) -> None:
    withdrawn = advanced(draft, Withdraw(uid=ROUTE, reason=REASON))
    state = advanced(withdrawn, Undo(of=1))
    assert (draft_edition(state), edges(state)) == (draft_edition(draft), ())
    assert (state.touched, holding(state.edits)) == ({ROUTE: (1, 2)}, [2])
    assert draft_edition(advanced(state, Undo(of=2))) == draft_edition(withdrawn)


def test_a_merge_is_taken_back_with_both_uids(draft: DraftState) -> None:
    reworded = Reword(uid=DOCUMENTS, part="text", text="Kept.")
    state = drafted(draft, [Merge(sources=(ROUTE, TRANSIT), into=part(ROUTE)), reworded, Undo(of=1)])
    assert (state.clauses[DOCUMENTS].text, labels(state)) == ({"en": "Kept."}, labels(draft))


def test_what_later_edits_build_on_is_not_taken_back_before_them(draft: DraftState) -> None:
    state = drafted(draft, [Add(clause=CLAUSE, parent=None, position=0), Reword(uid=NEW, part="text", text="More.")])
    with pytest.raises(StandardError, match="edit 2 does not fit"):
        advanced(state, Undo(of=1))
    assert draft_edition(drafted(state, [Undo(of=2), Undo(of=1)])) == draft_edition(draft)


@pytest.mark.parametrize("number", [0, 2, 4])
def test_only_an_edit_that_holds_is_taken_back(draft: DraftState, number: int) -> None:
    state = drafted(draft, [Reword(uid=ROUTE, part="text", text="x"), Reword(uid=ROUTE, part="text", text="y")])
    with pytest.raises(StandardError, match="draft-undo"):
        drafted(state, [Undo(of=2), Undo(of=number)])


def test_an_edit_made_on_what_has_changed_is_told(draft: DraftState) -> None:
    mine = made_on(draft, Reword(uid=ROUTE, part="text", text="Mine."))
    theirs = advanced(draft, Reword(uid=ROUTE, part="text", text="Theirs."))
    elsewhere = advanced(draft, Reword(uid=TRANSIT, part="text", text="Theirs."))
    require_current(elsewhere, mine)
    assert stale(theirs, mine) == (ROUTE,)
    with pytest.raises(StandardError, match=r"changed 1\.1"):
        require_current(theirs, mine)


def test_two_who_put_clauses_into_one_list_meet(draft: DraftState) -> None:
    mine = made_on(draft, Add(clause=CLAUSE, parent=SECTION, position=0))
    theirs = advanced(draft, Move(uid=DOCUMENTS, parent=SECTION, position=0))
    assert stale(theirs, mine) == (f"{SECTION}/children",)
