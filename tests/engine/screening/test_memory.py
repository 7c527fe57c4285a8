"""Decisions are remembered until the evidence changes, and for nobody else."""

from datetime import UTC, date, datetime
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.screening.parties import records

from cupel.errors import DecisionError
from cupel.screening import build_index, screen
from cupel.screening.memory import (
    REASONS,
    VERDICTS,
    Evidence,
    Judgement,
    decided,
    no_decisions,
    remembered,
    reopened,
    seconded,
)

AT = datetime(2030, 3, 1, 9, tzinfo=UTC)
DAY = date(2030, 3, 2)
OURS = {"party_id": "s1", "name": "Orvandel Belmaru", "kind": "person", "country": "DE"}
TWIN = OURS | {"party_id": "s2"}
THEIRS = {"party_id": "e1", "name": "Orvandel Belmari", "kind": "person", "birth_date": date(1961, 4, 5)}


class Desk:
    """A reviewer's place of work: two subjects alike, one list."""

    def __init__(
        self, ours: dict[str, Any] = OURS, theirs: dict[str, Any] = THEIRS, *, list_id: str = "example"
    ) -> None:
        subjects, listed = records(ours, TWIN), records(theirs)
        self.hits = screen(subjects, build_index(listed))
        self.evidence = Evidence.of(list_id, subjects, listed)

    def decide(self, verdict: str = "no match", **more: Any) -> pl.DataFrame:
        """A decision about the first subject's hit."""
        judgement = {"verdict": verdict, "reason": "other birth", "decided_by": "officer", "decided_at": AT, **more}
        return decided(self.hits.filter(pl.col("subject_id") == "s1"), Judgement(**judgement), self.evidence)

    def recall(self, decisions: pl.DataFrame, subject: str = "s1", on: date = DAY, **more: Any) -> dict[str, Any]:
        """What is remembered of a subject's hit."""
        told = remembered(self.hits, decisions, self.evidence, on=on, **more)
        assert told.select(self.hits.columns).equals(self.hits)
        return told.row(by_predicate=pl.col("subject_id") == subject, named=True)


def test_a_hit_is_open_until_somebody_decides() -> None:
    assert Desk().recall(no_decisions())["state"] == "open"


@pytest.mark.parametrize(
    ("verdict", "state"), [("match", "confirmed"), ("no match", "cleared"), ("unsure", "escalated")]
)
def test_a_decision_is_applied_again_and_named(verdict: str, state: str) -> None:
    desk = Desk()
    decisions = desk.decide(verdict)
    told = desk.recall(decisions)
    assert told["state"] == state
    assert told["decision_id"] == decisions["decision_id"][0]
    assert (told["verdict"], told["reason"], told["decided_by"], told["decided_at"]) == (
        verdict,
        "other birth",
        "officer",
        AT,
    )


def test_a_decision_never_speaks_for_another_subject_or_list() -> None:
    decisions = Desk().decide()
    assert Desk().recall(decisions, "s2")["state"] == "open"
    assert Desk(list_id="other").recall(decisions)["state"] == "open"


CHANGES = [
    ({"country": "CL"}, {}, ["place"], []),
    ({"name": "Orvandel Belmarui"}, {}, ["name"], []),
    ({"registration_no": "77-1003"}, {}, ["identifier"], []),
    ({"kind": "organisation"}, {}, ["entity"], []),
    ({}, {"birth_date": date(1961, 4, 6)}, [], ["birth"]),
    ({}, {"aliases": "OB"}, [], ["name"]),
    ({"country": "CL", "birth_date": DAY}, {"country": "AR"}, ["birth", "place"], ["place"]),
]  # fmt: skip


@pytest.mark.parametrize(("ours", "theirs", "subject", "listed"), CHANGES)
def test_a_change_opens_the_hit_again_and_says_what_changed(
    ours: dict[str, Any], theirs: dict[str, Any], subject: list[str], listed: list[str]
) -> None:
    decisions = Desk().decide()
    told = Desk(OURS | ours, THEIRS | theirs).recall(decisions)
    assert (told["state"], told["verdict"]) == ("open", "no match")
    assert (told["changed_subject"], told["changed_listed"], told["expired"]) == (subject, listed, False)


def test_only_hits_that_were_decided_once_are_open_again() -> None:
    changed = Desk(OURS | {"country": "CL"})
    told = remembered(changed.hits, Desk().decide(), changed.evidence, on=DAY)
    assert reopened(told)["subject_id"].to_list() == ["s1"]


@pytest.mark.parametrize(
    ("on", "state", "expired"), [(date(2030, 6, 30), "cleared", False), (date(2030, 7, 1), "open", True)]
)
def test_a_decision_expires_after_its_last_day(on: date, state: str, expired: bool) -> None:
    desk = Desk()
    told = desk.recall(desk.decide(expires_at=date(2030, 6, 30)), on=on)
    assert (told["state"], told["expired"], told["verdict"]) == (state, expired, "no match")


def test_the_last_decision_by_the_day_counts() -> None:
    desk = Desk()
    later = desk.decide("match", decided_at=datetime(2030, 3, 5, tzinfo=UTC))
    both = pl.concat([later, desk.decide()])
    assert desk.recall(both, on=date(2030, 3, 4))["state"] == "cleared"
    assert desk.recall(both, on=date(2030, 3, 5))["state"] == "confirmed"
    assert desk.recall(both, on=date(2030, 2, 28))["state"] == "open"


def test_four_eyes_wait_for_a_second_reviewer() -> None:
    desk = Desk()
    decisions = desk.decide()
    assert desk.recall(decisions, four_eyes=True)["state"] == "awaiting second reviewer"
    seen = seconded(decisions, decisions["decision_id"], reviewed_by="second officer", reviewed_at=AT)
    assert desk.recall(seen, four_eyes=True)["state"] == "cleared"
    assert seen["decision_id"].to_list() == decisions["decision_id"].to_list()
    assert desk.recall(desk.decide("unsure"), four_eyes=True)["state"] == "escalated"


@pytest.mark.parametrize(("who", "which"), [("officer", None), (" ", None), ("second officer", "unknown")])
def test_nobody_seconds_their_own_or_an_unknown_decision(who: str, which: str | None) -> None:
    decisions = Desk().decide()
    with pytest.raises(DecisionError, match="second-reviewer"):
        seconded(decisions, [which or decisions["decision_id"][0]], reviewed_by=who, reviewed_at=AT)


def test_one_decision_cannot_speak_for_several_subjects() -> None:
    desk = Desk()
    judgement = Judgement(verdict="match", reason="same party", decided_by="officer", decided_at=AT)
    with pytest.raises(DecisionError, match="decision-for-several"):
        decided(desk.hits, judgement, desk.evidence)


@pytest.mark.parametrize(
    "wrong", [{"verdict": "maybe"}, {"reason": "because"}, {"decided_by": ""}, {"decided_at": datetime(2030, 3, 1)}]
)
def test_a_decision_says_what_why_who_and_when(wrong: dict[str, Any]) -> None:
    with pytest.raises(DecisionError, match="decision-incomplete"):
        Desk().decide(**wrong)


pairs = st.tuples(st.sampled_from(["s1", "s2", "s3"]), st.sampled_from(["e1", "e2"]))
made = st.tuples(pairs, st.sampled_from(VERDICTS), st.integers(0, 5), st.sampled_from(["example", "other"]))


@given(made=st.lists(made, max_size=8), on=st.integers(0, 6))
@settings(deadline=None, max_examples=60)
def test_each_pair_has_the_state_of_its_own_last_decision(made: list[Any], on: int) -> None:
    subjects = records(*({**OURS, "party_id": each} for each in ("s1", "s2", "s3")))
    listed = records(*({**THEIRS, "party_id": each} for each in ("e1", "e2")))
    hits = pl.DataFrame(
        [(s, e) for s in ("s1", "s2", "s3") for e in ("e1", "e2")], ["subject_id", "entity_id"], orient="row"
    )
    last: dict[tuple[str, str], tuple[int, str]] = {}
    decisions = [no_decisions()]
    for number, (pair, verdict, day, list_id) in enumerate(made):
        at = datetime(2030, 3, 1 + day, 0, number, tzinfo=UTC)
        judgement = Judgement(verdict=verdict, reason=REASONS[0], decided_by="officer", decided_at=at)
        row = pl.DataFrame([pair], ["subject_id", "entity_id"], orient="row")
        decisions.append(decided(row, judgement, Evidence.of(list_id, subjects, listed)))
        if list_id == "example" and day <= on and (day, number) >= (last.get(pair, (0, ""))[0], 0):
            last[pair] = (day, verdict)
    told = remembered(hits, pl.concat(decisions), Evidence.of("example", subjects, listed), on=date(2030, 3, 1 + on))
    states = {"match": "confirmed", "no match": "cleared", "unsure": "escalated"}
    expected = [states[last[pair][1]] if pair in last else "open" for pair in hits.iter_rows()]
    assert told["state"].to_list() == expected
