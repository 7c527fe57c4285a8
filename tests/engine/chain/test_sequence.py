"""Time order and loops of the lot graph."""

from pathlib import Path

from tests.engine.chain.intake.small_books import Rows, added, changed, flow, lot, small_books, write_csv

from cupel.chain import check_books


def found(folder: Path, rows: Rows) -> list[tuple[str, str, str]]:
    findings = check_books(write_csv(folder / "books", rows)).findings
    kept = findings.filter(findings["kind"].is_in(["against-time", "cycle"]))
    return list(kept.select("kind", "subject_id", "detail").iter_rows())


def test_a_lot_that_gives_before_it_exists_is_named_with_its_flows(tmp_path: Path) -> None:
    rows = changed(small_books(), "lot", 2, created_at="2024-01-26T00:00:00")
    assert found(tmp_path, rows) == [("against-time", "L3", "F4")]


def test_lots_made_of_each_other_are_a_cycle(tmp_path: Path) -> None:
    rows = added(small_books(), "flow", flow("F7", "E4", "return", ("L4", "L2"), (1, 0)))
    assert ("cycle", "L2", "L2 → L4") in found(tmp_path, rows)
    assert ("cycle", "L4", "L2 → L4") in found(tmp_path, rows)


def test_two_loops_are_two_findings(tmp_path: Path) -> None:
    rows = added(small_books(), "lot", *(lot(name, "slag", "2024-01-22", (0, 0)) for name in ("A", "B", "C", "D")))
    ends = [("A", "B"), ("B", "A"), ("C", "D"), ("D", "C")]
    rows = added(rows, "flow", *(flow(f"X{n}", "E4", "split", pair, (0, 0)) for n, pair in enumerate(ends)))
    assert [(subject, way) for _kind, subject, way in found(tmp_path, rows)] == [
        ("A", "A → B"), ("B", "A → B"), ("C", "C → D"), ("D", "C → D"),
    ]  # fmt: skip


def test_a_late_stock_gain_is_no_contradiction(tmp_path: Path) -> None:
    rows = added(small_books(), "lot", lot("L9", "stock gain", "2024-01-23", (8, 8)))
    assert found(tmp_path, added(rows, "flow", flow("F9", "E4", "gain", ("L9", "L3"), (8, 8)))) == []
