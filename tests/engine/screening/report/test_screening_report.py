"""The screening report: what it tells, and that it stands alone."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from bs4 import BeautifulSoup, Tag
from tests.engine.screening.small_screening import HOSTILE, ON, moved_beside, owned_beside, small_screening

from cupel.screening.against import Asked, Screening
from cupel.screening.beside import Beside
from cupel.screening.memory import DECISIONS
from cupel.screening.outputs import write_screening
from cupel.screening.report import figures, page
from cupel.standard.units import GAP


@pytest.fixture(scope="module")
def screening(tmp_path_factory: pytest.TempPathFactory) -> Screening:
    return small_screening(tmp_path_factory.mktemp("given"))


@pytest.fixture(scope="module")
def report(screening: Screening, tmp_path_factory: pytest.TempPathFactory) -> BeautifulSoup:
    return written(screening, tmp_path_factory.mktemp("report"))


def written(screening: Screening, folder: Path, beside: Beside | None = None) -> BeautifulSoup:
    write_screening(screening, folder, beside)
    return BeautifulSoup((folder / "report.html").read_text(encoding="utf-8"), "html.parser")


def text_of(tag: BeautifulSoup | Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text(" ").replace(GAP, " ").split())


def part(report: BeautifulSoup, name: str) -> Tag:
    found = report.find(id=name)
    assert isinstance(found, Tag)
    return found


def test_it_needs_no_network_and_no_script(report: BeautifulSoup) -> None:
    assert not report.find_all(["script", "link", "img", "iframe", "object"])
    assert all(str(each["href"]).startswith("#") for each in report.find_all(href=True))
    assert "url(" not in str(report.style)


def test_every_link_leads_to_a_part_of_it_and_no_part_is_named_twice(report: BeautifulSoup) -> None:
    ids = Counter(str(each["id"]) for each in report.find_all(id=True))
    assert set(ids.values()) == {1}
    assert {str(each["href"])[1:] for each in report.find_all(href=True)} <= set(ids)


def test_it_never_says_that_somebody_is_clear(report: BeautifulSoup) -> None:
    words = text_of(report.body).lower().replace(",", " ").replace(".", " ").split()
    assert not {"clear", "cleared", "compliant", "clean"} & set(words)
    assert "3 parties with no hit at this threshold" in text_of(part(report, "short"))


def test_text_from_outside_stays_text(report: BeautifulSoup) -> None:
    assert HOSTILE in text_of(part(report, "hits"))


def test_hits_stand_in_order_with_marked_words_side_by_side(report: BeautifulSoup) -> None:
    hits = report.select("article.hit")
    assert [hit["id"] for hit in hits] == ["hit-1", "hit-2", "hit-3"]
    first = hits[0].select_one(".pair")
    assert first is not None
    assert [(mark["class"], mark.text) for mark in first.select("mark")] == [
        (["alike"], "Qorvandel"), (["alike"], "Mining"), (["alike"], "Qorvandell"), (["alike"], "Minning"),
    ]  # fmt: skip
    assert "number agrees" in text_of(hits[0].select_one(".hangs"))


def test_both_records_are_beside_each_other(report: BeautifulSoup) -> None:
    records = part(report, "hit-3").select("details .pair > div")
    assert [text_of(each.h4) for each in records] == ["Ours", "Listed"]
    assert "Birth 1970-03-04 1970-04-03" in text_of(records[0])
    assert "Birth 1961" in text_of(records[1])
    assert "Programmes Order 7" in text_of(records[1])


def test_it_names_who_was_not_screened_and_what_was_not_read(report: BeautifulSoup) -> None:
    told = text_of(part(report, "left-out"))
    assert "1005 GmbH & Co. KG" in told
    assert "suppliers.csv 7 Company Name The party has no name; fill it in. row left out" in told


def test_it_names_the_version_of_each_list_with_its_hash_and_quarantine(
    report: BeautifulSoup, screening: Screening
) -> None:
    told, version = text_of(part(report, "lists")), screening.lists[0].version
    assert f"watched {version.label}" in told
    assert version.sha256 in told
    assert "3 entities with 6 names; records rejected: 1" in told
    assert "1 line in quarantine of watched" in told


def test_the_picture_and_its_table_show_every_hit_once(report: BeautifulSoup, screening: Screening) -> None:
    bands = figures.bands(screening)
    assert sum(band.hits for band in bands) == screening.hits.height
    assert sum(band.hits + band.under for band in bands) == screening.pairs.height
    assert len(report.select("svg.bands rect")) == len(bands)
    highest = max(bar.height for bar in figures.bars(bands))
    assert highest == figures.TALLEST


def test_thresholds_are_compared_and_the_one_of_this_run_is_named(report: BeautifulSoup) -> None:
    rows = [text_of(row) for row in part(report, "tuning").select("table.steps tbody tr")]
    assert len(rows) == 11
    assert [row for row in rows if "this run" in row] == ["0.70 this run 3 3 0.1"]


def test_more_hits_than_are_shown_are_said_to_be_in_the_workbook(
    screening: Screening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "HITS_SHOWN", 1)
    assert "2 more are in hits.xlsx" in text_of(part(written(screening, tmp_path), "hits"))


def test_without_hits_it_says_no_more_than_that(screening: Screening, tmp_path: Path) -> None:
    none = replace(screening, hits=screening.hits.clear(), pairs=screening.pairs.clear())
    told = written(none, tmp_path)
    assert "No hit at this threshold." in text_of(part(told, "hits"))
    assert "means just that" in text_of(part(told, "short"))


@pytest.fixture(scope="module")
def owned(screening: Screening, tmp_path_factory: pytest.TempPathFactory) -> BeautifulSoup:
    folder = tmp_path_factory.mktemp("owned")
    return written(screening, folder, owned_beside(screening, folder))


def test_without_holdings_nothing_is_said_of_owners(report: BeautifulSoup) -> None:
    assert report.find(id="owned") is None


def test_owned_parties_stand_with_state_shares_and_holdings(owned: BeautifulSoup) -> None:
    rows = [[text_of(cell) for cell in row.find_all(["th", "td"])] for row in part(owned, "owned").select("tbody tr")]
    assert [row[:4] for row in rows] == [
        ["Solqueth 1007", "unknown", "0 %", "100 %"],
        ["Yolmandi Cerbazal 1004", "unknown", "0 %", "60 %"],
        ["GmbH & Co. KG 1005", "below the threshold", "0 %", "20 %"],
    ]
    assert "Qorvandel Mining GmbH (hit not decided) owns 60 % of Yolmandi Cerbazal" in rows[1][4]
    assert "0 parties count as owned by listed parties (50 % or more); 2 may" in text_of(part(owned, "short"))
    assert "1 link of the table of holdings passes no share" in text_of(part(owned, "owned"))


def test_defects_of_holdings_files_and_headings_are_told(owned: BeautifulSoup) -> None:
    left_out = text_of(part(owned, "left-out"))
    assert "holdings.csv 8 Owner 'Owner' is empty; fill it in. row left out" in left_out
    method = text_of(part(owned, "method"))
    assert "holdings.csv Share % share" in method
    test_every_link_leads_to_a_part_of_it_and_no_part_is_named_twice(owned)
    test_it_needs_no_network_and_no_script(owned)
    test_it_never_says_that_somebody_is_clear(owned)


def test_what_a_new_version_of_a_list_changed_stands_with_each_threshold(
    screening: Screening, report: BeautifulSoup, tmp_path: Path
) -> None:
    assert "What new versions" not in text_of(part(report, "tuning"))
    told = written(screening, tmp_path, moved_beside(screening, tmp_path))
    rows = [text_of(row) for row in part(told, "tuning").select("table.turns tbody tr")]
    assert len(rows) == 11
    assert [row for row in rows if "this run" in row] == ["0.70 this run 2 1 0 67 %"]
    test_every_link_leads_to_a_part_of_it_and_no_part_is_named_twice(told)
    decided = replace(screening, asked=Asked(ON, decisions=pl.DataFrame(schema=DECISIONS)))
    told = written(decided, tmp_path, moved_beside(screening, tmp_path))
    (row,) = [text_of(row) for row in told.select("table.turns tr") if "this run" in text_of(row)]
    assert row == "0.70 this run 2 1 0 67 % 0 %"


def test_with_decisions_every_hit_tells_its_state(tmp_path: Path) -> None:
    found = small_screening(tmp_path / "given", asked=Asked(ON, decisions=pl.DataFrame(schema=DECISIONS)))
    told = written(found, tmp_path)
    assert [text_of(hit.select_one(".hangs")).endswith("open") for hit in told.select("article.hit")] == [True] * 3
    assert "Closed by decisions" in text_of(part(told, "tuning"))
