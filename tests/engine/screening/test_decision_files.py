"""Decisions in files."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cupel.errors import DecisionError
from cupel.screening.decision_files import from_json_lines, from_resolver, to_json_lines
from cupel.screening.memory import DECISIONS, REASONS, VERDICTS, Evidence
from cupel.screening.records import GROUPS

AT = datetime(2030, 3, 1, tzinfo=UTC)
text = st.none() | st.text(max_size=6)
evidence = st.fixed_dictionaries({group: st.none() | st.just("ab12") for group in GROUPS})
times = st.datetimes(datetime(2000, 1, 1), datetime(2050, 1, 1), timezones=st.just(UTC))
decision = st.fixed_dictionaries(
    dict.fromkeys(("decision_id", "subject_id", "entity_id", "list_id", "note", "decided_by", "reviewed_by"), text)
    | {"verdict": st.sampled_from(VERDICTS), "reason": st.sampled_from(REASONS)}
    | {"decided_at": times, "reviewed_at": st.none() | times}
    | {"expires_at": st.none() | st.dates(date(2000, 1, 1), date(2050, 1, 1))}
    | {"subject_evidence": evidence, "listed_evidence": evidence}
)


@given(rows=st.lists(decision, max_size=5))
@settings(deadline=None, max_examples=60)
def test_decisions_come_back_as_they_were(rows: list[dict[str, object]]) -> None:
    decisions = pl.DataFrame(rows, schema=DECISIONS)
    assert from_json_lines(to_json_lines(decisions)).equals(decisions)


@pytest.mark.parametrize("line", ["{", "[]", "7", "{}", '{"verdict": "match"}'])
def test_a_line_that_is_no_decision_is_named(line: str) -> None:
    with pytest.raises(DecisionError, match="line 2"):
        from_json_lines("\n" + line)


def test_a_line_that_nests_without_end_is_named() -> None:
    with pytest.raises(DecisionError, match="line 1"):
        from_json_lines("[" * 100_000)


def test_a_verdict_that_does_not_exist_is_refused() -> None:
    row = dict.fromkeys(DECISIONS) | {"verdict": "perhaps"}
    with pytest.raises(DecisionError, match="line 1"):
        from_json_lines(json.dumps(row))


def known(ids: str) -> pl.DataFrame:
    """Hashes of parties with these ids."""
    return pl.DataFrame([{"entity_id": each, **dict.fromkeys(GROUPS, each)} for each in ids.split()])


def imported(*lines: Sequence[object]) -> list[tuple[str, str, str]]:
    """What a resolver file says about subjects s1, s2 and entities e1, e2."""
    file = "".join(json.dumps(line) + "\n" for line in lines)
    told = from_resolver(file, Evidence("example", known("s1 s2"), known("e1 e2")), decided_by="file", decided_at=AT)
    return sorted(told.select("subject_id", "entity_id", "verdict").rows())


def test_judgements_become_verdicts_in_either_direction() -> None:
    lines: list[list[object]] = [
        ["s1", "e1", "positive", 0.9, "officer", None],
        ["e2", "s1", "negative"],
        ["s2", "e1", "unsure"],
    ]
    assert imported(*lines) == [("s1", "e1", "match"), ("s1", "e2", "no match"), ("s2", "e1", "unsure")]


def test_suggestions_and_strangers_are_left_out() -> None:
    assert imported(["s1", "e1", "no_judgement", 0.7], ["x", "e1", "positive"], ["s1", "s2", "positive"]) == []


def test_an_id_that_stands_for_others_passes_judgements_on() -> None:
    same: list[list[object]] = [["NK-1", "s1", "positive"], ["e1", "NK-2", "positive"], ["NK-1", "NK-2", "positive"]]
    assert imported(*same) == [("s1", "e1", "match")]
    assert imported(["NK-1", "s1", "positive"], ["NK-1", "e2", "negative"]) == [("s1", "e2", "no match")]


def test_one_subject_never_speaks_for_another() -> None:
    assert imported(["s1", "s2", "positive"], ["s1", "e1", "negative"]) == [("s1", "e1", "no match")]


def test_person_and_time_are_the_files_where_it_tells_them() -> None:
    lines = '["s1", "e1", "positive", null, "officer", "2029-01-02T03:04:05"]\n["s2", "e1", "positive"]\n'
    told = from_resolver(lines, Evidence("example", known("s1 s2"), known("e1")), decided_by="file", decided_at=AT)
    assert told.select("decided_by", "decided_at", "reason").rows() == [
        ("officer", datetime(2029, 1, 2, 3, 4, 5, tzinfo=UTC), "imported"),
        ("file", AT, "imported"),
    ]
    assert told["subject_evidence"].struct.field("name").to_list() == ["s1", "s2"]


@pytest.mark.parametrize("line", ["{", '["s1", "e1"]', '["s1", "e1", "same"]'])
def test_a_line_that_is_no_judgement_is_named(line: str) -> None:
    with pytest.raises(DecisionError, match="line 1"):
        from_resolver(line, Evidence("example", known("s1"), known("e1")), decided_by="file", decided_at=AT)
