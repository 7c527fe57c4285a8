"""The page on which a person chooses how mail reaches them."""

from typing import Any

import pytest
from django.test import Client
from tests.web.scheme_at_work import signed_in

from cupel_web.kernel.models import User
from cupel_web.notices.models import MailPreference, Pace
from cupel_web.notices.queries import preference_of

pytestmark = pytest.mark.django_db
CHOICE: dict[str, Any] = {
    "pace": "weekly",
    "weekday": "4",
    "is_reminded": "on",
    "days_before": "1, 14,1",
    "language": "de",
}
ROLES = ("member", "chair", "observer", "secretary", "officer", "reader", "operator")


def test_a_visitor_is_asked_to_sign_in(visitor: Client) -> None:
    for response in (visitor.get("/me/mail/"), visitor.post("/me/mail/", CHOICE)):
        assert response.headers["Location"].startswith("/sign-in/")
    assert not MailPreference.objects.exists()


@pytest.mark.parametrize("role", ROLES)
def test_everybody_chooses_for_themselves(role: str, outsider: User, request: pytest.FixtureRequest) -> None:
    person: User = request.getfixturevalue(role)
    client = signed_in(person)
    assert client.get("/me/mail/").status_code == 200
    assert client.post("/me/mail/", CHOICE).status_code == 302
    chosen = preference_of(person)
    assert (chosen.pace, chosen.weekday, chosen.is_reminded, chosen.days_before, chosen.language) == (
        Pace.WEEKLY, 4, True, [14, 1], "de",
    )  # fmt: skip
    assert preference_of(outsider).pk is None


def test_the_page_shows_what_was_chosen_and_me_sums_it_up(member_client: Client) -> None:
    assert "each act at once" in member_client.get("/me/").content.decode()
    member_client.post("/me/mail/", {**CHOICE, "is_reminded": ""})
    page, me = (member_client.get(path).content.decode() for path in ("/me/mail/", "/me/"))
    assert 'value="14, 1"' in page
    assert "one list every week" in me
    assert "I am not reminded of deadlines." in me
    assert 'href="/me/mail/"' in me


def test_choosing_again_takes_the_place_of_what_was_chosen(member: User, member_client: Client) -> None:
    member_client.post("/me/mail/", CHOICE)
    member_client.post("/me/mail/", {**CHOICE, "pace": "never", "days_before": ""})
    chosen = MailPreference.objects.get(person=member)
    assert (chosen.pace, chosen.days_before) == (Pace.NEVER, [])


@pytest.mark.parametrize(
    "change",
    [
        {"pace": "hourly"}, {"pace": ""}, {"weekday": "7"}, {"language": "xx"}, {"days_before": "soon"},
        {"days_before": "-1"}, {"days_before": "91"}, {"days_before": "1.5"}, {"days_before": "²"},
        {"days_before": "1,2,3,4,5,6"},
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_not_kept(change: dict[str, str], member_client: Client) -> None:
    assert member_client.post("/me/mail/", {**CHOICE, **change}).status_code == 422
    assert not MailPreference.objects.exists()
