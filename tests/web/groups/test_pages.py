"""Pages of groups: what anybody reads, what keepers do, two people who edit at once."""

import re

import pytest
from django.test import Client
from tests.web.pages import page
from tests.web.people_at_work import NOON
from tests.web.post import delivered
from tests.web.scheme_at_work import FOUNDED, TODAY, Scheme

from cupel_web.groups.models import Application, Group, Tenure, TermsOfReference
from cupel_web.groups.queries.life import state_of, terms_on
from cupel_web.groups.states import ApplicationState
from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.people.actions import AboutMe, change_profile

pytestmark = pytest.mark.django_db
WISH = {
    "name": "An Expert",
    "email": "expert@example.org",
    "joins_as": "experts",
    "capacity": "personal",
    "category": "civil society",
    "statement": "Thirty years of tailings.",
    "consent": "on",
}


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock.clock_set_to(lambda: NOON):
        yield


def test_anybody_reads_a_group(scheme: Scheme, chair: User, member: User, visitor: Client) -> None:
    text = page(visitor, "/groups/working-group/")
    assert "What it is for." in text
    assert "To draft." in text
    assert "Balanced as the rules ask." in text
    assert "chair@example.org" not in text
    assert "Chair</th>" not in text


def test_a_holder_is_named_in_public_only_with_consent(scheme: Scheme, chair: User, visitor: Client) -> None:
    change_profile(chair, about=AboutMe(name="Somebody With Consent"), now=NOON)
    assert "Somebody With Consent" not in page(visitor, "/groups/working-group/")
    change_profile(chair, about=AboutMe(name="Somebody With Consent", named_in_public=True), now=NOON)
    assert "Somebody With Consent" in page(visitor, "/groups/working-group/")


def test_the_rules_stand_in_words(scheme: Scheme, visitor: Client) -> None:
    text = page(visitor, "/groups/working-group/rules/")
    assert "at least 2/3 (66.7 %) of the votes for or against" in text
    assert "no category holds more than 50 % of the votes, and 1 in each category" in text


def test_applying_needs_no_account_and_is_read_once_confirmed(
    scheme: Scheme, visitor: Client, secretary_client: Client
) -> None:
    visitor.post("/groups/working-group/apply/", WISH)
    application = Application.objects.get()
    assert application.state is ApplicationState.UNCONFIRMED
    assert "An Expert" not in page(secretary_client, "/groups/working-group/applications/")
    link = re.search(r"http://\S+?(/applications/\S+)", delivered()[0])
    assert link
    visitor.post(link[1])
    assert "An Expert" in page(secretary_client, "/groups/working-group/applications/")
    assert "You get a letter by mail" in page(visitor, link[1])


def test_the_letter_comes_in_the_language_of_the_application(
    scheme: Scheme, visitor: Client, secretary_client: Client
) -> None:
    visitor.post("/groups/working-group/apply/", WISH, headers={"accept-language": "de"})
    link = re.search(r"http://\S+?(/applications/\S+)", delivered()[0])
    assert link
    visitor.post(link[1])
    address = f"/groups/working-group/applications/{Application.objects.get().public_id}/"
    secretary_client.post(address, {"accepted": "yes", "letter": "Willkommen."})
    assert "Die Seite der Gruppe:" in delivered()[1]


def test_from_application_to_seat(scheme: Scheme, visitor: Client, secretary_client: Client) -> None:
    visitor.post("/groups/working-group/apply/", WISH)
    link = re.search(r"http://\S+?(/applications/\S+)", delivered()[0])
    assert link
    visitor.post(link[1])
    application = Application.objects.get()
    address = f"/groups/working-group/applications/{application.public_id}/"
    secretary_client.post(address, {"accepted": "yes", "letter": "Welcome."})
    assert "Welcome." in delivered()[1]
    assert scheme.seats["labour"].label in page(secretary_client, address)
    seating = (
        f"/groups/working-group/seats/{scheme.seats['labour'].public_id}/fill/?application={application.public_id}"
    )
    assert 'value="expert@example.org"' in page(secretary_client, seating)
    form = {"email": "expert@example.org", "name": "An Expert", "part": "holder", "access": "member",
            "first": TODAY.isoformat(), "last": "2028-06-01"}  # fmt: skip
    assert secretary_client.post(seating, form).status_code == 302
    tenure = Tenure.objects.get()
    assert (tenure.person.email, tenure.seat) == ("expert@example.org", scheme.seats["labour"])
    assert tenure.person.has_perm("groups.take_part", scheme.group)
    assert "from 2025-06-02 to 2028-06-01" in delivered()[2]


def test_an_applicant_for_whom_no_seat_fits_gets_a_new_one(
    scheme: Scheme, visitor: Client, secretary_client: Client
) -> None:
    visitor.post("/groups/working-group/apply/", WISH)
    link = re.search(r"http://\S+?(/applications/\S+)", delivered()[0])
    assert link
    visitor.post(link[1])
    application = Application.objects.get()
    address = f"/groups/working-group/applications/{application.public_id}/"
    secretary_client.post(address, {"accepted": "yes", "letter": "Welcome."})
    scheme.group.seats.update(closed_on=TODAY)
    opening = f"/groups/working-group/seats/new/?application={application.public_id}"
    assert opening in page(secretary_client, address)
    assert f'<option value="{application.category}" selected>' in page(secretary_client, opening)
    form = {"label": "Refining", "category": application.category, "capacity": application.capacity, "votes": "on",
            "opened_on": TODAY.isoformat()}  # fmt: skip
    response = secretary_client.post(opening, form)
    assert 'value="expert@example.org"' in page(secretary_client, response["Location"])
    assert "Refining" in page(secretary_client, response["Location"])


def test_what_a_withdrawn_applicant_wrote_is_gone(scheme: Scheme, visitor: Client) -> None:
    visitor.post("/groups/working-group/apply/", WISH)
    link = re.search(r"http://\S+?(/applications/\S+)", delivered()[0])
    assert link
    visitor.post(link[1])
    visitor.post(link[1], {"withdraw": "1"})
    found = Application.objects.values("name", "email", "statement").get()
    assert found == {"name": "", "email": "", "statement": ""}


@pytest.mark.parametrize(
    "change",
    [{"consent": ""}, {"email": "nonsense"}, {"joins_as": "board"}, {"category": "x"}, {"capacity": "organisation"}],
)
def test_an_application_that_is_wrong_is_not_kept(change: dict[str, str], scheme: Scheme, visitor: Client) -> None:
    assert visitor.post("/groups/working-group/apply/", {**WISH, **change}).status_code == 422
    assert not Application.objects.exists()


def test_machines_that_fill_in_everything_leave_nothing(scheme: Scheme, visitor: Client) -> None:
    assert visitor.post("/groups/working-group/apply/", {**WISH, "website": "http://x"}).status_code == 200
    assert not Application.objects.exists()


def test_too_many_applications_from_one_place_are_stopped(scheme: Scheme, visitor: Client) -> None:
    wishes = [{**WISH, "email": f"expert{turn}@example.org"} for turn in range(12)]
    statuses = [visitor.post("/groups/working-group/apply/", wish).status_code for wish in wishes]
    assert statuses == [200] * 10 + [429] * 2


def test_nobody_is_flooded_with_mails_through_the_form(scheme: Scheme, visitor: Client) -> None:
    statuses = [visitor.post("/groups/working-group/apply/", WISH).status_code for _turn in range(5)]
    assert statuses == [200] * 3 + [422] * 2
    assert len(delivered()) == 3


def test_a_dormant_group_takes_no_applications(scheme: Scheme, visitor: Client, secretary_client: Client) -> None:
    form = {"to": "dormant", "on": TODAY.isoformat(), "reason": "Its work is done for now."}
    secretary_client.post("/groups/working-group/move/", form)
    assert visitor.get("/groups/working-group/apply/").status_code == 404
    assert "Its work is done for now." in page(visitor, "/groups/working-group/")


def test_a_dormant_group_is_re_convened_with_terms_of_its_own(scheme: Scheme, secretary_client: Client) -> None:
    for to in ("dormant", "re-convened"):
        form = {"to": to, "on": TODAY.isoformat(), "reason": "An emerging issue."}
        secretary_client.post("/groups/working-group/move/", form)
    assert state_of(scheme.group, on=TODAY) == "re-convened"
    mandate = {"mandate": "To answer the new issue.", "in_force": TODAY.isoformat(), "revision": 0}
    secretary_client.post("/groups/working-group/terms/new/", mandate)
    proposed = TermsOfReference.objects.get(number=2, group=scheme.group)
    assert terms_on(scheme.group, TODAY) == TermsOfReference.objects.get(number=1, group=scheme.group)
    secretary_client.post(f"/groups/working-group/terms/{proposed.public_id}/approve/", {"on": TODAY.isoformat()})
    assert terms_on(scheme.group, TODAY) == proposed


def test_a_state_that_may_not_follow_is_refused(scheme: Scheme, secretary_client: Client) -> None:
    form = {"to": "re-convened", "on": TODAY.isoformat(), "reason": "x"}
    assert secretary_client.post("/groups/working-group/move/", form).status_code == 422


def test_two_chairs_who_edit_at_once_lose_nothing(
    scheme: Scheme, chair_client: Client, secretary_client: Client
) -> None:
    first = {"name": "Working group", "purpose": "As the first one wants it.", "revision": 1}
    second = {"name": "Working group", "purpose": "As the second one wants it.", "revision": 1}
    assert chair_client.post("/groups/working-group/edit/", first).status_code == 302
    refused = secretary_client.post("/groups/working-group/edit/", second)
    assert refused.status_code == 409
    text = refused.content.decode()
    assert "As the first one wants it." in text
    assert "As the second one wants it." in text
    assert Group.objects.get(slug="working-group").purpose == "As the first one wants it."
    again = re.search(r'name="revision" value="(\d+)"', text)
    assert again
    assert secretary_client.post("/groups/working-group/edit/", {**second, "revision": again[1]}).status_code == 302
    assert Group.objects.get(slug="working-group").purpose == "As the second one wants it."


def test_approved_terms_do_not_change(scheme: Scheme, chair_client: Client) -> None:
    approved = TermsOfReference.objects.get(group=scheme.group)
    form = {"mandate": "Something else.", "in_force": FOUNDED.isoformat(), "revision": 1}
    response = chair_client.post(f"/groups/working-group/terms/{approved.public_id}/edit/", form)
    assert response.status_code == 409
    assert TermsOfReference.objects.get(group=scheme.group).mandate == "To draft."


def test_a_proposal_is_for_those_inside(scheme: Scheme, chair_client: Client, visitor: Client) -> None:
    form = {"mandate": "More.", "in_force": TODAY.isoformat(), "revision": 0}
    chair_client.post("/groups/working-group/terms/new/", form)
    proposed = TermsOfReference.objects.get(group=scheme.group, number=2)
    address = f"/groups/working-group/terms/{proposed.public_id}/"
    assert chair_client.get(address).status_code == 200
    assert visitor.get(address).status_code == 404


def test_what_awaits_a_new_member_is_to_accept_the_undertakings(scheme: Scheme, member_client: Client) -> None:
    from cupel_web.people.models import Acceptance, Undertaking

    assert "Accept the" not in page(member_client, "/")
    Acceptance.objects.all().delete()
    assert page(member_client, "/").count("Accept the") == 2
    for undertaking in Undertaking.objects.all():
        member_client.post(f"/me/undertakings/{undertaking.public_id}/accept/")
    assert "Accept the" not in page(member_client, "/")
