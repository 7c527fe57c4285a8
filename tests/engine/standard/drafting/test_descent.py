"""What becomes of clauses: kinds decided or proposed, edges, versions."""

from dataclasses import replace
from typing import Any

import pytest
from tests.engine.standard.drafting.samples import CLAUSE, NEW, NEXT, REASON, part
from tests.engine.standard.tiny import CERTIFICATE, DOCUMENTS, OTHER_SECTION, ROUTE, SECTION, TRANSIT

from cupel.standard import ClauseRevision, LineageEdge, carry_over
from cupel.standard.changes.judgement import suggested
from cupel.standard.clause import Applicability, Evidence
from cupel.standard.drafting import (
    Add,
    DraftState,
    Edit,
    Judge,
    Merge,
    Move,
    PutParameter,
    Reword,
    SetLevel,
    Split,
    Withdraw,
    draft_edition,
    drafted,
    edges,
    finished,
    verdicts,
)

REWORDED = Reword(uid=ROUTE, part="text", text="The company keeps all records of routes.")
SPLIT = Split(uid=ROUTE, parts=(part(ROUTE), part(NEW)), note={"en": "Two matters."})
Told = tuple[str, tuple[str, ...], tuple[str, ...], str]
PUT = Add(clause=CLAUSE, parent=None, position=0)
OTHER = replace(CLAUSE, uid=NEXT)

CASES: dict[str, tuple[list[Edit], list[Told]]] = {
    "nothing": ([], []),
    "there and back": ([REWORDED, Reword(uid=ROUTE, part="text", text="The company keeps records of routes.")], []),
    "reworded": ([REWORDED], [("strengthened", (ROUTE,), (ROUTE,), "re-assess")]),
    "judged": ([REWORDED, Judge(uid=ROUTE, kind="clarified")], [("clarified", (ROUTE,), (ROUTE,), "keep-and-flag")]),
    "with a rule of its own": (
        [REWORDED, Judge(uid=ROUTE, kind="editorial", carry_over="re-check")],
        [("editorial", (ROUTE,), (ROUTE,), "re-check")],
    ),
    "moved": ([Move(uid=ROUTE, parent=OTHER_SECTION, position=0)], [("moved", (ROUTE,), (ROUTE,), "keep")]),
    "renumbered only": ([Move(uid=TRANSIT, parent=SECTION, position=0)], []),
    "new": ([PUT], [("new", (), (NEW,), "assess")]),
    "new and gone": ([PUT, Withdraw(uid=NEW, reason=REASON)], []),
    "withdrawn": ([Withdraw(uid=ROUTE, reason=REASON)], [("withdrawn", (ROUTE,), (), "archive")]),
    "covered": (
        [Withdraw(uid=ROUTE, reason=REASON, covered_by=(TRANSIT,))],
        [("covered-by", (ROUTE,), (TRANSIT,), "re-check")],
    ),
    "covered by what went on": (
        [
            Withdraw(uid=ROUTE, reason=REASON, covered_by=(TRANSIT,)),
            Merge(sources=(TRANSIT, DOCUMENTS), into=part(DOCUMENTS)),
        ],
        [
            ("merged", (TRANSIT, DOCUMENTS), (DOCUMENTS,), "keep-if-met"),
            ("covered-by", (ROUTE,), (DOCUMENTS,), "re-check"),
        ],
    ),
    "covered by what was split": (
        [
            Withdraw(uid=TRANSIT, reason=REASON, covered_by=(ROUTE,)),
            SPLIT,
        ],
        [("split", (ROUTE,), (ROUTE, NEW), "re-check"), ("covered-by", (TRANSIT,), (ROUTE, NEW), "re-check")],
    ),
    "covered by what went": (
        [Withdraw(uid=ROUTE, reason=REASON, covered_by=(TRANSIT,)), Withdraw(uid=TRANSIT, reason=REASON)],
        [("withdrawn", (ROUTE,), (), "archive"), ("withdrawn", (TRANSIT,), (), "archive")],
    ),
    "split": ([SPLIT], [("split", (ROUTE,), (ROUTE, NEW), "re-check")]),
    "split and a part gone": (
        [SPLIT, Withdraw(uid=NEW, reason=REASON), Judge(uid=ROUTE, kind="relaxed")],
        [("relaxed", (ROUTE,), (ROUTE,), "keep-if-met")],
    ),
    "split, and split again": (
        [SPLIT, Split(uid=NEW, parts=(part(NEW), part(NEXT)))],
        [("split", (ROUTE,), (ROUTE, NEW, NEXT), "re-check")],
    ),
    "merged": (
        [Merge(sources=(TRANSIT, ROUTE), into=part(TRANSIT))],
        [("merged", (ROUTE, TRANSIT), (TRANSIT,), "keep-if-met")],
    ),
    "merged with what is new": (
        [PUT, Merge(sources=(NEW, ROUTE), into=part(ROUTE, "The company does."))],
        [("strengthened", (ROUTE,), (ROUTE,), "re-assess")],
    ),
    "a part merged into another clause": (
        [SPLIT, Merge(sources=(NEW, TRANSIT), into=part(TRANSIT))],
        [("recast", (ROUTE, TRANSIT), (ROUTE, TRANSIT), "re-check")],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_each_change_has_its_edge(draft: DraftState, case: str) -> None:
    edits, expected = CASES[case]
    found = edges(drafted(draft, edits))
    assert [(edge.kind, edge.sources, edge.targets, edge.rule) for edge in found] == expected


def only(draft: DraftState, *edits: Edit) -> LineageEdge:
    (edge,) = edges(drafted(draft, edits))
    return edge


def test_reasons_and_decisions_stand_on_the_edge(draft: DraftState) -> None:
    judge = Judge(uid=ROUTE, note={"en": "Agreed."}, decided_by="drafting-group", decided_on="2026-02-01")
    assert only(draft, SPLIT).note == {"en": "Two matters."}
    edge = only(draft, SPLIT, judge)
    assert (edge.note, edge.decided_by, edge.decided_on) == ({"en": "Agreed."}, "drafting-group", "2026-02-01")


def test_a_withdrawal_may_be_decided_after_it_was_made(draft: DraftState) -> None:
    edge = only(draft, Withdraw(uid=ROUTE, reason=REASON), Judge(uid=ROUTE, decided_by="drafting-group"))
    assert (edge.kind, edge.note, edge.decided_by) == ("withdrawn", REASON, "drafting-group")


def test_a_decision_holds_for_the_text_it_was_made_on(draft: DraftState) -> None:
    again = Reword(uid=ROUTE, part="text", text="The company keeps records for ever.")
    state = drafted(draft, [REWORDED, Judge(uid=ROUTE, kind="editorial"), again])
    verdict = verdicts(state)[ROUTE]
    assert (verdict.outdated, verdict.kind, edges(state)[0].kind) == (True, "strengthened", "strengthened")


def test_versions_follow_the_kind(draft: DraftState) -> None:
    def revision(kind: str) -> tuple[str, str]:
        edition = draft_edition(drafted(draft, [REWORDED, Judge(uid=ROUTE, kind=kind)]))
        return edition.clauses[ROUTE].revision, edition.version

    kinds = ("editorial", "clarified", "relaxed", "strengthened")
    assert [revision(kind) for kind in kinds] == [
        ("2.0.1", "2.0.1"),
        ("2.1.0", "2.1.0"),
        ("3.0.0", "3.0.0"),
        ("3.0.0", "3.0.0"),
    ]


def test_a_version_that_is_taken_is_passed_over(draft: DraftState) -> None:
    taken = replace(draft.clauses[ROUTE], revision="3.0.0")
    standard = replace(draft.standard, clauses={**draft.standard.clauses, (ROUTE, "3.0.0"): taken})
    state = drafted(replace(draft, standard=standard), [REWORDED])
    assert draft_edition(state).clauses[ROUTE].revision == "4.0.0"


def test_a_finished_draft_is_carried_over_along_its_lineage(draft: DraftState) -> None:
    edits: list[Edit] = [SPLIT, Withdraw(uid=TRANSIT, reason=REASON), SetLevel(uid=DOCUMENTS, level="should")]
    standard = finished(drafted(draft, edits))
    first, last = standard.edition("2021"), standard.edition("2026")
    fates = {item.uid: (item.sources, item.action) for item in carry_over(standard.lineage, first, last)}
    assert fates[NEW] == ((ROUTE,), "re-check")
    assert fates[DOCUMENTS] == ((DOCUMENTS,), "keep-if-met")
    assert fates[CERTIFICATE] == ((CERTIFICATE,), "re-assess")


def test_owners_stay_and_have_approved_nothing(draft: DraftState) -> None:
    (owner,) = draft_edition(draft).owners
    assert (owner.owner, owner.approval) == ("basin-forum", None)


def checked_clause(draft: DraftState) -> ClauseRevision:
    return draft.clauses[CERTIFICATE]


def days(clause: ClauseRevision, value: int, comparator: str) -> ClauseRevision:
    changed = replace(clause.parameters["grace_days"], value=value, comparator=comparator)
    return replace(clause, parameters={"grace_days": changed})


PROPOSED: list[tuple[str, dict[str, Any], str]] = [
    ("level up", {"level": "must"}, "strengthened"),
    ("critical", {"critical": True}, "strengthened"),
    ("no level", {"level": None}, "relaxed"),
    ("title", {"title": {"en": "Other"}}, "editorial"),
    ("translation", {"text": {"en": "It keeps records, all.", "fr": "Elle garde tout."}}, "editorial"),
    ("punctuation", {"text": {"en": "It keeps Records; all."}}, "editorial"),
    ("number", {"text": {"en": "It keeps 10 records, all."}}, "strengthened"),
    ("guidance", {"guidance": {"en": "Ask."}}, "clarified"),
    ("no longer all metals", {"applicability": Applicability(metals=("cu",))}, "relaxed"),
    ("evidence", {"evidence": (Evidence(code="bill", description={"en": "Bill"}),)}, "strengthened"),
]
PLAIN = ClauseRevision(
    uid=NEW,
    revision="1.0.0",
    kind="requirement",
    level="should",
    title={"en": "Records"},
    text={"en": "It keeps records, all."},
)


@pytest.mark.parametrize(("changes", "kind"), [case[1:] for case in PROPOSED], ids=[case[0] for case in PROPOSED])
def test_a_kind_is_proposed_with_reasons(changes: dict[str, Any], kind: str) -> None:
    proposed = suggested(PLAIN, replace(PLAIN, **changes))
    assert proposed.kind == kind
    assert all(reason.words for reason in proposed.reasons)
    assert len(proposed.reasons) == 1


MIRRORED = {"strengthened": "relaxed", "relaxed": "strengthened"}


@pytest.mark.parametrize(
    "changes",
    [
        {"level": "must"},
        {"critical": True},
        {"evidence": (Evidence(code="bill", description={"en": "Bill"}),)},
        {"applicability": Applicability(metals=("cu",))},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_what_demands_more_one_way_demands_less_the_other_way(changes: dict[str, Any]) -> None:
    changed = replace(PLAIN, **changes)
    assert suggested(changed, PLAIN).kind == MIRRORED[suggested(PLAIN, changed).kind]


@pytest.mark.parametrize(
    ("comparator", "value", "kind"),
    [
        ("min", 9, "strengthened"),
        ("min", 1, "relaxed"),
        ("max", 9, "relaxed"),
        ("max", 1, "strengthened"),
        ("equal", 1, "strengthened"),
    ],
)
def test_a_bound_says_which_way_a_parameter_goes(draft: DraftState, comparator: str, value: int, kind: str) -> None:
    before = days(checked_clause(draft), 5, comparator)
    assert suggested(before, days(before, value, comparator)).kind == kind


def test_the_rule_of_a_check_counts_and_its_message_does_not(draft: DraftState) -> None:
    before = checked_clause(draft)
    (check,) = before.checks
    told = replace(before, checks=(replace(check, message={"en": "Late."}),))
    ruled = replace(before, checks=(replace(check, holds="delay < p.grace_days"),))
    kinds = [suggested(before, after).kind for after in (told, ruled, replace(before, checks=()))]
    assert kinds == ["editorial", "strengthened", "relaxed"]


def test_a_changed_parameter_changes_the_version_of_its_clause(draft: DraftState) -> None:
    changed = replace(draft.clauses[CERTIFICATE].parameters["grace_days"], value=0)
    state = drafted(draft, [PutParameter(uid=CERTIFICATE, parameter=changed)])
    (reason,) = verdicts(state)[CERTIFICATE].proposed.reasons
    assert "grace_days" in reason.words
    assert draft_edition(state).clauses[CERTIFICATE].revision == "3.0.0"
