"""The run report: what it tells, and that it stands alone."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from bs4 import BeautifulSoup, Tag
from tests.engine.diligence.results import INTAKE, results_of, small_plant, with_flags

from cupel.diligence import REMEDIES, Results, words
from cupel.diligence.report import write_report
from cupel.standard import BoundCheck, Edition

LARGEST_BYTES = 2_000_000
HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)>'


@pytest.fixture(scope="module")
def results(edition: Edition) -> Results:
    return results_of(small_plant(), edition, intake=INTAKE)


@pytest.fixture(scope="module")
def check(edition: Edition) -> BoundCheck:
    """A check of the severity high whose clause has parameters."""
    return next(bound for bound in edition.checks() if bound.check.finding == "F17_LISTED_ORIGIN")


@pytest.fixture(scope="module")
def page(results: Results, tmp_path_factory: pytest.TempPathFactory) -> BeautifulSoup:
    return written(results, tmp_path_factory.mktemp("report"))


def written(results: Results, folder: Path) -> BeautifulSoup:
    write_report(results, folder / "report.html")
    return BeautifulSoup((folder / "report.html").read_text(encoding="utf-8"), "html.parser")


def text_of(tag: BeautifulSoup | Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text(" ").replace(words.GAP, " ").split())


def part(page: BeautifulSoup, name: str) -> Tag:
    found = page.find(id=name)
    assert isinstance(found, Tag)
    return found


def test_it_needs_no_network_and_no_script(page: BeautifulSoup) -> None:
    assert not page.find_all(["script", "link", "img", "iframe", "object"])
    assert all(str(each["href"]).startswith("#") for each in page.find_all(href=True))
    assert "url(" not in str(page.style)


def test_every_link_leads_to_a_part_of_it_and_no_part_is_named_twice(page: BeautifulSoup) -> None:
    ids = Counter(str(each["id"]) for each in page.find_all(id=True))
    assert set(ids.values()) == {1}
    assert {str(each["href"])[1:] for each in page.find_all(href=True)} <= set(ids)


def test_a_reader_with_a_screen_reader_finds_language_landmarks_and_table_headings(page: BeautifulSoup) -> None:
    assert page.html is not None
    assert page.html["lang"] == "en"
    assert all(page.find(name) for name in ("header", "nav", "main", "footer", "h1"))
    assert all(table.caption for table in page.find_all("table"))
    assert all(head.get("scope") in {"row", "col"} for head in page.find_all("th"))


def test_it_says_where_by_which_edition_and_over_which_days(page: BeautifulSoup, edition: Edition) -> None:
    masthead = text_of(page.header)
    assert text_of(page.h1) == "Fir"
    assert f"{edition.title['en']}, edition 2023" in masthead
    assert "deliveries from 2024-03-20 to 2024-03-20" in masthead


def test_it_never_calls_anybody_compliant(page: BeautifulSoup) -> None:
    assert "compliant" not in str(page).lower()


def test_the_same_results_give_the_same_bytes(results: Results, tmp_path: Path) -> None:
    for name in ("one.html", "two.html"):
        write_report(results, tmp_path / name)
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_the_figures_are_those_of_the_summary(page: BeautifulSoup, results: Results) -> None:
    numbers = [text_of(each) for each in part(page, "figures").select(".tally b")]
    severity = results.summary["severity"]
    assert numbers == [str(severity[code]) for code in ("critical", "high", "medium", "low")] + [
        str(results.summary["unknown"])
    ]


def test_a_listed_share_is_an_interval_from_certain_to_possible(page: BeautifulSoup) -> None:
    (row,) = part(page, "figures").select("tbody tr")
    assert text_of(row) == "Copper 1.0 t 30.0 to 35.0 % 15.0 % 0 %"


def test_origins_are_ranked_by_mass_and_say_in_words_what_is_listed(page: BeautifulSoup) -> None:
    rows = [text_of(row) for row in part(page, "origins").select("table")[2].select("tbody tr")]
    assert rows == [
        "Cedar QX-EF, QX 500 kg 50.0 % not listed",
        "Alder QX-AB, QX 300 kg 30.0 % listed",
        "Recycled material 150 kg 15.0 % not traced further",
        "Ginkgo QX 50.0 kg 5.0 % may be listed",
    ]


def test_a_bar_is_as_long_as_its_share_of_the_longest(page: BeautifulSoup) -> None:
    table = part(page, "origins").select("table")[2]
    widths = [sum(float(str(i["style"])[6:-1]) for i in row.select(".bar i")) for row in table.select("tbody tr")]
    assert widths == pytest.approx([100, 60, 30, 10])


def test_flags_come_by_severity_then_by_clause(page: BeautifulSoup, edition: Edition) -> None:
    order = {bound.label: number for number, bound in enumerate(edition.checks())}
    ranks = {"Critical": 0, "High": 1, "Medium": 2, "Low": 3}
    rows = part(page, "flags").select("table")[0].select("tbody tr")
    shown = [(ranks[text_of(row.select(".state")[0])], order[text_of(row.select(".label")[0])]) for row in rows]
    assert shown
    assert shown == sorted(shown)


def test_a_clause_is_told_with_the_values_of_its_parameters(page: BeautifulSoup) -> None:
    texts = [text_of(each) for each in part(page, "flags").select("article .text")]
    assert texts
    assert not any("{" in text for text in texts)


def test_a_flag_tells_its_subject_its_reason_and_the_rows_that_show_it(results: Results, page: BeautifulSoup) -> None:
    flag = results.findings.filter(finding_kind="F17_LISTED_ORIGIN", state="true").row(0, named=True)
    told = text_of(part(page, "flags-high"))
    assert flag["reason"] in told
    assert "lot listed" in told


def test_the_first_25_flags_of_a_check_are_shown_and_the_rest_counted(
    results: Results, check: BoundCheck, tmp_path: Path
) -> None:
    page = written(with_flags(results, check, count=40), tmp_path)
    article = part(page, f"{check.label}-{check.check.id}")
    assert len(article.select("tbody tr")) == 25
    assert "16 more flags of this check are in findings.xlsx." in text_of(article)


def test_rows_that_show_a_flag_are_named_by_table_and_cut_short(
    results: Results, check: BoundCheck, tmp_path: Path
) -> None:
    rows = ["document:D1", "document:D2", "lot:L1", "lot:L2", "lot:L3", "title_transfer:L1/1"]
    page = written(with_flags(results, check, count=1, rows=rows), tmp_path)
    assert "document D1, D2; lot L1, L2 and 2 more" in text_of(part(page, "flags-high"))


def test_what_is_unknown_is_told_by_the_missing_fact_with_its_remedy(page: BeautifulSoup) -> None:
    questions = [text_of(each) for each in part(page, "unknown").select("h3")]
    assert REMEDIES["origin_listed"].question in questions
    assert REMEDIES["origin_listed"].provide in text_of(part(page, "unknown"))


def test_unknown_subjects_are_listed_in_part_and_counted(results: Results, check: BoundCheck, tmp_path: Path) -> None:
    more = with_flags(results, check, count=500, state="unknown", missing=["origin_listed"])
    told = text_of(part(written(more, tmp_path), "unknown"))
    assert "501 Was the place of origin a listed area" in told
    assert "and 491 more in findings.xlsx" in told


def test_flagged_metal_is_told_by_customer_and_plant(page: BeautifulSoup) -> None:
    told = text_of(part(page, "downstream"))
    assert "1 300 kg to 350 kg 300 kg to 350 kg Omega Wires customer 300 kg to 350 kg Fir, 2024-Q2 plant" in told
    assert "Omega Wires customer 1.0 t 30.0 to 35.0 % 2.3.8 Origin in a listed area" in told


def test_what_reading_left_out_is_said(page: BeautifulSoup) -> None:
    assert "3 rows of the books could not be read and are not judged here." in text_of(part(page, "figures"))
    assert "notes.txt: not a table file" in text_of(part(page, "method"))


def test_the_manifest_names_edition_engine_and_every_table(page: BeautifulSoup, results: Results) -> None:
    told = text_of(part(page, "method"))
    assert results.manifest["edition"]["manifest_hash"] in told
    assert all(table["sha256"] in told for table in results.manifest["books"].values())


def test_names_of_the_books_stay_text(edition: Edition, tmp_path: Path) -> None:
    books = small_plant(party=[{"party_id": party, "name": HOSTILE} for party in ("seller", "customer")])
    page = written(results_of(books, edition), tmp_path)
    assert not page.find_all(["script", "img"])
    assert HOSTILE in page.get_text()


def test_books_without_a_plant_make_a_report_that_says_so(edition: Edition, tmp_path: Path) -> None:
    page = written(results_of(small_plant(flow=[], shipment=[]), edition), tmp_path)
    assert text_of(page.h1) == "Books without a plant"
    assert "no origins to show" in text_of(part(page, "origins"))


def test_a_run_without_flags_warns_that_unknown_is_not_clear(results: Results, tmp_path: Path) -> None:
    none = results.findings.clear()
    zeros = {**results.summary, "flags": 0, "severity": dict.fromkeys(results.summary["severity"], 0)}
    kinds = {name: {**found, "flags": 0} for name, found in results.summary["kinds"].items()}
    states = results.states.with_columns(state=pl.lit("false"))
    clear = replace(results, findings=none, states=states, propagation=results.propagation.clear())
    told = text_of(part(written(replace(clear, summary={**zeros, "kinds": kinds}), tmp_path), "flags"))
    assert "Look at what is unknown before you rest on that." in told


def test_a_hundred_thousand_findings_stay_below_two_megabytes(
    results: Results, edition: Edition, tmp_path: Path
) -> None:
    for bound in edition.checks():
        results = with_flags(results, bound, count=2_000, reason="A sentence that is as long as most of them are. " * 4)
        results = with_flags(results, bound, count=400, state="unknown", missing=["origin_listed"])
    assert results.findings.height > 100_000
    write_report(results, tmp_path / "report.html")
    assert (tmp_path / "report.html").stat().st_size < LARGEST_BYTES


def test_the_report_of_the_case_is_below_two_megabytes_too(edition: Edition, shared_data: Path, tmp_path: Path) -> None:
    from cupel.chain import read_books
    from cupel.diligence import judge
    from cupel.diligence.dossier import Dossier

    results = judge(Dossier(read_books(shared_data / "case").books.tables), edition)
    page = written(results, tmp_path)
    assert (tmp_path / "report.html").stat().st_size < LARGEST_BYTES
    assert len(part(page, "figures").select("tbody tr")) == 7
