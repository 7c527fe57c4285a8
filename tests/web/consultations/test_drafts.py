"""A draft is what people comment on: kept as it was when the consultation was prepared, whatever is edited later."""

import pytest
from django.test import Client
from tests.web.drafting_at_work import clause_named, edited
from tests.web.pages import page
from tests.web.people_at_work import NOON

from cupel.standard.drafting import Reword
from cupel_web.consultations.models import Consultation
from cupel_web.drafting.actions import freeze_draft
from cupel_web.drafting.models import Draft
from cupel_web.drafting.queries.reading import reading_of
from cupel_web.kernel import clock
from cupel_web.kernel.models import Event
from cupel_web.standards.queries import edition_of

pytestmark = pytest.mark.django_db

FORM = {
    "edition": "mdd@2026", "base": "mdd@2023", "languages_held": ["en"], "title_en": "Draft of 2026",
    "introduction_en": "Read.", "opens_at": "2025-06-01T00:00", "closes_at": "2025-08-30T23:59", "zone": "UTC",
    "email": "",
}  # fmt: skip


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock.clock_set_to(lambda: NOON):
        yield


def test_a_consultation_shows_the_draft_of_its_day_against_the_base(draft: Draft, chair_client: Client) -> None:
    uid = clause_named(draft, "1.1.1")
    edited(draft, Reword(uid=uid, part="title", text="A policy for buyers"))
    assert chair_client.post("/groups/working-group/consultations/new/", FORM).status_code == 302
    made = Consultation.objects.get()
    assert edition_of(made.text).manifest_hash == made.text.manifest_hash == reading_of(draft).edition.manifest_hash
    edited(draft, Reword(uid=uid, part="title", text="Something else"))
    shown = page(chair_client, f"/consultations/{made.public_id}/text/")
    assert "A policy for buyers" in shown
    assert "Something else" not in shown
    assert Event.objects.filter(action="drafting.frozen").count() == 1


def test_the_same_draft_is_kept_once(draft: Draft) -> None:
    first, second = (freeze_draft(draft, by=None, now=NOON) for _again in range(2))
    assert first == second


def test_a_draft_of_another_group_is_not_offered(draft: Draft, secretary_client: Client) -> None:
    form = {name: value for name, value in FORM.items() if name != "base"}
    told = secretary_client.post("/groups/council/consultations/new/", form)
    assert told.status_code == 422
    assert not Consultation.objects.exists()
