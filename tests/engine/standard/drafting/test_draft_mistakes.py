"""What is wrong with a draft is told while it is drafted."""

from dataclasses import replace
from typing import Any

import pytest
from tests.engine.standard.drafting.samples import CHECK, NEW, REASON, part
from tests.engine.standard.tiny import CERTIFICATE, DOCUMENTS, ROUTE, TRANSIT
from tests.engine.standard.words import VOCABULARY

from cupel.standard import CheckException
from cupel.standard.drafting import (
    DraftState,
    Edit,
    PutCheck,
    PutException,
    PutParameter,
    RemoveParameter,
    Reword,
    SetHead,
    SetLabel,
    SetLevel,
    Split,
    Withdraw,
    drafted,
    mistakes,
)

Told = tuple[str | None, str, str]


def told(state: DraftState) -> list[Told]:
    return [(each.uid, each.error.code, each.error.place.path or "") for each in mistakes(state, VOCABULARY)]


def test_a_sound_draft_has_none(draft: DraftState) -> None:
    assert told(draft) == []


def check(draft: DraftState, **changes: Any) -> Edit:
    return PutCheck(uid=CERTIFICATE, check=replace(draft.clauses[CERTIFICATE].checks[0], **changes))


def test_a_slot_without_its_parameter(draft: DraftState) -> None:
    state = drafted(draft, [Reword(uid=ROUTE, part="text", text="Within {limit}.")])
    assert told(state) == [(ROUTE, "standard-slot", "text/en")]


def test_a_parameter_outside_its_bounds(draft: DraftState) -> None:
    days = replace(draft.clauses[CERTIFICATE].parameters["grace_days"], value=90)
    state = drafted(draft, [PutParameter(uid=CERTIFICATE, parameter=days)])
    assert told(state) == [(CERTIFICATE, "standard-bounds", "parameters/grace_days/value")]


def test_a_parameter_that_text_and_check_still_name(draft: DraftState) -> None:
    state = drafted(draft, [RemoveParameter(uid=CERTIFICATE, parameter="grace_days")])
    assert told(state) == [
        (CERTIFICATE, "standard-slot", "text/en"),
        (CERTIFICATE, "expression-name", "checks/0/holds"),
    ]


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({"holds": "dealy <= 2"}, "expression-name", "checks/0/holds"),
        ({"holds": "delay +"}, "expression-syntax", "checks/0/holds"),
        ({"holds": "mass <= p.grace_days"}, "expression-unit", "checks/0/holds"),
        ({"entity": "ship"}, "expression-entity", ""),
        ({"message": {"en": "Late by {dealy}."}}, "standard-slot", "checks/0/message/en"),
        ({"severity": "huge"}, "standard-value", "checks/0/severity"),
    ],
)
def test_a_check_that_does_not_compile(draft: DraftState, changes: dict[str, Any], code: str, path: str) -> None:
    ((uid, found, where),) = told(drafted(draft, [check(draft, **changes)]))
    assert (uid, found) == (CERTIFICATE, code)
    assert path in where


def test_the_place_of_a_wrong_name_is_its_character(draft: DraftState) -> None:
    (mistake,) = mistakes(drafted(draft, [check(draft, holds="delay <= limit")]), VOCABULARY)
    assert mistake.error.place.column == 10


def test_an_exception_to_nothing_or_granted_by_nothing(draft: DraftState) -> None:
    nothing = CheckException(of="no-such-check", clause=ROUTE, when="erratum")
    stray = CheckException(of=f"{CERTIFICATE}#{CHECK}", clause=NEW, when="erratum")
    state = drafted(draft, [PutException(uid=ROUTE, exception=nothing), PutException(uid=TRANSIT, exception=stray)])
    assert [each[:2] for each in told(state)] == [(ROUTE, "standard-exception"), (TRANSIT, "standard-exception")]


def test_a_withdrawn_clause_that_another_one_still_refers_to(draft: DraftState) -> None:
    exception = CheckException(of=f"{CERTIFICATE}#{CHECK}", clause=ROUTE, when="erratum")
    state = drafted(draft, [PutException(uid=ROUTE, exception=exception), Withdraw(uid=CERTIFICATE, reason=REASON)])
    assert [each[:2] for each in told(state)] == [(ROUTE, "standard-exception")]


def test_a_clause_that_lacks_what_its_kind_needs(draft: DraftState) -> None:
    state = drafted(draft, [SetLevel(uid=ROUTE, level=None), Reword(uid=DOCUMENTS, part="title", text="")])
    assert [each[:2] for each in told(state)] == [
        (ROUTE, "standard-missing-key"),
        (DOCUMENTS, "standard-missing-key"),
    ]


def test_a_label_that_stands_twice_and_an_edition_without_a_title(draft: DraftState) -> None:
    given: list[Edit] = [SetLabel(uid=ROUTE, label="9"), Split(uid=TRANSIT, parts=(part(TRANSIT), part(NEW)))]
    assert told(drafted(draft, given)) == []
    assert [each[:2] for each in told(drafted(draft, [SetHead(scope={"metals": ("tin",)})]))] == [
        (None, "standard-value")
    ]


def test_one_mistake_does_not_hide_another(draft: DraftState) -> None:
    slot = Reword(uid=ROUTE, part="text", text="Within {limit}.")
    state = drafted(draft, [slot, check(draft, holds="dealy <= 2")])
    assert [each[:2] for each in told(state)] == [(ROUTE, "standard-slot"), (CERTIFICATE, "expression-name")]


@pytest.mark.parametrize("uid", [ROUTE, CERTIFICATE, TRANSIT])
def test_what_is_wrong_in_one_clause_is_what_is_wrong_there_in_all(draft: DraftState, uid: str) -> None:
    slot = Reword(uid=ROUTE, part="text", text="Within {limit}.")
    state = drafted(draft, [slot, check(draft, holds="dealy <= 2")])
    alone = [str(each.error) for each in mistakes(state, VOCABULARY, uids=[uid])]
    assert alone == [str(each.error) for each in mistakes(state, VOCABULARY) if each.uid == uid]
