"""Every page in light and dark, on a desk and on a phone: no violation found by axe, nothing wider than the screen."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import get_resolver, resolve
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.e2e.looks import problems, problems_here
from tests.e2e.steps import company_address, sign_in
from tests.web.addresses import patterns
from tests.web.people_at_work import NOON
from tests.web.screening_at_work import LISTED, hit_of, imported, screened_again

from cupel_web.diligence import actions
from cupel_web.diligence.models import Run, Version
from cupel_web.diligence.queries import findings
from cupel_web.diligence.queries.findings import Filter
from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.people.models import Organisation
from cupel_web.screening.actions import Verdict, change_rhythm, decide
from cupel_web.screening.models import Screening

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

CLAUSE = "/standards/mdd/2023/clauses/01M87SJYR1RVCGQQGH01TR8X0V/"
OPEN_PAGES = (
    "/",
    "/sign-in/",
    "/password/reset/",
    "/password/reset/done/",
    "/password/reset/key/done/",
    "/password/reset/key/0-nonsense/",
    "/inactive/",
    "/confirm-email/",
    "/confirm-email/nonsense/",
    "/sign-up/",
    "/standards/",
    "/standards/?q=nothing-fits",
    "/standards/mdd/2023/?q=origin",
    "/standards/mdd/2023/?q=nothing-fits",
    CLAUSE,
    "/standards/mdd/redline/2022/2023/",
    "/standards/mdd/redline/2022/2023/?q=nothing-fits",
    "/standards/jdd/2023/",
    "/interface/",
    "/nowhere/",
)
PERSONAL_PAGES = (
    "/",
    "/me/",
    "/me/erase/",
    "/sign-out/",
    "/password/change/",
    "/password/set/",
    "/email/",
    "/reauthenticate/",
    "/me/mail/",
    "/me/tokens/",
    CLAUSE,
)
SECRETARIAT_PAGES = (
    "/",
    "/events/?check=1",
    "/events/?action=nothing-fits",
    "/organisations/",
    "/organisations/?q=nothing-fits",
    "/organisations/new/",
    "/records/",
    "/records/kinds/sign-ins/due/",
    "/records/classes/machine/term/",
    "/records/classes/machine/hold/",
)
ELSEWHERE = (
    "groups", "standards.cycles", "drafting", "regulations", "work", "meetings", "decisions", "consultations",
    "publication", "recommendations",
)  # fmt: skip
"""Apps, or parts of one, whose pages are looked at in test_every_group_page.py."""

NOT_PAGES = {
    "health_live": "JSON for machines",
    "health_ready": "JSON for machines",
    "metrics": "text for machines",
    "theme": "an act that leads back",
    "language": "an act that leads back",
    "start_run": "an act that leads to the run",
    "add_affiliation": "an act that leads back",
    "end_affiliation": "an act that leads back",
    "declare_interest": "an act that leads back",
    "end_interest": "an act that leads back",
    "accept_undertaking": "an act that leads back",
    "export_me": "a file",
    "add_member": "an act that leads to the members",
    "end_membership": "an act that leads to the members",
    "download": "a file",
    "quarantine": "a file",
    "version_progress": "a part of the version's page",
    "run_progress": "a part of the run's page",
    "report": "looked at in test_run_report.py",
    "import_progress": "a part of the list version's page",
    "screening_progress": "a part of the screening's page",
    "screening_manifest": "a file",
    "export_decisions": "a file",
    "review": "leads to the next hit; its end is looked at in test_review_by_keys.py",
    "decide": "an act that leads to the next hit",
    "confirm_decision": "an act that leads back",
    "take_back": "an act that leads back",
    "review_rule": "an act that leads to the decisions",
    "list_rhythm": "an act that leads to the list",
    "owned_json": "a file",
    "owned_workbook": "a file",
    "lift_hold": "an act that leads back",
    "revoke_token": "an act that leads back",
    "api_nothing_there": "a problem for machines",
}


def _all_problems(page: Page, server: str, addresses: Iterable[str]) -> dict[str, list[str]]:
    return {look: found for address in addresses for look, found in problems(page, server + address).items()}


def _company_pages(run: Run, older: Run, spoiled: Version) -> Iterator[str]:
    company = f"/companies/{run.version.data_set.company.public_id}"
    runs, version = f"{company}/runs/{run.public_id}", f"{company}/versions/{run.version.public_id}"
    flag = findings.page(run, Filter(kind="F4_COO_AFTER_ARRIVAL"), offset=0, limit=1)[0].id
    unknown = findings.page(run, Filter(state="unknown"), offset=0, limit=1)[0].id
    yield from (f"{company}/data/", f"{company}/data/?q=nothing", f"{company}/data/upload/")
    yield from (
        f"{company}/data/{run.version.data_set.public_id}/",
        f"{company}/data/{run.version.data_set.public_id}/replace/",
    )
    yield from (f"{version}/", f"{version}/correct/", f"{company}/versions/{spoiled.public_id}/")
    yield from (f"{company}/runs/", f"{company}/runs/?q=nothing", f"{company}/compare/")
    yield f"{company}/compare/?before={older.public_id}&after={run.public_id}"
    yield from (
        f"{runs}/",
        f"{runs}/flags/",
        f"{runs}/flags/?q=nothing",
        f"{runs}/flags/{flag}/",
        f"{runs}/flags/{unknown}/",
    )
    yield from (f"{runs}/origins/", f"{runs}/unknowns/", f"{runs}/unknowns/?q=nothing")
    yield from (
        f"{runs}/unknowns/?q=the",
        f"{company}/compare/?before={older.public_id}&after={run.public_id}&change=new",
    )
    yield f"/organisations/{run.version.data_set.company.public_id}/people/"


def _screening_pages(screening: Screening, again: Screening) -> Iterator[str]:
    company = screening.company.public_id
    version = screening.lists.select_related("watch_list").get()
    lists, own = f"/organisations/{company}/lists/", f"/organisations/{company}/lists/{version.watch_list.public_id}/"
    yield from (lists, f"{lists}?q=nothing", f"{lists}import/", own, f"{own}import/", f"{own}changes/")
    yield from (f"{lists}versions/{listed.public_id}/" for listed in version.watch_list.versions.all())
    screenings = f"/companies/{company}/screenings/"
    yield from (screenings, f"{screenings}?q=nothing", f"{screenings}new/", f"{screenings}{again.public_id}/changes/")
    for one in (screening, again):
        yield from (f"{screenings}{one.public_id}/", f"{screenings}{one.public_id}/again/")
    page = f"{screenings}{screening.public_id}/"
    yield from (f"{page}hits/", f"{page}hits/?q=nothing", f"{page}hits/?state=cleared", f"{page}tuning/")
    yield from (f"/companies/{company}/hits/{hit.public_id}/" for hit in again.hits.all())
    decisions = f"/companies/{company}/decisions/"
    yield from (decisions, f"{decisions}?q=nothing", f"{decisions}bring/", f"/companies/{company}/proof/")
    yield from (f"/companies/{company}/search/", f"/companies/{company}/search/?q=Velimir+Dragonov")


def _empty_company_pages(company: Organisation) -> Iterator[str]:
    address = f"/companies/{company.public_id}"
    yield from ("/", f"{address}/data/", f"{address}/runs/", f"{address}/compare/")
    yield from (f"{address}/screenings/", f"{address}/screenings/new/", f"{address}/decisions/", f"{address}/search/")
    yield f"/organisations/{company.public_id}/lists/"


@pytest.fixture
def screened_twice(screening: Screening, officer: User) -> tuple[Screening, Screening]:
    """A screening and the one that continues it, after a list with a quarantine; one hit decided, one open again."""
    decide(hit_of(screening, "P-1"), verdict=Verdict(verdict="no match", note="Seen."), by=officer, now=NOON)
    decide(hit_of(screening, "P-2"), verdict=Verdict(verdict="match"), by=officer, now=NOON)
    rows = [{**LISTED[0], "country": "CL"}, *LISTED[1:], {"id": "E-9", "name": ""}]
    imported(screening.company, officer, rows=[{"nothing": "of a list"}])
    newer = imported(screening.company, officer, rows=rows, label="newer", licence="For tests only.")
    return screening, screened_again(screening, officer, [newer])


def test_no_page_is_forgotten(
    run: Run, spoiled_version: Version, company: Organisation, screened_twice: tuple[Screening, Screening]
) -> None:
    """A page added to the URL patterns is looked at here, or is named above with the reason why not."""
    walked = (
        *OPEN_PAGES,
        *PERSONAL_PAGES,
        *SECRETARIAT_PAGES,
        *_company_pages(run, run, spoiled_version),
        *_empty_company_pages(company),
        *_screening_pages(*screened_twice),
    )
    seen = {resolve(address.partition("?")[0]).url_name for address in walked if address != "/nowhere/"}
    assert seen & set(NOT_PAGES) == set()
    there = {
        pattern.name
        for pattern in patterns(get_resolver())
        if not pattern.callback.__module__.startswith(tuple(f"cupel_web.{room}." for room in ELSEWHERE))
    }
    assert there == seen | set(NOT_PAGES)


def test_pages_open_to_all(page: Page, live_server: LiveServer) -> None:
    assert _all_problems(page, live_server.url, OPEN_PAGES) == {}


def test_pages_of_a_company(
    page: Page, live_server: LiveServer, run: Run, spoiled_version: Version, officer: User
) -> None:
    sign_in(page, live_server.url, officer)
    pages = _company_pages(run, run, spoiled_version)
    assert _all_problems(page, live_server.url, pages) == {}


def test_a_run_that_waits_and_one_that_failed(
    page: Page, live_server: LiveServer, version: Version, officer: User
) -> None:
    waiting = actions.start_run(version, standard="mdd", edition="2023", by=officer, now=NOON)
    failed = actions.start_run(version, standard="mdd", edition="2023", by=officer, now=NOON)
    failed.job.failed_at, failed.job.error, failed.job.remedy = NOON, "Something is missing.", "Add it."
    failed.job.save()
    sign_in(page, live_server.url, officer)
    company = f"/companies/{version.data_set.company.public_id}/runs"
    pages = (f"{company}/{waiting.public_id}/", f"{company}/{failed.public_id}/")
    assert _all_problems(page, live_server.url, pages) == {}


def test_pages_of_a_company_without_books(
    page: Page, live_server: LiveServer, officer: User, company: Organisation
) -> None:
    sign_in(page, live_server.url, officer)
    assert _all_problems(page, live_server.url, _empty_company_pages(company)) == {}


def test_pages_of_screenings(
    page: Page, live_server: LiveServer, officer: User, screened_twice: tuple[Screening, Screening]
) -> None:
    sign_in(page, live_server.url, officer)
    assert _all_problems(page, live_server.url, _screening_pages(*screened_twice)) == {}


def test_owned_parties_and_lists_that_grew_old(
    page: Page, live_server: LiveServer, officer: User, owned: Screening
) -> None:
    """The home page too, with everything of screenings that can await an officer."""
    listed = owned.lists.get()
    change_rhythm(listed.watch_list, days=1, by=officer, now=NOON)
    imported(owned.company, officer, list_id="old", published_on=NOON.date() - timedelta(days=90))
    soon = Verdict(verdict="match", expires_on=clock.now().date() + timedelta(days=3))
    decide(owned.hits.all()[0], verdict=soon, by=officer, now=NOON)
    sign_in(page, live_server.url, officer)
    company = owned.company.public_id
    lists, list_page = f"/organisations/{company}/lists/", f"{listed.watch_list.public_id}/"
    screening = f"/companies/{company}/screenings/{owned.public_id}/"
    decisions = f"/companies/{company}/decisions/?show="
    pages = ("/", lists, f"{lists}{list_page}", screening, f"{decisions}waiting", f"{decisions}expiring")
    assert _all_problems(page, live_server.url, pages) == {}
    assert "Who owns what" in page.request.get(f"{live_server.url}{screening}").text()
    assert "List out of date" in page.request.get(live_server.url).text()


def test_what_a_reader_may_not_do(page: Page, live_server: LiveServer, reader: User, company: Organisation) -> None:
    sign_in(page, live_server.url, reader)
    address = f"/companies/{company.public_id}/data/upload/"
    assert _all_problems(page, live_server.url, (address,)) == {}
    assert "Your role does not allow it" in page.inner_text("main")


def test_forms_with_mistakes(page: Page, live_server: LiveServer, officer: User, tmp_path: Path) -> None:
    (tmp_path / "books.zip").write_bytes(b"no archive")
    sign_in(page, live_server.url, officer)
    page.goto(company_address(live_server.url, officer, "data/upload/"))
    page.get_by_label("Name of the data set").fill("Books")
    page.get_by_label("Books:").set_input_files(tmp_path / "books.zip")
    page.get_by_role("button", name="Upload and check").click()
    expect(page.get_by_text("not a ZIP archive")).to_be_visible()
    assert problems_here(page) == {}


def test_a_mistake_of_ours(page: Page, live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object, **_named: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("cupel_web.standards.views.queries.listed", broken)
    page.goto(f"{live_server.url}/standards/")
    assert page.get_by_role("heading", name="A mistake of ours").is_visible()
    assert problems_here(page) == {}


def test_too_many_attempts_to_sign_in(page: Page, live_server: LiveServer, officer: User, settings: Any) -> None:
    settings.AXES_ENABLED, settings.AXES_FAILURE_LIMIT = True, 1
    page.goto(f"{live_server.url}/sign-in/")
    page.get_by_label("E-mail address").fill(officer.email)
    page.get_by_label("Password", exact=True).fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    assert page.get_by_role("heading", name="Too many attempts").is_visible()
    assert problems_here(page) == {}


def test_pages_of_a_person(page: Page, live_server: LiveServer, officer: User, company: Organisation) -> None:
    sign_in(page, live_server.url, officer)
    assert _all_problems(page, live_server.url, PERSONAL_PAGES) == {}


def test_pages_of_the_secretariat(page: Page, live_server: LiveServer, secretary: User) -> None:
    sign_in(page, live_server.url, secretary)
    assert _all_problems(page, live_server.url, SECRETARIAT_PAGES) == {}
