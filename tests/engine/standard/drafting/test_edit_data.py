"""Edits as plain data."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.engine.standard.drafting.samples import CLAUSE
from tests.engine.standard.tiny import CERTIFICATE, ROUTE, SECTION

from cupel.errors import StandardError
from cupel.standard.drafting import Add, DraftState, PutParameter, Reword, edit_data, edit_from, edit_schema, made_on


def test_the_data_of_an_edit_name_its_kind(draft: DraftState) -> None:
    days = draft.clauses[CERTIFICATE].parameters["grace_days"]
    data = edit_data(PutParameter(uid=CERTIFICATE, parameter=days))
    assert (data["edit"], data["name"], data["parameter"]["value"]) == ("put-parameter", "grace_days", 1)
    assert edit_data(Reword(uid=ROUTE, part="text", text="")) == {
        "edit": "reword",
        "uid": ROUTE,
        "part": "text",
        "text": "",
    }


def test_what_an_edit_was_made_on_goes_with_it(draft: DraftState) -> None:
    edit = made_on(draft, Reword(uid=ROUTE, part="text", text="Other."))
    assert list(edit.made_on) == [ROUTE]
    assert edit_from(edit_data(edit)) == edit


WRONG: list[tuple[Any, str, str]] = [
    ([], "draft-edit", "edit"),
    ({"edit": "rewrite"}, "draft-edit", "edit"),
    ({"edit": ["reword"]}, "draft-edit", "edit"),
    ({"edit": "reword", "uid": ROUTE, "part": "text"}, "standard-missing-key", ""),
    ({"edit": "reword", "uid": "x", "part": "text", "text": "y"}, "standard-form", "uid"),
    ({"edit": "reword", "uid": ROUTE, "part": "label", "text": "y"}, "standard-value", "part"),
    ({"edit": "reword", "uid": ROUTE, "part": "text", "text": "y", "lang": "en"}, "standard-unknown-key", "lang"),
    ({"edit": "withdraw", "uid": ROUTE, "reason": {}}, "standard-bounds", "reason"),
    ({"edit": "move", "uid": ROUTE, "parent": None, "position": "1"}, "standard-type", "position"),
    ({"edit": "judge", "uid": ROUTE, "decided_on": "2026-13-01"}, "standard-form", "decided_on"),
]


@pytest.mark.parametrize(("data", "code", "path"), WRONG, ids=[str(data)[:50] for data, _code, _path in WRONG])
def test_data_that_are_no_edit_are_refused_with_the_path(data: Any, code: str, path: str) -> None:
    with pytest.raises(StandardError) as refused:
        edit_from(data)
    assert (refused.value.code, refused.value.place.path or "") == (code, path)


def test_the_published_schema_is_one() -> None:
    Draft202012Validator.check_schema(edit_schema())
    data = edit_data(Add(clause=CLAUSE, parent=SECTION, position=0))
    assert Draft202012Validator(edit_schema()).is_valid(data)
    assert not Draft202012Validator(edit_schema()).is_valid({**data, "position": -1})
