"""Pages of a run made by the real engine."""

import dataclasses

import polars as pl
import pytest
from bs4 import BeautifulSoup
from django.test import Client
from tests.web.diligence_at_work import finished

from cupel.chain.tables import TABLES
from cupel_web.diligence.folders import table_of
from cupel_web.diligence.models import Run, Version
from cupel_web.diligence.queries import findings, tallies
from cupel_web.diligence.queries.findings import Filter
from cupel_web.diligence.queries.origins import Choice, origins
from cupel_web.diligence.queries.rows import rows_of
from cupel_web.diligence.queries.taken import taken_in, taken_of
from cupel_web.kernel.models import User
from cupel_web.kernel.states import JobState
from cupel_web.kernel.templatetags.cupel import percent

pytestmark = pytest.mark.django_db


def _text(client: Client, run: Run, rest: str = "") -> str:
    response = client.get(f"/companies/{run.version.data_set.company.public_id}/runs/{run.public_id}/{rest}")
    assert response.status_code == 200
    return response.getvalue().decode() if response.streaming else response.content.decode()


def test_a_run_ends_with_flags_that_lead_to_clause_and_rows(run: Run, officer_client: Client) -> None:
    assert run.job.state == JobState.DONE
    late = findings.page(run, Filter(kind="F4_COO_AFTER_ARRIVAL"), offset=0, limit=50)
    assert {row.subject for row in late} == {"L-3", "L-7", "L-11"}
    text = _text(officer_client, run, f"flags/{late[0].id}/")
    assert f"/standards/mdd/2023/clauses/{late[0].clause}/" in text
    assert "declared origin site id" in text


def test_the_summary_leads_to_filtered_lists(run: Run, officer_client: Client) -> None:
    page = BeautifulSoup(_text(officer_client, run), "html.parser")
    for link in page.select(".tally a"):
        number = int(link.b.get_text().replace(",", ""))  # type: ignore[union-attr]
        shown = officer_client.get(str(link["href"])).content.decode()
        assert f"{number} finding" in shown


def test_every_output_can_be_downloaded(run: Run, officer_client: Client) -> None:
    page = BeautifulSoup(_text(officer_client, run), "html.parser")
    links = [str(link["href"]) for link in page.select("a[download]")]
    assert len(links) == 10
    for link in links:
        response = officer_client.get(link)
        assert "attachment" in response["Content-Disposition"]
        assert response.getvalue()


def test_the_report_is_shown_as_a_page_of_no_site(run: Run, officer_client: Client) -> None:
    response = officer_client.get(f"/companies/{run.version.data_set.company.public_id}/runs/{run.public_id}/report/")
    assert response.getvalue()
    assert "sandbox" in response["Content-Security-Policy"]
    assert "script-src" not in response["Content-Security-Policy"]


def test_origins_of_the_small_books_are_their_mines(run: Run, officer_client: Client) -> None:
    text = _text(officer_client, run, "origins/")
    assert "Quiet mine" in text
    assert "Far mine" in text
    assert "66.67 %" in text  # 8 of 12 equal lots


def test_unknown_subjects_come_with_what_would_decide_them(run: Run, officer_client: Client) -> None:
    assert tallies.unknown(run) > 0
    assert "Evidence that the clause expects" in _text(officer_client, run, "unknowns/")


def test_a_clause_shows_the_flags_it_raised_in_my_runs(run: Run, officer_client: Client, visitor: Client) -> None:
    clause = findings.page(run, Filter(kind="F4_COO_AFTER_ARRIVAL"), offset=0, limit=1)[0].clause
    address = f"/standards/mdd/2023/clauses/{clause}/"
    assert "In my runs" in officer_client.get(address).content.decode()
    assert "In my runs" not in visitor.get(address).content.decode()


def test_the_same_edition_on_the_same_books_gives_the_same_manifest(run: Run, version: Version, officer: User) -> None:
    again = finished(version, "2023", officer)
    assert again.manifest_hash == run.manifest_hash
    assert again.tallies == run.tallies


def test_two_editions_can_be_compared(run: Run, version: Version, officer: User, officer_client: Client) -> None:
    older = finished(version, "2021", officer)
    address = f"/companies/{version.data_set.company.public_id}/compare/"
    text = officer_client.get(address, {"before": older.public_id, "after": run.public_id}).content.decode()
    assert "Findings that changed" in text


def test_a_run_is_only_started_on_an_edition_that_exists(version: Version, officer_client: Client) -> None:
    company = version.data_set.company.public_id
    officer_client.post(f"/companies/{company}/versions/{version.public_id}/run/", {"edition": "mdd@1999"})
    assert not Run.objects.exists()


def test_a_waiting_run_says_so_and_asks_again(version: Version, officer_client: Client) -> None:
    company = version.data_set.company.public_id
    address = f"/companies/{company}/versions/{version.public_id}/run/"
    page = officer_client.post(address, {"edition": "mdd@2023"}, follow=True)
    text = page.content.decode()
    assert "waiting" in text
    poll = BeautifulSoup(text, "html.parser").select_one("[hx-get]")
    assert poll
    assert "hx-trigger" in officer_client.get(str(poll["hx-get"])).content.decode()


def test_when_a_run_is_over_the_page_loads_itself_again(run: Run, officer_client: Client) -> None:
    company = run.version.data_set.company.public_id
    response = officer_client.get(f"/companies/{company}/runs/{run.public_id}/progress/")
    assert response["HX-Refresh"] == "true"


def test_filtering_with_htmx_answers_with_the_list_alone(run: Run, officer_client: Client) -> None:
    address = f"/companies/{run.version.data_set.company.public_id}/runs/{run.public_id}/flags/"
    text = officer_client.get(address, {"severity": "high"}, headers={"HX-Request": "true"}).content.decode()
    assert text.lstrip().startswith('<div id="found">')


def test_the_word_compliant_is_never_printed(run: Run, officer_client: Client) -> None:
    for rest in ("", "flags/", "origins/", "unknowns/", "report/"):
        assert "compliant" not in _text(officer_client, run, rest).lower()


def test_the_summary_says_what_was_taken_in_as_the_results_do(run: Run, officer_client: Client) -> None:
    (copper,) = [taken for taken in taken_in(run) if taken.metal == "cu"]
    recount = taken_of("cu", origins(run, Choice(metal="cu")))
    ours, theirs = dataclasses.astuple(copper)[2:], dataclasses.astuple(recount)[2:]
    assert ours == pytest.approx(theirs, abs=1e-6)
    assert percent(copper.recycled) in _text(officer_client, run)


@pytest.mark.parametrize("table", ["lot", "assay", "leg", "title_transfer", "receipt", "party", "site"])
def test_rows_are_found_by_the_names_that_findings_give_them(table: str, run: Run) -> None:
    books = pl.scan_parquet(table_of(run.version, table)).collect()
    keys = TABLES[table].primary_key()
    for row in books.head(3).iter_rows(named=True):
        name = "/".join(str(row[key]) for key in keys)
        assert [found.id for found in rows_of(run.version, (f"{table}:{name}",))] == [name]
        same_first_key = books.filter(pl.col(keys[0]) == row[keys[0]])
        assert len(rows_of(run.version, (f"{table}:{row[keys[0]]}",))) == same_first_key.height


def test_a_finding_that_names_no_row_shows_its_subject(run: Run, officer_client: Client) -> None:
    missing = findings.page(run, Filter(kind="CERTIFICATE_MISSING", state="true"), offset=0, limit=1)[0]
    page = BeautifulSoup(_text(officer_client, run, f"flags/{missing.id}/"), "html.parser")
    assert [" ".join(summary.stripped_strings) for summary in page.select("details summary")][
        -1
    ] == f"lot {missing.subject}"


def test_changes_between_runs_can_be_narrowed(
    version: Version, run: Run, officer: User, officer_client: Client
) -> None:
    older = finished(version, "2021", officer)
    address = f"/companies/{version.data_set.company.public_id}/compare/"
    query = {"before": older.public_id, "after": run.public_id}
    whole = officer_client.get(address, query).context
    for change, number in (("new", whole["comparison"].new), ("gone", whole["comparison"].gone)):
        narrowed = officer_client.get(address, {**query, "change": change}).context
        assert narrowed["page"].paginator.count == number
        assert narrowed["comparison"].same == whole["comparison"].same
