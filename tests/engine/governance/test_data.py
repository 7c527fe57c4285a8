"""Procedures as plain data: nothing is lost on the way, and what is wrong is told with its place."""

import json
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator
from tests.engine.governance.bodies import SUCCESSOR, procedures

from cupel.errors import ProcedureError
from cupel.governance import SCHEMA, Procedure, procedure_data, procedure_from

LEAST = {
    "uid": "group", "version": "1", "in_force": "2026-01-01", "categories": [], "majority": {"share": "1/2"},
}  # fmt: skip


@given(procedure=procedures)
def test_a_round_trip_through_json_loses_nothing(procedure: Procedure) -> None:
    data = json.loads(json.dumps(procedure_data(procedure)))
    Draft202012Validator(SCHEMA).validate(data)
    assert procedure_from(data) == procedure


def test_what_is_left_out_has_its_default() -> None:
    told = procedure_data(procedure_from(LEAST))
    assert told["quorum"] == {"share": "0", "of_each": 0}
    assert (told["voting_unit"], told["majority"]["base"], told["by_consensus"]) == ("seat", "for or against", True)


def test_shares_are_exact() -> None:
    assert procedure_data(SUCCESSOR)["majority"]["share"] == "7/10"


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"majority": {"share": "0.7"}}, r"\$\.majority\.share"),
        ({"majority": {"share": "1/0"}}, r"\$\.majority\.share"),
        ({"majority": {"share": 0.7}}, r"\$\.majority\.share"),
        ({"majority": {}}, r"\$\.majority"),
        ({"in_force": "1 January"}, r"\$\.in_force"),
        ({"quorum": {"of_each": -1}}, r"\$\.quorum\.of_each"),
        ({"voting_unit": "everybody"}, r"\$\.voting_unit"),
        ({"quorom": {}}, "quorom"),
        ({"categories": ["users", "users"]}, r"\$\.categories"),
        ({"cycle": {}}, r"\$\.cycle"),
        ({"cycle": {"stages": []}}, r"\$\.cycle\.stages"),
        ({"cycle": {"stages": [{"stage": "drafting", "planned": "0 days"}]}}, r"\$\.cycle\.stages\[0\]\.planned"),
        ({"cycle": {"stages": [{"stage": "drafting", "planned": "2 moons"}]}}, r"\$\.cycle\.stages\[0\]\.planned"),
        ({"cycle": {"stages": [{"stage": "haste", "planned": "2 days"}]}}, r"\$\.cycle\.stages\[0\]\.stage"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(change: dict[str, Any], path: str) -> None:
    with pytest.raises(ProcedureError, match=path):
        procedure_from({**LEAST, **change})


def test_a_procedure_without_a_cycle_reads_as_it_did() -> None:
    """What was stored before is the same content, with the same hash."""
    assert "cycle" not in procedure_data(procedure_from(LEAST))


def test_a_cycle_needs_its_stages_only() -> None:
    found = procedure_from({**LEAST, "cycle": {"stages": [{"stage": "drafting", "planned": "6 months"}]}}).cycle
    assert found is not None
    assert (found.zone, found.inclusive, found.review, dict(found.rounds)) == ("UTC", False, None, {})
