"""A person's own page: what they say, declare and accept; taking it along; being forgotten."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from tests.web.people_at_work import NOON, PASSWORD
from tests.web.scheme_at_work import TODAY, Scheme, founded

from cupel_web.groups.models import Tenure
from cupel_web.groups.queries.composition import composition
from cupel_web.groups.states import SeatState
from cupel_web.kernel.events import first_broken_event, salted_hash
from cupel_web.kernel.models import Event, User
from cupel_web.people.actions import (
    AboutMe,
    Work,
    affiliate,
    change_profile,
    declare_interest,
    end_affiliation,
    erase_person,
)
from cupel_web.people.models import Affiliation, Interest, Profile
from cupel_web.people.personal import HOLDINGS
from cupel_web.people.queries import affiliations_on

pytestmark = pytest.mark.django_db
ABOUT = {"name": "A Member", "country": "pe", "zone": "America/Lima", "about": "Hydrologist."}


def test_a_person_describes_themselves(member: User, member_client: Client) -> None:
    assert member_client.post("/me/", ABOUT).status_code == 302
    member.refresh_from_db()
    assert (member.name, member.profile.country, member.profile.zone) == ("A Member", "PE", "America/Lima")
    assert "Hydrologist." in member_client.get("/me/").content.decode()


@pytest.mark.parametrize("change", [{"country": "XX"}, {"zone": "Mars/Base"}, {"name": ""}])
def test_what_is_wrong_is_said_and_not_kept(change: dict[str, str], member: User, member_client: Client) -> None:
    assert member_client.post("/me/", {**ABOUT, **change}).status_code == 422
    member.refresh_from_db()
    assert member.name == "Member"


def test_consent_to_be_named_is_an_event(member: User) -> None:
    change_profile(member, about=AboutMe(name="A Member", named_in_public=True), now=NOON)
    change_profile(member, about=AboutMe(name="A Member", named_in_public=False), now=NOON)
    given = [event.facts["given"] for event in Event.objects.filter(action="people.naming_consent")]
    assert given == [True, False]


def test_a_person_changes_employer_and_the_seat_knows(scheme: Scheme, chair: User) -> None:
    old, new = founded("Old Employer"), founded("New Employer")
    first = affiliate(chair, work=Work(organisation=old, since=scheme.seats["chair"].opened_on), by=chair, now=NOON)
    end_affiliation(first, until=TODAY, by=chair, now=NOON)
    affiliate(chair, work=Work(organisation=new, since=TODAY.replace(day=10)), by=chair, now=NOON)
    before, after = affiliations_on(TODAY, chair), affiliations_on(TODAY.replace(day=11), chair)
    assert [each.organisation.name for each in before[chair.pk]] == ["Old Employer"]
    assert [each.organisation.name for each in after[chair.pk]] == ["New Employer"]
    sitting = next(s for s in composition(scheme.group, on=TODAY.replace(day=11)).sittings if s.holder)
    assert [each.organisation.name for each in sitting.affiliations] == ["New Employer"]


def test_a_person_ends_an_affiliation_on_the_page(member: User, member_client: Client) -> None:
    founded("Another")
    for name in ("First Employer", "Second Employer"):
        member_client.post("/me/affiliations/", {"organisation": founded(name).public_id, "since": "2025-01-01"})
    affiliation = Affiliation.objects.get(organisation__name="Second Employer")
    assert member_client.post(f"/me/affiliations/{affiliation.public_id}/end/").status_code == 302
    affiliation.refresh_from_db()
    assert affiliation.until is not None


def test_an_interest_is_declared_and_ended_on_the_page(member: User, member_client: Client) -> None:
    member_client.post("/me/interests/", {"text": "My sister owns a mine."})
    interest = Interest.objects.get()
    member_client.post(f"/me/interests/{interest.public_id}/end/")
    interest.refresh_from_db()
    assert interest.ended_at is not None
    assert interest.text == "My sister owns a mine."


def test_nobody_ends_another_s_interest(chair_client: Client, member: User) -> None:
    interest = declare_interest(member, text="Shares.", now=NOON)
    assert chair_client.post(f"/me/interests/{interest.public_id}/end/").status_code == 404


def test_a_person_takes_all_data_along(member: User, member_client: Client) -> None:
    declare_interest(member, text="Shares.", now=NOON)
    told = json.loads(member_client.get("/me/data/").content)
    assert set(told) == set(HOLDINGS)
    assert told["account"][0]["email"] == "member@example.org"
    assert told["interests"][0]["interest"] == "Shares."
    assert told["seats"][0]["seat"] == "Village"


def test_erasing_forgets_the_person_and_keeps_the_record(scheme: Scheme, member: User) -> None:
    declare_interest(member, text="Shares.", now=NOON)
    affiliate(member, work=Work(organisation=founded("Somewhere"), since=TODAY), by=member, now=NOON)
    salt = member.profile.salt
    address = salted_hash(member.email, salt=salt)
    erase_person(member, by=member, now=NOON)
    member.refresh_from_db()
    assert (member.name, member.is_active, member.has_usable_password()) == ("", False, False)
    assert "member" not in member.email
    assert not Profile.objects.filter(salt=salt).exists()
    assert not Affiliation.objects.filter(person=member).exists()
    assert [interest.text for interest in Interest.objects.all()] == [""]
    assert Tenure.objects.get(person=member).seat == scheme.seats["village"]
    assert first_broken_event() is None
    assert address not in {salted_hash("member@example.org"), salted_hash("member@example.org", salt="guess")}


def test_the_seat_of_a_person_who_was_erased_is_still_a_seat(scheme: Scheme, member: User) -> None:
    erase_person(member, by=None, now=NOON)
    states = {each.seat.label: each.state for each in composition(scheme.group, on=TODAY).sittings}
    assert states["Village"] is SeatState.ACTIVE


def test_erasing_asks_for_the_address_and_ends_the_session(member: User, member_client: Client) -> None:
    assert "not your e-mail address" in member_client.post("/me/erase/", {"email": "x@example.org"}).content.decode()
    assert User.objects.get(pk=member.pk).is_active
    assert "Nothing here tells" in member_client.post("/me/erase/", {"email": "Member@example.org"}).content.decode()
    assert not User.objects.get(pk=member.pk).is_active
    assert member_client.get("/me/").status_code == 302


def test_an_erased_person_does_not_sign_in(member: User, visitor: Client) -> None:
    erase_person(member, by=None, now=NOON)
    visitor.post("/sign-in/", {"login": "member@example.org", "password": PASSWORD})
    assert visitor.get("/me/").status_code == 302


def test_a_member_erases_nobody_else(member: User, chair: User) -> None:
    with pytest.raises(PermissionDenied):
        erase_person(chair, by=member, now=NOON)


def test_no_event_holds_a_name_an_address_or_a_text(scheme: Scheme, chair: User, member: User) -> None:
    declare_interest(member, text="Shares.", now=NOON)
    change_profile(member, about=AboutMe(name="A Member", about="Hydrologist."), now=NOON)
    texts = json.dumps([event.facts for event in Event.objects.all()])
    for word in ("@", "Member", "Hydrologist", "Shares", "Village", "Producer"):
        assert word not in texts, word
