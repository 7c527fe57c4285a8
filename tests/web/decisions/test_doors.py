"""Role by role through every page of decisions: secretariat, chairs, voters, delegates, strangers, visitors."""

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from tests.web.addresses import patterns
from tests.web.decisions_at_work import Owning, Voters
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import signed_in

from cupel_web.decisions.models import Ballot, Objection
from cupel_web.kernel import clock

pytestmark = pytest.mark.django_db

PUBLIC = {"ballots", "matrices", "matrix"}
INSIDERS = {"ballot", "objection"}
OBJECTOR = {"take_position", "answer_resolution", "withdraw_objection", "appeal_objection"}
LEADS = {"new_ballot", "close_ballot", "void_ballot", "propose_resolution"}
CHAIR_ALONE = {"recuse_seat", "overrule_objection"}
ABOVE = {"objection", "decide_appeal"}
KEEPERS = {"new_matrix", "set_content", "set_effective", "pause_objection", "resume_objection"}
DELEGATES = {"give_word", "own_procedure"}
POST_ONLY = {"close_ballot", "resume_objection"}


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock.clock_set_to(lambda: NOON):
        yield


@pytest.fixture
def pages(voters: Voters, ballot: Ballot, objection: Objection, owning: Owning) -> dict[str, str]:
    """Every address of the room, found in the URL patterns, so that no new page can be forgotten."""
    known = {
        "slug": "working-group",
        "ballot": ballot.public_id,
        "elector": objection.elector.public_id,
        "objection": objection.public_id,
        "matrix": owning.matrix.public_id,
        "owner": owning.matrix.owners.get(organisation=owning.owners[0]).public_id,
    }
    return {
        str(pattern.name): reverse(str(pattern.name), kwargs={part: known[part] for part in pattern.pattern.converters})
        for pattern in patterns(get_resolver())
        if pattern.callback.__module__.startswith("cupel_web.decisions.")
    }


def walk(client: Client, pages: dict[str, str], opens: set[str], otherwise: set[int]) -> None:
    for name, address in pages.items():
        response = client.post(address) if name in POST_ONLY else client.get(address)
        expected = {200, 302} if name in opens else otherwise
        assert response.status_code in expected, name


def test_there_are_pages_to_walk(pages: dict[str, str]) -> None:
    assert len(pages) == 23


def test_the_secretariat_keeps_but_does_not_vote(pages: dict[str, str], secretary_client: Client) -> None:
    opens = PUBLIC | INSIDERS | LEADS | KEEPERS | {"own_procedure"}
    walk(secretary_client, pages, opens, {403})


def test_a_chair_leads_and_speaks_for_no_other_seat(pages: dict[str, str], chair_client: Client) -> None:
    walk(chair_client, pages, PUBLIC | INSIDERS | LEADS | CHAIR_ALONE, {403, 404})


def test_the_objector_s_holder_and_alternate_speak_for_the_seat(
    pages: dict[str, str], member_client: Client, voters: Voters
) -> None:
    for client in (member_client, signed_in(voters.people["alternate"])):
        walk(client, pages, PUBLIC | INSIDERS | OBJECTOR, {403, 404})


def test_observers_read(pages: dict[str, str], observer_client: Client) -> None:
    walk(observer_client, pages, PUBLIC | INSIDERS, {403, 404})


def test_the_chair_above_decides_appeals_alone(pages: dict[str, str], council_chair_client: Client) -> None:
    walk(council_chair_client, pages, PUBLIC | ABOVE, {403, 404})


def test_a_delegate_speaks_for_their_owner(pages: dict[str, str], delegate_client: Client) -> None:
    walk(delegate_client, pages, PUBLIC | DELEGATES, {403, 404})


def test_a_delegate_speaks_for_no_other_owner(pages: dict[str, str], owning: Owning) -> None:
    walk(signed_in(owning.delegates[1]), pages, PUBLIC, {403, 404})


@pytest.mark.parametrize("who", ["officer_client", "operator_client"])
def test_strangers_find_what_is_public(who: str, pages: dict[str, str], request: pytest.FixtureRequest) -> None:
    walk(request.getfixturevalue(who), pages, PUBLIC, {403, 404})


def test_a_visitor_is_asked_to_sign_in_or_reads(pages: dict[str, str], visitor: Client) -> None:
    for name, address in pages.items():
        expected = {200} if name in PUBLIC else {302, 404}
        assert visitor.get(address).status_code in expected, name


def test_nothing_is_found_under_another_group_s_address(pages: dict[str, str], secretary_client: Client) -> None:
    for name in ("ballot", "objection", "take_position", "void_ballot"):
        assert secretary_client.get(pages[name].replace("working-group", "council")).status_code == 404, name
