"""The person of the token: what they read of themselves, and what they do about it."""

import pytest
from django.test import Client
from tests.web.api.callers import Caller, queries_of
from tests.web.meetings_at_work import AFTER, convened
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import Scheme, founded

from cupel_web.groups.queries.composition import composition
from cupel_web.groups.states import SeatState
from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.meetings.models import Meeting
from cupel_web.people.actions import Work, affiliate
from cupel_web.people.models import Affiliation, Interest, Organisation, Undertaking

pytestmark = pytest.mark.django_db
ABOUT = {"name": "A Member", "country": "pe", "zone": "America/Lima", "about": "Hydrologist."}


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock.clock_set_to(lambda: NOON):
        yield


def test_one_reads_who_one_is_and_for_whom_one_acts(company: Organisation, officer: User) -> None:
    told = Caller(officer).get("/me")
    assert (told["public_id"], told["email"], told["zone"]) == (officer.public_id, "officer@example.org", "UTC")
    (held,) = told["memberships"]
    assert (held["organisation"], held["role"]) == (company.public_id, "officer")
    assert "password" not in str(told)


def test_one_describes_oneself_as_on_the_page(member: User, member_client: Client) -> None:
    call = Caller(member)
    told = call.done("PUT", "/me", ABOUT)
    assert (told["name"], told["country"], told["named_in_public"]) == ("A Member", "PE", False)
    assert call.get("/me") == told
    assert "Hydrologist." in member_client.get("/me/").content.decode()
    assert call("PUT", "/me", {**ABOUT, "zone": "Mars/Base"}).status_code == 422
    assert call.get("/me") == told


def test_what_awaits_one_is_what_the_home_page_says(meeting: Meeting, member: User, member_client: Client) -> None:
    told = Caller(member).get("/me/duties")
    (duty,) = told["items"]
    assert (duty["due"], duty["overdue"], told["count"]) == ("2025-06-16", False, 1)
    page = member_client.get("/").content.decode()
    assert duty["act"] in page
    assert f'href="{duty["path"]}"' in page
    assert member_client.get(duty["path"]).status_code == 200


def test_an_act_that_was_not_done_in_time_is_overdue(meeting: Meeting, chair: User) -> None:
    call = Caller(chair)
    with clock.clock_set_to(lambda: AFTER.replace(month=8)):
        assert [duty["overdue"] for duty in call.get("/me/duties")["items"]] == [True]


def test_one_says_where_one_works_and_when_that_ends(member: User) -> None:
    call, village = Caller(member), founded("Example River Watch")
    named = call.get("/organisations/names?q=river")["items"]
    assert named == [{"public_id": village.public_id, "name": "Example River Watch"}]
    body = {"organisation": village.public_id, "position": "Adviser", "since": "2025-01-01"}
    told = call.done("POST", "/me/affiliations", body)
    assert call.get("/me/affiliations") == [told]
    assert (told["organisation"], told["until"]) == (village.public_id, None)
    assert call.done("DELETE", f"/me/affiliations/{told['public_id']}")["until"] == "2025-06-02"
    assert Affiliation.objects.get().until == NOON.date()
    assert call("DELETE", f"/me/affiliations/{told['public_id']}").status_code == 404


def test_an_interest_is_declared_and_ended(member: User, member_client: Client) -> None:
    call = Caller(member)
    told = call.done("POST", "/me/interests", {"text": "My sister owns a mine."})
    assert "My sister owns a mine." in member_client.get("/me/").content.decode()
    assert call.done("DELETE", f"/me/interests/{told['public_id']}")["ended_at"] == "2025-06-02T12:00:00Z"
    assert not Interest.objects.standing().exists()
    assert [each["text"] for each in call.get("/me/interests")] == ["My sister owns a mine."]


def test_what_is_another_s_is_not_found(member: User, chair: User, company: Organisation) -> None:
    work = Work(organisation=company, since=NOON.date())
    affiliation = affiliate(chair, work=work, by=chair, now=NOON)
    interest = Caller(chair).done("POST", "/me/interests", {"text": "Shares."})
    call = Caller(member)
    assert call("DELETE", f"/me/affiliations/{affiliation.public_id}").status_code == 404
    assert call("DELETE", f"/me/interests/{interest['public_id']}").status_code == 404
    assert (call.get("/me/affiliations"), call.get("/me/interests")) == ([], [])


def test_a_seat_counts_once_its_holder_accepted_through_the_interface(scheme: Scheme, secretary: User) -> None:
    seat = scheme.seats["labour"].public_id
    body = {"name": "Newcomer", "email": "newcomer@example.org", "part": "holder"}
    body |= {"first": "2025-06-02", "last": "2026-06-02"}
    Caller(secretary).done("POST", f"/groups/working-group/seats/{seat}/tenures", body)
    call = Caller(User.objects.get(email="newcomer@example.org"))

    def state() -> SeatState:
        sittings = composition(scheme.group, on=NOON.date()).sittings
        return next(each.state for each in sittings if each.seat.public_id == seat)

    assert state() is SeatState.PENDING
    waiting = call.get("/me/undertakings")
    assert [each["accepted_at"] for each in waiting] == [None, None]
    assert waiting[0]["text"] == Undertaking.objects.get(public_id=waiting[0]["public_id"]).text
    for each in waiting:
        call.done("POST", f"/me/undertakings/{each['public_id']}/acceptance")
    assert state() is SeatState.ACTIVE
    assert [each["accepted_at"] for each in call.get("/me/undertakings")] == ["2025-06-02T12:00:00Z"] * 2


def test_one_takes_along_the_same_data_as_on_the_page(member: User, member_client: Client) -> None:
    call = Caller(member)
    call.done("POST", "/me/interests", {"text": "Shares."})
    told = call.get("/me/data")
    assert told == member_client.get("/me/data/").json()
    assert [each["interest"] for each in told["interests"]] == ["Shares."]


def test_queries_do_not_grow_with_rows(meeting: Meeting, scheme: Scheme, member: User, company: Organisation) -> None:
    call = Caller(member)
    paths = ("/me", "/me/duties", "/me/affiliations", "/me/interests", "/me/undertakings")

    def more(number: int) -> list[int]:
        for row in range(number):
            convened(scheme.group, f"Call {row}")
            work = Work(organisation=founded(f"Example {row}"), since=NOON.date())
            affiliate(member, work=work, by=member, now=NOON)
            call.done("POST", "/me/interests", {"text": "Shares."})
        return [queries_of(call, path) for path in paths]

    assert more(3) == more(27)
