"""The event log through the interface: found act by act, and checked by a program that trusts nobody."""

import hashlib
import json
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from tests.web.api.callers import Caller, queries_of
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import Scheme

from cupel_web.kernel import clock
from cupel_web.kernel.models import Event, User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock.clock_set_to(lambda: NOON):
        yield


def digest(event: dict[str, Any]) -> str:
    """As docs of the log say, from what the interface tells alone."""
    at = datetime.fromisoformat(event["at"]).isoformat(timespec="microseconds")
    names = ("actor", "action", "subject_type", "subject", "scope", "facts", "public_id", "previous")
    content = [event["number"], at, *(event[name] for name in names)]
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def every_event(call: Caller) -> list[dict[str, Any]]:
    """Page by page, oldest first."""
    found: list[dict[str, Any]] = []
    page = 1
    while rows := call.get(f"/events?page={page}&per_page=7")["items"]:
        found += rows
        page += 1
    return found[::-1]


def test_a_program_checks_the_chain_by_itself(scheme: Scheme, operator: User) -> None:
    call = Caller(operator)
    events = every_event(call)
    assert len(events) == Event.objects.count() > 20
    assert [event["number"] for event in events] == list(range(1, len(events) + 1))
    assert [event["digest"] for event in events] == [digest(event) for event in events]
    assert [event["previous"] for event in events[1:]] == [event["digest"] for event in events[:-1]]
    chain = call.get("/events/chain")
    assert chain == {"holds": True, "first_broken": None, "number": len(events), "digest": events[-1]["digest"]}


def test_a_chain_that_was_tampered_with_says_where(scheme: Scheme, secretary: User) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE kernel_event SET action = 'test.other' WHERE number = 3")
    chain = Caller(secretary).get("/events/chain")
    assert (chain["holds"], chain["first_broken"]) == (False, 3)


def test_events_are_found_by_act_and_by_record(scheme: Scheme, secretary: User) -> None:
    call = Caller(secretary)
    founded = call.get("/events?action=people.organisation_founded")
    assert founded["count"] == Event.objects.filter(action="people.organisation_founded").count() > 0
    assert {event["action"] for event in founded["items"]} == {"people.organisation_founded"}
    within = call.get(f"/events?subject={scheme.group.public_id}&per_page=200")["items"]
    assert within
    assert all(scheme.group.public_id in {each["subject"], each["scope"], each["actor"]} for each in within)


def test_the_log_of_nobody_is_empty(db: None, operator: User) -> None:
    assert Caller(operator).get("/events?subject=nobody") == {"items": [], "count": 0, "page": 1, "per_page": 50}


def test_queries_do_not_grow_with_rows(scheme: Scheme, operator: User) -> None:
    call = Caller(operator)
    assert queries_of(call, "/events?per_page=3") == queries_of(call, "/events?per_page=30")
