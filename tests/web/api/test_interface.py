"""What holds for the whole interface: tokens, problems, description."""

import re
from collections import defaultdict
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver
from tests.web.addresses import patterns
from tests.web.api.callers import Caller
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import Scheme, signed_in

from cupel_web.api.access import operations_of
from cupel_web.api.actions import issue_token, revoke_token
from cupel_web.api.interface import api
from cupel_web.api.models import AccessToken
from cupel_web.kernel import clock
from cupel_web.kernel.access import declared
from cupel_web.kernel.events import first_broken_event
from cupel_web.kernel.models import Event, User

pytestmark = pytest.mark.django_db

ROOMS = (
    "groups",
    "consultations",
    "decisions",
    "drafting",
    "kernel",
    "meetings",
    "people",
    "recommendations",
    "regulations",
    "standards",
    "work",
)
PAGES_ALONE = {
    # A judgement is an edit like others, and its act asks for the permission.
    "drafting.judge",
    # A form that came by mail is keyed in by a person who reads it.
    "consultations.key",
}
"""Permissions that only pages ask for, each with its reason."""
OWN_ROOMS = ("account", "api", "kernel", "meetings", "notices", "people")
OWN_PAGES_ALONE = {
    # Whoever found a token could lock its person out, or make tokens that outlive it: what opens a door stays with
    # those who sign in.
    "account_change_password", "account_set_password", "account_reauthenticate", "account_email", "tokens",
    "revoke_token", "my_calendar",
    # It cannot be undone: a person types their address in full, so that no slip and no program does it.
    "erase_me",
    # One page for reading and writing: GET and PUT of /me and of /me/mail.
    "me", "my_mail",
}  # fmt: skip
"""Pages for anybody who signed in, without an operation of the same name, each with its reason."""


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock.clock_set_to(lambda: NOON):
        yield


def problem_of(response: Any, status: int) -> dict[str, Any]:
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    told: dict[str, Any] = response.json()
    assert told["status"] == status
    assert told["title"]
    return told


def test_public_records_need_no_token(scheme: Scheme) -> None:
    assert {group["slug"] for group in Caller(None).get("/groups")} == {"board", "council", "working-group"}


def test_a_token_acts_for_its_person_until_its_last_day(secretary: User, scheme: Scheme) -> None:
    call = Caller(secretary)
    assert call("GET", "/groups/working-group/access").status_code == 200
    with clock.clock_set_to(lambda: NOON + timedelta(days=301)):
        assert problem_of(call("GET", "/groups/working-group/access"), 401)["code"] == "token"


def test_a_token_that_is_revoked_opens_nothing(secretary: User, scheme: Scheme) -> None:
    call = Caller(secretary)
    revoke_token(AccessToken.objects.get(), by=secretary, now=NOON)
    problem_of(call("GET", "/groups/working-group/access"), 401)


def test_a_token_that_nobody_issued_opens_nothing_not_even_what_is_public(scheme: Scheme) -> None:
    call = Caller(None)
    call.secret = "cupel_nonsense"
    problem_of(call("GET", "/groups"), 401)


def test_a_token_of_somebody_who_left_opens_nothing(secretary: User, scheme: Scheme) -> None:
    call = Caller(secretary)
    secretary.is_active = False
    secretary.save()
    problem_of(call("GET", "/groups/working-group/access"), 401)


def test_a_token_that_reads_does_not_write(secretary: User, scheme: Scheme) -> None:
    call = Caller(secretary, writes=False)
    assert call("GET", "/groups/working-group/access").status_code == 200
    assert problem_of(call("POST", "/groups/working-group/access", {}), 403)["code"] == "read-only"


def test_the_cookie_of_a_session_counts_for_nothing(secretary: User, scheme: Scheme) -> None:
    browser = signed_in(secretary)
    assert browser.get("/groups/working-group/seats/").status_code == 200
    assert browser.get("/api/groups/working-group/access").status_code == 401


def test_the_secret_is_kept_nowhere(secretary: User) -> None:
    token, secret = issue_token(secretary, label="Report", writes=False, expires_on=NOON.date(), now=NOON)
    assert secret not in str([list(AccessToken.objects.values()), list(Event.objects.values())])
    assert token.key == AccessToken.key_of(secret)
    assert first_broken_event() is None


def test_what_is_wrong_with_a_body_is_said_field_by_field(secretary: User, scheme: Scheme) -> None:
    call = Caller(secretary)
    told = problem_of(call("POST", "/groups/working-group/access", {"email": "x@example.org", "role": "king"}), 422)
    assert {each["field"] for each in told["errors"]} == {"name", "role"}
    told = problem_of(
        call("POST", "/groups/working-group/access", {"email": "nonsense", "name": "X", "role": "member"}), 422
    )
    assert [each["field"] for each in told["errors"]] == ["email"]


def test_a_field_that_nobody_reads_is_a_mistake(secretary: User, scheme: Scheme) -> None:
    body = {"email": "x@example.org", "name": "X", "role": "member", "until": "2026-01-01"}
    told = problem_of(Caller(secretary)("POST", "/groups/working-group/access", body), 422)
    assert [each["field"] for each in told["errors"]] == ["until"]


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 100_000, b"\xff\xfe", b'"text"', b"null", b'{"name": "\\u0000"}'])
def test_a_body_that_is_no_body_is_a_problem_and_no_failure(body: bytes, secretary: User, scheme: Scheme) -> None:
    call = Caller(secretary)
    headers = {"Authorization": f"Bearer {call.secret}"}
    response = call.client.generic(
        "POST", "/api/groups/working-group/access", body, content_type="application/json", headers=headers
    )
    assert response.status_code in {400, 422}
    assert response["Content-Type"] == "application/problem+json"


def test_an_address_that_no_operation_has_is_a_problem_too(db: None) -> None:
    problem_of(Caller(None)("GET", "/nonsense"), 404)
    checking = Client(enforce_csrf_checks=True)
    problem_of(checking.post("/api/nonsense", {}, "application/json"), 404)
    problem_of(Caller(None)("GET", "/groups/no-such-group"), 404)


def test_who_may_not_is_told_before_the_body_is_looked_at(member: User, scheme: Scheme) -> None:
    problem_of(Caller(member)("POST", "/groups/working-group/seats", {"nonsense": True}), 403)


def test_of_two_who_write_at_once_the_second_is_told(secretary: User, scheme: Scheme) -> None:
    call = Caller(secretary)
    known = call.get("/groups/working-group")
    body = {"revision": known["revision"], "name": "New name", "purpose": "P.", "invites": ["experts"]}
    assert call.done("PUT", "/groups/working-group", body)["revision"] == known["revision"] + 1
    assert problem_of(call("PUT", "/groups/working-group", {**body, "name": "Other"}), 409)["code"] == "stale"
    assert call.get("/groups/working-group")["name"] == "New name"


def test_every_name_in_the_description_means_one_thing() -> None:
    models: dict[str, set[int]] = defaultdict(set)
    for _path, operation in operations_of(api):
        for told in (*operation.response_models.values(), *operation.models):
            if hasattr(told, "model_json_schema"):
                for name, known in told.model_json_schema().get("$defs", {}).items():
                    models[name].add(hash(str(sorted(known.get("properties", {})))))
    assert {name for name, kinds in models.items() if len(kinds) > 1} == set()


def test_every_operation_says_what_it_does() -> None:
    assert [path for path, operation in operations_of(api) if not operation.description] == []


def test_programs_may_do_what_pages_do() -> None:
    pages = {
        declared(pattern.callback)
        for pattern in patterns(get_resolver())
        if str(pattern.callback.__module__).split(".")[1] in ROOMS
    }
    programs = {declared(operation.view_func) for _path, operation in operations_of(api)}
    assert pages - programs - {"public", "signed in", None} == PAGES_ALONE


def test_programs_may_do_of_their_own_what_pages_do() -> None:
    pages = {
        str(pattern.name)
        for pattern in patterns(get_resolver())
        if str(pattern.callback.__module__).split(".")[1] in OWN_ROOMS and declared(pattern.callback) == "signed in"
    }
    programs = {operation.view_func.__name__ for _path, operation in operations_of(api)}
    assert pages - programs == OWN_PAGES_ALONE


def test_the_description_is_there_for_tools_and_for_people(visitor: Client, db: None) -> None:
    told = visitor.get("/api/openapi.json").json()
    assert told["openapi"].startswith("3.")
    assert "/api/groups" in told["paths"]
    page = visitor.get("/interface/").content.decode()
    assert "POST /api/groups/{slug}/seats" in page
    assert "groups.keep_seats" in page


def test_the_description_names_nothing_that_it_does_not_hold(visitor: Client, db: None) -> None:
    told = visitor.get("/api/openapi.json")
    named = set(re.findall(r'"\$ref": "#/components/schemas/([^"]+)"', told.content.decode()))
    assert named
    assert named <= set(told.json()["components"]["schemas"])


def test_a_problem_is_as_the_description_says(visitor: Client, db: None) -> None:
    told = visitor.get("/api/openapi.json").json()
    operations = [each for methods in told["paths"].values() for each in methods.values()]
    assert len({each["operationId"] for each in operations}) == len(operations)
    assert all("application/problem+json" in each["responses"]["4XX"]["content"] for each in operations)
    known = told["components"]["schemas"]["Problem"]
    problem = problem_of(Caller(None)("GET", "/groups/no-such-group"), 404)
    assert set(known["required"]) <= set(problem) <= set(known["properties"])


def test_tokens_are_made_and_ended_on_the_own_page(secretary: User, secretary_client: Client) -> None:
    page = secretary_client.post("/me/tokens/", {"label": "Report", "expires_on": NOON.date().isoformat()})
    token = AccessToken.objects.get()
    assert (token.person, token.label, token.writes) == (secretary, "Report", False)
    assert "cupel_" in page.content.decode()
    assert "cupel_" not in secretary_client.get("/me/tokens/").content.decode()
    secretary_client.post(f"/me/tokens/{token.public_id}/revoke/")
    token.refresh_from_db()
    assert token.revoked_at == NOON


@pytest.mark.parametrize("days", [-1, 366])
def test_a_token_lasts_a_year_at_most(days: int, secretary_client: Client) -> None:
    last = (NOON + timedelta(days=days)).date().isoformat()
    assert secretary_client.post("/me/tokens/", {"label": "X", "expires_on": last}).status_code == 422
    assert not AccessToken.objects.exists()


def test_nobody_ends_another_s_token(secretary: User, member_client: Client) -> None:
    token, _secret = issue_token(secretary, label="X", writes=True, expires_on=NOON.date(), now=NOON)
    assert member_client.post(f"/me/tokens/{token.public_id}/revoke/").status_code == 404
