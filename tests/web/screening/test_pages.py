"""Pages of lists, screenings and reviews, as people use them."""

import json
import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.web.diligence_at_work import work
from tests.web.people_at_work import NOON
from tests.web.screening_at_work import LATER, LISTED, entry, hit_of, imported, screened_again

from cupel.chain.snapshot import canonical_json
from cupel_web.kernel import clock
from cupel_web.kernel.events import salted_hash
from cupel_web.kernel.models import User
from cupel_web.people.models import Organisation
from cupel_web.screening.actions import Verdict, decide
from cupel_web.screening.models import Decision, Hit, ListVersion, Screening

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon() -> "object":
    with clock.clock_set_to(lambda: NOON):
        yield


def _file(name: str, rows: tuple[dict[str, str], ...]) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"".join(entry(name, rows).chunks()))


def _text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def _page(name: str, screening: Screening) -> str:
    return reverse(name, kwargs={"company": screening.company.public_id, "screening": screening.public_id})


def _hit_page(hit: Hit, page: str = "hit") -> str:
    return reverse(page, kwargs={"company": hit.screening.company.public_id, "hit": hit.public_id})


def test_a_list_is_uploaded_watched_and_shown(company: Organisation, officer_client: Client) -> None:
    lists = reverse("lists", kwargs={"organisation": company.public_id})
    assert "There are no lists here yet" in _text(officer_client, lists)
    answer = officer_client.post(f"{lists}import/", {"list_id": "own-watch", "list_files": _file("l.csv", LISTED)})
    assert answer.status_code == 302
    assert "being imported" in _text(officer_client, answer["Location"])
    work()
    assert "4 entries" in _text(officer_client, answer["Location"])
    assert officer_client.get(f"{answer['Location']}progress/")["HX-Refresh"] == "true"
    assert "own-watch" in _text(officer_client, lists)


def test_a_failed_import_says_which_version_stays(
    company: Organisation, officer: User, own_list: ListVersion, officer_client: Client
) -> None:
    failed = imported(company, officer, rows=[{"nothing": "of a list"}])
    address = reverse("list_version", kwargs={"organisation": company.public_id, "version": failed.public_id})
    assert f"Version {own_list.label} stays in use" in _text(officer_client, address)


@pytest.mark.parametrize("name", ["", "has blanks", "../up", "x" * 70])
def test_a_list_needs_a_plain_name(name: str, company: Organisation, officer_client: Client) -> None:
    address = reverse("import_list", kwargs={"organisation": company.public_id})
    given = {"list_id": name, "list_files": _file("l.csv", LISTED)}
    assert officer_client.post(address, given).status_code == 422
    assert not ListVersion.objects.exists()


def test_two_versions_are_compared(
    company: Organisation, officer: User, own_list: ListVersion, officer_client: Client
) -> None:
    imported(company, officer, rows=[{**LISTED[1], "country": "ME"}, *LISTED[2:]], label="newer")
    keys = {"organisation": company.public_id, "watch_list": own_list.watch_list.public_id}
    text = _text(officer_client, reverse("list_changes", kwargs=keys))
    assert "0 added 1 removed 1 changed" in text
    assert re.search(r"Velimir Dragonov E-2 changed places", text)


def test_quarantined_records_are_shown_with_their_reason(
    company: Organisation, officer: User, officer_client: Client
) -> None:
    version = imported(company, officer, rows=[*LISTED, {"id": "E-9", "name": ""}])
    keys = {"organisation": company.public_id, "version": version.public_id}
    assert "list.csv, line 6" in _text(officer_client, reverse("list_version", kwargs=keys))


def test_parties_are_screened_from_a_file(company: Organisation, own_list: ListVersion, officer_client: Client) -> None:
    address = reverse("new_screening", kwargs={"company": company.public_id})
    given = {"party_file": _file("parties.csv", (LISTED[0],)), "lists": [own_list.pk], "threshold": "0.7"}
    answer = officer_client.post(address, given)
    assert answer.status_code == 302
    assert "Parties are being screened" in _text(officer_client, answer["Location"])
    work()
    assert "1 parties 1 hits 1 left to review" in _text(officer_client, answer["Location"])


@pytest.mark.parametrize(
    "wrong", [{"lists": []}, {"threshold": "0.2"}, {"threshold": "2"}, {"party_file": ""}, {"lists": ["999"]}]
)
def test_a_screening_needs_parties_lists_and_a_threshold(
    wrong: dict[str, object], company: Organisation, own_list: ListVersion, officer_client: Client
) -> None:
    address = reverse("new_screening", kwargs={"company": company.public_id})
    given = {"party_file": _file("parties.csv", (LISTED[0],)), "lists": [own_list.pk], "threshold": "0.7", **wrong}
    assert officer_client.post(address, given).status_code == 422
    assert not Screening.objects.exists()


def test_a_list_of_another_company_cannot_be_chosen(
    company: Organisation, other_company: Organisation, outsider: User, own_list: ListVersion, officer_client: Client
) -> None:
    theirs = imported(other_company, outsider)
    address = reverse("new_screening", kwargs={"company": company.public_id})
    given = {"party_file": _file("parties.csv", (LISTED[0],)), "lists": [theirs.pk], "threshold": "0.7"}
    assert officer_client.post(address, given).status_code == 422


def test_the_queue_leads_through_every_hit_to_the_end(screening: Screening, officer_client: Client) -> None:
    answer = officer_client.get(_page("review", screening))
    seen = []
    while "/hits/" in answer["Location"]:
        hit = Hit.objects.get(public_id=answer["Location"].rstrip("/").rsplit("/", 1)[1])
        seen.append(hit.place)
        answer = officer_client.post(_hit_page(hit, "decide"), {"verdict": "no match"})
    assert seen == [1, 2, 3]
    assert "Nothing is left to review" in _text(officer_client, answer["Location"])
    assert Decision.objects.count() == 3


def test_the_page_of_a_hit_shows_both_records_and_its_keys(screening: Screening, officer_client: Client) -> None:
    hit = hit_of(screening, "P-2")
    page = BeautifulSoup(officer_client.get(_hit_page(hit)).content, "html.parser")
    assert hit.told["sentence"] in page.get_text()
    assert "1985-07-09" in page.select_one("[aria-labelledby=ours]").get_text()  # type: ignore[union-attr]
    assert "1961-04-03" in page.select_one("[aria-labelledby=theirs]").get_text()  # type: ignore[union-attr]
    keys = {tag["data-key"] for tag in page.select("[data-key]")}
    assert {"m", "n", "u"} <= keys
    assert keys & {"j", "k"}


def test_a_reader_sees_a_hit_and_no_form(screening: Screening, reader_client: Client) -> None:
    page = BeautifulSoup(reader_client.get(_hit_page(hit_of(screening, "P-2"))).content, "html.parser")
    assert page.select("main form") == []


@pytest.mark.parametrize("wrong", [{"verdict": "perhaps"}, {"reason": "because"}, {"expires_on": "soon"}])
def test_a_decision_that_is_none_is_not_kept(
    wrong: dict[str, str], screening: Screening, officer_client: Client
) -> None:
    given = {"verdict": "match", **wrong}
    assert officer_client.post(_hit_page(hit_of(screening, "P-2"), "decide"), given).status_code == 422
    assert not Decision.objects.exists()


def test_names_from_lists_are_text_and_never_markup(
    company: Organisation, officer: User, officer_client: Client
) -> None:
    name = "<script>alert(1)</script> Ostrova Metal"
    listed = imported(company, officer, rows=[{"id": "E-1", "name": name}])
    from tests.web.screening_at_work import screened

    hit = hit_of(screened(company, officer, [listed], [{"party_id": "P-1", "name": name}]), "P-1")
    assert b"<script>alert" not in officer_client.get(_hit_page(hit)).content


def test_history_take_back_and_second_person_on_the_page(
    screening: Screening, officer: User, officer_client: Client, colleague_client: Client
) -> None:
    hit = hit_of(screening, "P-2")
    decision = decide(hit, verdict=Verdict(verdict="no match", note="Seen the passport."), by=officer, now=NOON)
    assert "Seen the passport." in _text(officer_client, _hit_page(hit))
    keys = {"company": screening.company.public_id, "decision": decision.public_id}
    colleague_client.post(reverse("confirm_decision", kwargs=keys))
    assert "Confirmed 2025-06-02 12:00 UTC by Colleague" in _text(officer_client, _hit_page(hit))
    back = officer_client.post(reverse("take_back", kwargs=keys), {"next": _hit_page(hit)})
    assert back["Location"] == _hit_page(hit)
    assert "Taken back 2025-06-02 12:00 UTC by Officer" in _text(officer_client, _hit_page(hit))
    assert officer_client.post(reverse("take_back", kwargs=keys), {"next": "https://elsewhere.example"})[
        "Location"
    ].startswith("/companies/")


def test_hits_are_filtered_by_state_and_name(screening: Screening, officer: User, officer_client: Client) -> None:
    decide(hit_of(screening, "P-2"), verdict=Verdict(verdict="no match"), by=officer, now=NOON)
    address = _page("hits", screening)
    assert "2 hits" in _text(officer_client, f"{address}?state=open")
    assert "1 hit " in _text(officer_client, f"{address}?state=cleared")
    assert "1 hit " in _text(officer_client, f"{address}?q=Quarrystone")
    assert "No hit fits" in _text(officer_client, f"{address}?q=nothing-fits")


def test_screening_again_is_offered_and_says_what_changed(
    screening: Screening, officer: User, officer_client: Client
) -> None:
    imported(screening.company, officer, rows=LISTED[1:], label="newer")
    assert "A list has a newer version" in _text(officer_client, _page("screening", screening))
    answer = officer_client.post(_page("screen_again", screening), {})
    work()
    assert "It continues" in _text(officer_client, answer["Location"])
    assert "Ostrova Metals Trading P-1" in _text(officer_client, f"{answer['Location']}changes/?event=vanished")
    assert "This screening was continued" in _text(officer_client, _page("screening", screening))


def test_tuning_answers_to_the_minutes_and_to_decisions(
    screening: Screening, officer: User, officer_client: Client
) -> None:
    address = _page("tuning", screening)
    assert "0.15" in _text(officer_client, address)
    assert "3.00" in _text(officer_client, f"{address}?minutes=60")
    assert "Nothing is decided yet" in _text(officer_client, address)
    decide(hit_of(screening, "P-2"), verdict=Verdict(verdict="no match"), by=officer, now=NOON)
    assert "Share of matches" in _text(officer_client, address)
    assert "2.00" in _text(officer_client, f"{address}?minutes=60")


def test_decisions_are_exported_and_brought_back(screening: Screening, officer: User, officer_client: Client) -> None:
    company = {"company": screening.company.public_id}
    decide(hit_of(screening, "P-2"), verdict=Verdict(verdict="no match"), by=officer, now=NOON)
    exported = officer_client.get(reverse("export_decisions", kwargs=company)).content
    assert json.loads(exported)["subject_id"] == "P-2"
    assert "Velimir Dragonov P-2" in _text(officer_client, reverse("decisions", kwargs=company))
    bring = reverse("bring_decisions", kwargs=company)
    assert officer_client.post(bring, {"decisions": SimpleUploadedFile("d.jsonl", b"nonsense")}).status_code == 422
    assert officer_client.post(bring, {"decisions": SimpleUploadedFile("d.jsonl", b"\xff\xfe")}).status_code == 422
    assert officer_client.post(bring, {"decisions": SimpleUploadedFile("d.jsonl", exported)}).status_code == 302
    assert Decision.objects.count() == 1


def test_the_rule_of_four_eyes_is_switched_on_the_page(screening: Screening, officer_client: Client) -> None:
    company = {"company": screening.company.public_id}
    officer_client.post(reverse("review_rule", kwargs=company), {"four_eyes": "1"})
    assert "second officer has confirmed" in _text(officer_client, reverse("decisions", kwargs=company))


def test_a_name_is_looked_up_in_the_lists(
    company: Organisation, own_list: ListVersion, shared_list: ListVersion, officer_client: Client
) -> None:
    address = reverse("name_search", kwargs={"company": company.public_id})
    text = _text(officer_client, f"{address}?q=Dragonov+Velimir&country=rs")
    assert "2 hits" in text
    assert "country agrees" in text
    assert "No entry is like this name" in _text(officer_client, f"{address}?q=Unheard+Of")
    assert "Country:" in _text(officer_client, f"{address}?q=Dragonov&country=9")


def test_a_lookup_sees_no_list_of_another_company(
    own_list: ListVersion, other_company: Organisation, outsider_client: Client
) -> None:
    address = reverse("name_search", kwargs={"company": other_company.public_id})
    assert "There is no list to look into" in _text(outsider_client, f"{address}?q=Dragonov")


def test_a_proof_is_signed_and_names_what_the_log_holds(screening: Screening, officer_client: Client) -> None:
    address = reverse("proof", kwargs={"company": screening.company.public_id})
    watch_list = screening.lists.get().watch_list
    asked = {"party": "P-2", "watch_list": watch_list.public_id, "on": LATER.date().isoformat()}
    told = json.loads(officer_client.get(address, asked).content)
    assert told["proof"]["manifest_sha256"] == screening.manifest_hash
    assert [hit["entity_id"] for hit in told["proof"]["hits"]] == ["E-2"]
    assert told["signature"] == salted_hash(canonical_json(told["proof"]).decode())
    clean = json.loads(officer_client.get(address, {**asked, "party": "P-4"}).content)
    assert clean["proof"]["hits"] == []


@pytest.mark.parametrize("wrong", [{"party": "P-99"}, {"on": (NOON - timedelta(days=1)).date().isoformat()}])
def test_what_was_not_screened_cannot_be_proved(
    wrong: dict[str, str], screening: Screening, officer_client: Client
) -> None:
    address = reverse("proof", kwargs={"company": screening.company.public_id})
    asked = {"party": "P-2", "watch_list": screening.lists.get().watch_list.public_id, "on": "2025-06-02", **wrong}
    text = " ".join(BeautifulSoup(officer_client.get(address, asked).content, "html.parser").get_text().split())
    assert "No screening by that day" in text


def test_the_proof_speaks_of_the_last_screening_by_that_day(
    screening: Screening, officer: User, officer_client: Client
) -> None:
    again = screened_again(screening, officer, [imported(screening.company, officer, rows=LISTED[2:], label="newer")])
    address = reverse("proof", kwargs={"company": screening.company.public_id})
    asked = {"party": "P-2", "watch_list": screening.lists.get().watch_list.public_id}
    manifests = [
        json.loads(officer_client.get(address, {**asked, "on": day}).content)["proof"]["manifest_sha256"]
        for day in ("2025-06-02", "2025-06-03")
    ]
    assert manifests == [screening.manifest_hash, again.manifest_hash]


def test_the_manifest_is_what_its_hash_says(screening: Screening, officer_client: Client) -> None:
    import hashlib

    content = officer_client.get(_page("screening_manifest", screening)).content
    assert hashlib.sha256(content).hexdigest() == screening.manifest_hash
