"""Pages of deliverables and formats: what people fill in, what is refused, two people who edit at once."""

import re

import pytest
from django.test import Client
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import TODAY
from tests.web.work_at_work import Work

from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.work.models import Deliverable, Format, Release, Workstream

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with clock.clock_set_to(lambda: NOON):
        yield


@pytest.fixture
def address(work: Work) -> str:
    return f"/groups/working-group/deliverables/{work.deliverable.public_id}/"


def rows(*names: str, **first: str) -> dict[str, str]:
    """A format's form with parts of these names; ``first`` changes fields of the first."""
    form = {"title": "Guidance", "uid": "guidance", "kind": "guidance", "parts-TOTAL_FORMS": str(len(names)),
            "parts-INITIAL_FORMS": "0"}  # fmt: skip
    for number, name in enumerate(names):
        form |= {f"parts-{number}-name": name, f"parts-{number}-kind": "file", f"parts-{number}-required": "on"}
    return form | {f"parts-0-{name}": value for name, value in first.items()}


def test_the_next_version_of_a_format_keeps_the_keys_of_its_parts(work: Work, secretary_client: Client) -> None:
    form = rows("Text", "", "Annex", key="text", types=".docx, PDF")
    assert secretary_client.post("/formats/new/?from=guidance", form).status_code == 302
    newest = Format.objects.get(uid="guidance", number=2)
    assert [part.key for part in newest.checks] == ["text", "part-1"]
    assert newest.checks[0].types == (".docx", ".pdf")


@pytest.mark.parametrize(
    "form",
    [{}, rows(), rows(""), rows("Text", kind="magic"), rows("Text", least="-1"), rows("Text", "Other", key="part 1")],
)
def test_a_format_that_is_wrong_is_not_adopted(form: dict[str, str], work: Work, secretary_client: Client) -> None:
    assert secretary_client.post("/formats/new/", form).status_code in {200, 422}
    assert Format.objects.count() == 1


@pytest.mark.parametrize(
    ("part", "form", "status"),
    [
        ("summary", {"text": "Three short words."}, 302),
        ("summary", {"text": ""}, 422),
        ("page", {"link": "https://example.org/"}, 302),
        ("page", {"link": "javascript:alert(1)"}, 422),
        ("from", {"day": "2025-07-01"}, 302),
        ("from", {"day": "tomorrow"}, 422),
        ("text", {"paper": "nonsense"}, 422),
        ("review", {"reviewer": "nonsense"}, 422),
        ("nonsense", {}, 404),
    ],
)
def test_parts_are_put_in_on_the_page(
    part: str, form: dict[str, str], status: int, address: str, member_client: Client
) -> None:
    assert member_client.post(f"{address}parts/{part}/", form).status_code == status


def test_what_keeps_it_from_being_published_is_said(work: Work, address: str, chair_client: Client) -> None:
    text = chair_client.post(f"{address}publish/", follow=True).content.decode()
    assert "Parts are missing: Text, Summary, Review, Holds from." in text
    assert not Release.objects.exists()


def test_a_text_that_is_put_in_is_not_public_before_it_is_published(
    work: Work, address: str, member_client: Client, visitor: Client
) -> None:
    member_client.post(f"{address}parts/summary/", {"text": "Not for the public yet."})
    member_client.post(f"{address}parts/text/", {"paper": work.papers["in camera"].public_id})
    text = visitor.get(address).content.decode()
    assert "Not for the public yet." not in text
    assert "Paper in camera" not in text
    assert "a paper that is not public" in text


def test_pages_of_a_deliverable_lie_in_the_work_programme(work: Work, address: str, chair_client: Client) -> None:
    for page in (address, "/groups/working-group/work/"):
        tab = re.search(r'<a href="([^"]+)" aria-current="page">([^<]+)</a></li>', chair_client.get(page).text)
        assert tab is not None
        assert tab.groups() == ("/groups/working-group/work/", "Work programme"), page


def test_two_who_describe_a_deliverable_at_once_lose_nothing(
    work: Work, address: str, member: User, member_client: Client, chair_client: Client
) -> None:
    form = {"title": "Guidance", "kind": "guidance", "owner": member.public_id, "revision": 1}
    first, second = {**form, "purpose": "As the first wants it."}, {**form, "purpose": "As the second wants it."}
    assert member_client.post(f"{address}edit/", first).status_code == 302
    refused = chair_client.post(f"{address}edit/", second)
    text = refused.content.decode()
    assert refused.status_code == 409
    assert "As the first wants it." in text
    assert "As the second wants it." in text
    again = re.search(r'name="revision" value="(\d+)"', text)
    assert again
    assert chair_client.post(f"{address}edit/", {**second, "revision": again[1]}).status_code == 302
    assert Deliverable.objects.get(pk=work.deliverable.pk).purpose == "As the second wants it."


def test_two_who_describe_a_workstream_at_once_lose_nothing(
    work: Work, chair: User, chair_client: Client, secretary_client: Client
) -> None:
    address = f"/groups/working-group/work/{work.workstream.public_id}/edit/"
    form = {"title": "Mines", "purpose": "A", "lead": chair.public_id, "starts_on": TODAY.isoformat(), "revision": 1}
    assert chair_client.post(address, form).status_code == 302
    assert secretary_client.post(address, {**form, "purpose": "B"}).status_code == 409
    assert Workstream.objects.get(pk=work.workstream.pk).purpose == "A"


def test_a_milestone_is_planned_moved_and_reached_on_pages(work: Work, address: str, member_client: Client) -> None:
    form = {"title": "First draft", "due_on": TODAY.isoformat()}
    assert member_client.post(f"{address}milestones/new/", form).status_code == 302
    milestone = work.deliverable.milestones.get()
    place = f"/groups/working-group/milestones/{milestone.public_id}/"
    member_client.post(f"{place}move/", {"due_on": "2025-07-01"})
    assert "first 2025-06-02" in member_client.get(address).content.decode()
    member_client.post(f"{place}reached/", {"papers": [work.papers["group"].public_id]})
    assert "Paper group" in member_client.get(address).content.decode()
    assert member_client.post(f"{place}reached/", {"again": "1"}).status_code == 422
