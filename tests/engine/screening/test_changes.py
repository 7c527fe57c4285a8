"""Screening again after a change equals screening everything, and compares only what changed."""

import sys
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.screening.parties import one, records, rows
from tests.engine.screening.test_memory import AT, DAY

from cupel.screening import build_index, evidence_hashes, screen
from cupel.screening.batch import name_pairs
from cupel.screening.changes import MOST_PARTS, Screening, changed_parties, first_screening, report, rescreen
from cupel.screening.index import Names
from cupel.screening.memory import Evidence, Judgement, decided, remembered

Rows = list[dict[str, Any]]


def edited(side: Rows, edits: list[tuple[str, dict[str, Any]]], prefix: str) -> Rows:
    """Rows after some came, changed or went: an edit is a number with a party, whose name tells which."""
    held = {row["party_id"]: row for row in side}
    for what, party in edits:
        number = prefix + party["party_id"][1:]
        held.pop(number, None)
        if what == "put":
            held[number] = {**party, "party_id": number}
    return list(held.values())


edits = st.lists(
    st.tuples(st.sampled_from(["put", "put", "drop"]), st.integers(0, 12).flatmap(lambda n: one(f"X{n:02}"))),
    max_size=3,
)


@given(ours=rows(), theirs=rows(prefix="L"), steps=st.lists(st.tuples(edits, edits), min_size=1, max_size=3))
@settings(deadline=None, max_examples=12)
def test_every_change_leads_to_the_hits_of_a_full_run(ours: Rows, theirs: Rows, steps: list[Any]) -> None:
    state = first_screening(records(*ours), build_index(records(*theirs)), list_id="example", threshold=0.5)
    for our_edits, their_edits in steps:
        ours, theirs = edited(ours, our_edits, "P"), edited(theirs, their_edits, "L")
        subjects, index = records(*ours), build_index(records(*theirs))
        state = rescreen(state, subjects=subjects if our_edits else None, index=index if their_edits else None).now
        assert state.hits.equals(screen(subjects, index, threshold=0.5))
        told = Evidence.of("example", subjects, index.records)
        assert state.evidence.subjects.equals(told.subjects)
        assert state.evidence.listed.equals(told.listed)


SUBJECTS = [{"party_id": f"s{n:02}", "name": f"Orvandel {word}"} for n, word in enumerate(
    ["Belmaru", "Sondrak", "Quintessor", "Tazhkov", "Mirelle", "Ulvane", "Kesmirov", "Drashtun", "Polvecca", "Zimbarro"]
)]  # fmt: skip
ENTRIES = [{"party_id": f"e{n:02}", "name": row["name"]} for n, row in enumerate(SUBJECTS)]


def base() -> Screening:
    """Ten subjects against ten entries."""
    return first_screening(records(*SUBJECTS), build_index(records(*ENTRIES)), list_id="example")


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Names of subjects times names of entries, for each time that names are compared."""
    handed: list[int] = []

    def counting(names: pl.DataFrame | Names, listed: Names, *, least: float) -> pl.DataFrame:
        handed.append((names.size if isinstance(names, Names) else names.height) * listed.size)
        return name_pairs(names, listed, least=least)

    monkeypatch.setattr(sys.modules["cupel.screening.screen"], "name_pairs", counting)
    return handed


def test_nothing_changed_nothing_compared(compared: list[int]) -> None:
    state = base()
    compared.clear()
    again = rescreen(state, subjects=records(*SUBJECTS), index=build_index(records(*ENTRIES)))
    assert compared == []
    assert again.now.hits.equals(state.hits)
    assert report(again).is_empty()


@pytest.mark.parametrize(("subjects", "entries"), [(1, 0), (0, 1), (2, 3), (10, 0)])
def test_work_is_changed_subjects_by_all_entries_and_all_subjects_by_changed_entries(
    compared: list[int], subjects: int, entries: int
) -> None:
    state = base()
    compared.clear()
    ours = [row | {"name": row["name"] + " Zelk"} for row in SUBJECTS[:subjects]] + SUBJECTS[subjects:]
    theirs = [row | {"name": row["name"] + " Zelk"} for row in ENTRIES[:entries]] + ENTRIES[entries:]
    rescreen(state, subjects=records(*ours), index=build_index(records(*theirs)))
    assert sum(compared) <= subjects * len(ENTRIES) + (len(SUBJECTS) + subjects) * entries
    assert sum(compared) >= subjects * len(ENTRIES)


def test_prepared_parts_do_not_pile_up() -> None:
    state = base()
    for turn in range(20):
        ours = [SUBJECTS[0] | {"name": f"Orvandel Belmaru {turn}"}, *SUBJECTS[1:]]
        state = rescreen(state, subjects=records(*ours)).now
    assert len(state.parts) <= MOST_PARTS
    assert state.hits.equals(screen(records(*ours), build_index(records(*ENTRIES))))


def test_another_version_of_scoring_is_a_full_run(monkeypatch: pytest.MonkeyPatch, compared: list[int]) -> None:
    state = base()
    compared.clear()
    monkeypatch.setattr("cupel.screening.changes.normaliser_version", lambda: "another")
    again = rescreen(state)
    assert again.full
    assert compared == [len(SUBJECTS) * len(ENTRIES)]
    assert again.now.normaliser == "another"


def test_the_report_says_what_came_went_and_why() -> None:
    state = base()
    ours = [SUBJECTS[0] | {"country": "DE"}, *SUBJECTS[1:9], {"party_id": "s99", "name": "Orvandel Tazhkov"}]
    theirs = [ENTRIES[0] | {"country": "CL"}, *ENTRIES[2:]]
    again = rescreen(state, subjects=records(*ours), index=build_index(records(*theirs)))
    told = {(row["subject_id"], row["entity_id"]): row for row in report(again).to_dicts()}
    assert told["s99", "e03"]["event"] == "appeared"
    assert told["s99", "e03"]["subject_change"] == "added"
    assert (told["s01", "e01"]["event"], told["s01", "e01"]["state"]) == ("vanished", "superseded")
    assert told["s01", "e01"]["listed_change"] == "removed"
    assert told["s09", "e09"]["subject_change"] == "removed"
    altered = told["s00", "e00"]
    assert (altered["event"], altered["subject_groups"], altered["listed_groups"]) == ("altered", ["place"], ["place"])
    assert altered["state"] is None


def test_a_decision_that_no_longer_holds_is_in_the_report() -> None:
    state = base()
    pair = state.hits.filter(pl.col("subject_id") == "s00")
    judgement = Judgement(verdict="no match", reason="other name", decided_by="officer", decided_at=AT)
    decisions = decided(pair, judgement, state.evidence)
    again = rescreen(state, index=build_index(records(ENTRIES[0] | {"aliases": "OB"}, *ENTRIES[1:])))
    told = remembered(again.now.hits, decisions, again.now.evidence, on=DAY)
    rows = report(again, told).rows(named=True)
    assert [(r["subject_id"], r["event"], r["listed_groups"]) for r in rows] == [
        ("s00", "re-opened", ["name"])
    ] * pair.height


def test_changed_parties_are_told_apart() -> None:
    before, after = records(*SUBJECTS[:3]), records(SUBJECTS[1] | {"country": "DE"}, *SUBJECTS[2:4])
    told = changed_parties(evidence_hashes(before), evidence_hashes(after))
    assert told.select("entity_id", "change").rows() == [("s00", "removed"), ("s01", "changed"), ("s03", "added")]
    assert told["groups"][1].to_list() == ["place"]
