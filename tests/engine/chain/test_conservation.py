"""Conservation of mass, against a plain count by hand and on the reference case."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.chain.intake.small_books import Rows, added, changed, flow, lot, metals, small_books, write_csv

from cupel.chain import check_books, read_books
from cupel.chain.conservation import conservation_findings
from cupel.chain.tables import empty

Findings = list[tuple[str, str, str, int]]


def findings(folder: Path, rows: Rows) -> Findings:
    found = check_books(write_csv(folder / "books", rows)).findings.filter("determined")
    return list(found.select("kind", "subject_id", "mass", "difference_g").iter_rows())


def test_books_that_add_up_have_no_findings(tmp_path: Path) -> None:
    assert findings(tmp_path, small_books()) == []


def test_receipts_that_do_not_add_up_to_their_lot(tmp_path: Path) -> None:
    rows = changed(small_books(), "receipt", 3, gross_g=20_000_001)
    assert findings(tmp_path, rows) == [("receipts-differ", "L1", "gross_g", 1)]


def test_inflows_that_do_not_add_up_to_their_lot(tmp_path: Path) -> None:
    rows = changed(small_books(), "lot", 4, cu_g=9_000_002)
    assert findings(tmp_path, rows) == [("inflow-differs", "L5", "cu_g", -2)]


def test_a_lot_of_tickets_and_inflows_is_the_sum_of_both(tmp_path: Path) -> None:
    rows = added(small_books(), "lot", lot("L0", "scrap", "2024-01-01", (7, 3)))
    rows = added(rows, "flow", flow("F0", "E1", "transfer", ("L0", "L1"), (7, 3)))
    assert findings(tmp_path, rows) == [("receipts-differ", "L1", "cu_g", 3), ("receipts-differ", "L1", "gross_g", 7)]
    assert findings(tmp_path, changed(rows, "lot", 0, gross_g=50_000_007, cu_g=12_000_003)) == []


def test_a_campaign_that_delivers_more_than_it_took(tmp_path: Path) -> None:
    rows = changed(small_books(), "flow", 2, cu_g=100_005)
    assert findings(tmp_path, changed(rows, "lot", 3, cu_g=100_005)) == [
        ("campaign-differs", "L2", "cu_g", 5),
        ("over-draw", "L2", "cu_g", 5),
    ]


def test_gross_weight_is_not_kept_in_a_campaign_and_is_kept_elsewhere(tmp_path: Path) -> None:
    rows = changed(small_books(), "flow", 2, gross_g=90_000_000)
    assert findings(tmp_path, changed(rows, "lot", 3, gross_g=90_000_000)) == []
    rows = changed(small_books(), "flow", 3, gross_g=9_500_001)
    assert findings(tmp_path, changed(rows, "lot", 4, gross_g=9_500_001)) == [("over-draw", "L3", "gross_g", 1)]


def test_an_event_that_takes_and_gives_in_one_must_close(tmp_path: Path) -> None:
    rows = small_books()
    rows = changed(changed(changed(rows, "flow", 0, event_id="E2"), "flow", 2, cu_g=100_001), "lot", 3, cu_g=100_001)
    assert ("event-differs", "E2", "cu_g", 1) in findings(tmp_path, rows)


def gained(rows: Rows, gain: int) -> Rows:
    """``rows`` with a stock gain in the cathode lot, all of which is shipped."""
    rows = added(rows, "lot", lot("L9", "stock gain", "2024-01-22", (gain, gain)))
    rows = added(rows, "flow", flow("F9", "E4", "gain", ("L9", "L3"), (gain, gain)))
    rows = changed(rows, "flow", 3, gross_g=9_500_000 + gain, cu_g=9_500_000 + gain)
    return changed(rows, "lot", 4, gross_g=9_500_000 + gain, cu_g=9_500_000 + gain)


def count(shown: int) -> dict[str, Any]:
    return {"document_id": "D9", "document_type": "stock_count", "lot_id": "L3", "declared_gross_g": shown}


@pytest.mark.parametrize(("shown", "missing"), [(800, 0), (900, 0), (500, 300), (None, 800)])
def test_a_stock_gain_needs_a_count_that_shows_it(tmp_path: Path, shown: int | None, missing: int) -> None:
    rows = gained(small_books(), 800)
    rows = rows if shown is None else added(rows, "document", count(shown))
    expected = [("gain-without-count", "L3", "gross_g", missing)] if missing else []
    assert findings(tmp_path, rows) == expected


def test_a_gain_does_not_cover_more_than_itself(tmp_path: Path) -> None:
    rows = added(gained(small_books(), 800), "document", count(800))
    rows = changed(rows, "flow", 3, cu_g=9_500_801)
    assert findings(tmp_path, changed(rows, "lot", 4, cu_g=9_500_801)) == [("over-draw", "L3", "cu_g", 1)]


def test_figures_that_are_not_known_are_never_a_difference(tmp_path: Path) -> None:
    rows = changed(small_books(), "receipt", 0, cu_g="")
    assert findings(tmp_path, rows) == []


@pytest.mark.parametrize(
    ("table", "at", "cells"),
    [
        ("receipt", 0, {"gross_g": "?"}),
        ("flow", 3, {"at": "?"}),
        ("lot", 0, {"form": "?"}),
        ("receipt", 0, {"lot_id": ""}),
    ],
)
def test_what_a_row_in_quarantine_touches_is_not_judged(
    tmp_path: Path, table: str, at: int, cells: dict[str, Any]
) -> None:
    folder = write_csv(tmp_path / "books", changed(small_books(), table, at, **cells))
    intake = read_books(folder)
    assert intake.quarantine.rows >= 1
    assert intake.report.findings.filter("determined").height == 0
    assert {"receipt": "L1", "flow": "L3", "lot": "L1"}[table] in intake.books.doubtful_lots


def balances(lots: Iterable[dict[str, Any]], flows: Iterable[dict[str, Any]]) -> set[tuple[str, str]]:
    """Over-drawn lots and lots unlike their inflows, counted row by row."""
    content = {row["lot_id"]: row["cu_g"] for row in lots}
    entered: dict[str, int] = defaultdict(int)
    left: Counter[str] = Counter()
    for row in flows:
        entered[row["dst_lot"]] += row["cu_g"]
        left[row["src_lot"]] += row["cu_g"]
    return {("over-draw", name) for name, mass in left.items() if mass > content[name]} | {
        ("inflow-differs", name) for name, mass in entered.items() if mass != content[name]
    }


@settings(deadline=None)
@given(
    masses=st.lists(st.integers(0, 5), min_size=4, max_size=4),
    edges=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 4)), max_size=8),
)
def test_any_books_agree_with_a_count_by_hand(masses: list[int], edges: list[tuple[int, int, int]]) -> None:
    lots = [{"lot_id": f"L{n}", "form": "ore", **metals(0, mass)} for n, mass in enumerate(masses)]
    flows = [
        {
            "flow_id": f"F{n}",
            "event_id": "E",
            "kind": "split",
            "src_lot": f"L{src}",
            "dst_lot": f"L{dst}",
            **metals(0, mass),
        }
        for n, (src, dst, mass) in enumerate(edges)
    ]
    rows = {"lot": lots, "flow": flows}
    frames = {
        name: pl.concat(
            [empty(name), pl.DataFrame(rows.get(name) or None, schema_overrides={})], how="diagonal_relaxed"
        )
        for name in ("lot", "flow", "receipt", "document")
    }
    found = conservation_findings(
        lambda name: frames[name].lazy(), touched=lambda _table, _column: pl.Series([], dtype=pl.String)
    )
    assert set(found.select("kind", "subject_id").iter_rows()) == balances(lots, flows)


@pytest.mark.parametrize("case", ["case", "case/csv_small"])
def test_the_reference_case_has_exactly_its_planted_imbalances(shared_data: Path, case: str) -> None:
    report = check_books(shared_data / case)
    truth = pl.read_csv(shared_data / case / "truth" / "truth.csv", infer_schema=False)
    planted = truth.filter(pl.col("code") == "F22_MASS_IMBALANCE", pl.col("is_trap") == "0")["object_id"]
    assert report.clean
    assert set(report.findings["subject_id"]) == set(planted)
    assert report.findings["determined"].all()
