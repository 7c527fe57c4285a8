"""What people give by mistake: it is told with place and remedy, and nothing half is kept."""

import json
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.web.people_at_work import NOON
from tests.web.screening_at_work import LISTED, hit_of, imported, screened, screened_again

from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.people.models import Organisation
from cupel_web.screening.actions import Verdict, decide
from cupel_web.screening.models import Decision, Hit, ListVersion, Screening

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon() -> "object":
    with clock.clock_set_to(lambda: NOON):
        yield


def _words(content: bytes) -> str:
    return " ".join(BeautifulSoup(content, "html.parser").get_text(" ").split())


def _hit(hit: Hit, page: str = "hit") -> str:
    return reverse(page, kwargs={"company": hit.screening.company.public_id, "hit": hit.public_id})


def _of(screening: Screening, page: str) -> str:
    return reverse(page, kwargs={"company": screening.company.public_id, "screening": screening.public_id})


def test_a_file_that_is_no_list_is_told_in_words_of_the_page(company: Organisation, officer: User) -> None:
    failed = imported(company, officer, rows=[{"colour": "red"}])
    assert failed.job.error.startswith("list.csv: ")
    assert "heading name" in failed.job.remedy
    assert "--" not in failed.job.remedy


def test_a_name_that_is_taken_tells_no_folder_of_the_server(company: Organisation, officer: User) -> None:
    imported(company, officer, label="first")
    failed = imported(company, officer, rows=LISTED[1:], label="first")
    assert failed.job.error == "'watch@first' is another version already."
    assert "--" not in failed.job.remedy


@pytest.mark.parametrize("wrong", [{"published_on": "2999-01-01"}, {"label": "a/b"}, {"layout": "none"}])
def test_a_version_is_described_as_it_can_be(
    wrong: dict[str, str], company: Organisation, officer_client: Client
) -> None:
    file = SimpleUploadedFile("l.csv", b"id,name\n1,Ostrova Metal\n")
    address = reverse("import_list", kwargs={"organisation": company.public_id})
    assert officer_client.post(address, {"list_id": "own", "list_files": file, **wrong}).status_code == 422
    assert not ListVersion.objects.exists()


def test_a_version_most_of_which_could_not_be_read_says_so(
    company: Organisation, officer: User, officer_client: Client
) -> None:
    unnamed = [{"id": f"E-{number}", "name": ""} for number in range(5, 8)]
    version = imported(company, officer, rows=[LISTED[0], *unnamed])
    keys = {"organisation": company.public_id}
    text = _words(officer_client.get(reverse("list_version", kwargs={**keys, "version": version.public_id})).content)
    assert "Most records of these files could not be read" in text
    assert "3 records in quarantine" in _words(officer_client.get(reverse("lists", kwargs=keys)).content)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"before": "nothing", "after": "nothing"}, "Choose two versions to compare"),
        ({"change": "added"}, "No change of this kind"),
        ({"change": "anything"}, "removed 0 changed Entry Change"),
    ],
)
def test_versions_that_differ_are_never_said_to_be_the_same(
    asked: dict[str, str], told: str, company: Organisation, own_list: ListVersion, officer_client: Client
) -> None:
    imported(company, own_list.uploaded_by, rows=LISTED[1:], label="newer")
    keys = {"organisation": company.public_id, "watch_list": own_list.watch_list.public_id}
    text = _words(officer_client.get(reverse("list_changes", kwargs=keys), asked).content)
    assert told in text
    assert "Nothing differs" not in text


def test_rows_of_a_party_file_that_were_left_out_are_told(
    company: Organisation, officer: User, own_list: ListVersion, officer_client: Client
) -> None:
    done = screened(company, officer, [own_list], [{"party_id": "P-1", "name": "Brightwater"}, {"party_id": "P-2"}])
    text = _words(officer_client.get(_of(done, "screening")).content)
    assert "parties.csv, row 3 name The party has no name; fill it in. row left out" in text


def test_a_party_that_changed_leads_to_its_hit(screening: Screening, officer: User, officer_client: Client) -> None:
    newer = imported(screening.company, officer, rows=[*LISTED, {"id": "E-9", "name": "Entirely Other Smelting Works"}])
    again = screened_again(screening, officer, [newer])
    page = officer_client.get(_of(again, "screening_changes")).content.decode()
    assert _hit(hit_of(again, "P-4")) in page


@pytest.mark.parametrize("wrong", [{"expires_on": "2025-06-01"}, {"verdict": ""}])
def test_a_verdict_that_holds_for_no_day_or_says_nothing_is_not_kept(
    wrong: dict[str, str], screening: Screening, officer_client: Client
) -> None:
    given = {"verdict": "match", **wrong}
    assert officer_client.post(_hit(hit_of(screening, "P-2"), "decide"), given).status_code == 422
    assert not Decision.objects.exists()


def test_enter_in_a_field_of_a_hit_decides_nothing(screening: Screening, officer_client: Client) -> None:
    page = BeautifulSoup(officer_client.get(_hit(hit_of(screening, "P-2"))).content, "html.parser")
    first = page.select("main form button[name=verdict]")[0]
    assert first["value"] == ""


def test_who_did_not_see_a_decision_does_not_decide_over_it(
    screening: Screening, officer: User, colleague_client: Client
) -> None:
    hit = hit_of(screening, "P-2")
    page = BeautifulSoup(colleague_client.get(_hit(hit)).content, "html.parser")
    seen = page.select_one("input[name=seen]")["value"]  # type: ignore[index]
    decide(hit, verdict=Verdict(verdict="no match"), by=officer, now=NOON)
    given = {"verdict": "match", "note": "Seen the passport.", "seen": seen}
    answer = colleague_client.post(_hit(hit, "decide"), given)
    assert answer.status_code == 409
    assert Decision.objects.count() == 1
    page = BeautifulSoup(answer.content, "html.parser")
    assert "Seen the passport." in page.select_one("textarea").get_text()  # type: ignore[union-attr]
    seen = page.select_one("input[name=seen]")["value"]  # type: ignore[index]
    assert colleague_client.post(_hit(hit, "decide"), {**given, "seen": seen}).status_code == 302
    assert Hit.objects.get(pk=hit.pk).state == "confirmed"


def _line(screening: Screening, officer: User, client: Client, **changed: object) -> dict[str, object]:
    """A decision as it is exported, and none left in the database's way."""
    decide(hit_of(screening, "P-2"), verdict=Verdict(verdict="no match"), by=officer, now=NOON)
    address = reverse("export_decisions", kwargs={"company": screening.company.public_id})
    return {**json.loads(client.get(address).content), "decision_id": "another", **changed}


@pytest.mark.parametrize(
    "wrong",
    [
        {"decided_at": (NOON + timedelta(days=400)).isoformat()},
        {"decided_at": None},
        {"subject_id": "P" * 256},
        {"subject_id": None},
        {"entity_id": "E\0"},
        {"decision_id": "x" * 17},
        {"decided_by": ""},
    ],
)
def test_a_file_with_a_decision_that_cannot_be_is_refused_as_a_whole(
    wrong: dict[str, object], screening: Screening, officer: User, officer_client: Client
) -> None:
    good = _line(screening, officer, officer_client)
    content = "\n".join(json.dumps(line) for line in (good, {**good, **wrong})).encode()
    answer = _brought(screening, officer_client, content)
    assert answer == "line 2"
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("content", [b"[" * 100_000, b"\n\n", b""])
def test_a_file_without_decisions_is_refused(content: bytes, screening: Screening, officer_client: Client) -> None:
    assert _brought(screening, officer_client, content) != ""


def test_a_file_that_an_editor_marked_as_utf_8_is_read(
    screening: Screening, officer: User, officer_client: Client
) -> None:
    line = json.dumps(_line(screening, officer, officer_client)).encode()
    assert _brought(screening, officer_client, b"\xef\xbb\xbf" + line) == ""
    assert Decision.objects.count() == 2


def _brought(screening: Screening, client: Client, content: bytes) -> str:
    """The place in the error that the page shows, the whole of an error without place, nothing where all is well."""
    address = reverse("bring_decisions", kwargs={"company": screening.company.public_id})
    answer = client.post(address, {"decisions": SimpleUploadedFile("d.jsonl", content)})
    if answer.status_code == 302:
        return ""
    error = BeautifulSoup(answer.content, "html.parser").select_one(".errorlist")
    return error.get_text().partition(":")[0]  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["Ltd", "---"])
def test_a_name_without_a_word_is_not_said_to_be_unlisted(
    name: str, company: Organisation, own_list: ListVersion, officer_client: Client
) -> None:
    address = reverse("name_search", kwargs={"company": company.public_id})
    text = _words(officer_client.get(address, {"q": name}).content)
    assert "keeps no word to compare" in text
    assert "No entry is like this name" not in text


@pytest.mark.parametrize("page", ["hits", "decisions", "screenings", "lists"])
def test_a_filter_stands_a_byte_of_zero(page: str, screening: Screening, officer_client: Client) -> None:
    company = screening.company.public_id
    keys = {"hits": {"screening": screening.public_id}}.get(page, {})
    owner = {"organisation": company} if page == "lists" else {"company": company}
    assert officer_client.get(reverse(page, kwargs={**owner, **keys}), {"q": "a\0b"}).status_code == 200


def test_hits_and_decisions_are_found_by_name_and_by_number(
    screening: Screening, officer: User, officer_client: Client
) -> None:
    decide(hit_of(screening, "P-2"), verdict=Verdict(verdict="no match"), by=officer, now=NOON)
    decisions = reverse("decisions", kwargs={"company": screening.company.public_id})
    for text in ("dragonov", "P-2", "E-2"):
        assert "1 hit " in _words(officer_client.get(_of(screening, "hits"), {"q": text}).content)
        assert "No decision fits" not in _words(officer_client.get(decisions, {"q": text}).content)
    assert "No decision fits" in _words(officer_client.get(decisions, {"q": "Brightwater"}).content)
