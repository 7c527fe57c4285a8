"""Checks over books: facts are found once, subjects are complete, states agree with what facts say."""

import polars as pl
import pytest
from tests.engine.diligence.books import dossier, judged, merged
from tests.engine.diligence.kinds.every import CASES

from cupel.diligence.dossier import Dossier
from cupel.diligence.evaluate import Verdicts, verdicts
from cupel.diligence.findings import findings, states
from cupel.standard import CompiledCheck


@pytest.fixture(scope="module")
def books() -> Dossier:
    """The books of all kinds in one."""
    return dossier(merged([case.books for case in CASES.values()]))


@pytest.fixture(scope="module")
def all_verdicts(books: Dossier, checks: dict[str, CompiledCheck]) -> list[Verdicts]:
    """Every check over them."""
    return list(verdicts(books, list(checks.values())))


def test_a_subject_is_judged_once(all_verdicts: list[Verdicts]) -> None:
    assert [
        verdict.check.bound.key for verdict in all_verdicts if verdict.frame["subject_id"].is_duplicated().any()
    ] == []


def test_every_row_of_the_table_is_a_subject(all_verdicts: list[Verdicts], books: Dossier) -> None:
    keys = {"lot": "lot_id", "party": "party_id", "receipt": "receipt_id"}
    for verdict in all_verdicts:
        entity = verdict.check.bound.check.entity
        if entity in keys:
            assert verdict.frame["subject_id"].to_list() == sorted(books[entity][keys[entity]])


def test_findings_are_the_subjects_that_are_not_clear(all_verdicts: list[Verdicts]) -> None:
    for verdict in all_verdicts:
        open_ = states(verdict).filter(pl.col("state") != "false").select("subject_id", "state")
        assert findings(verdict).select("subject_id", "state").equals(open_)


def test_every_finding_gives_a_reason_without_open_slots(all_verdicts: list[Verdicts]) -> None:
    for verdict in all_verdicts:
        for subject, reason in findings(verdict).select("subject_id", "reason").iter_rows():
            assert subject in reason or "|" in subject
            assert "{" not in reason


def test_a_reason_calls_parties_and_places_by_name(all_verdicts: list[Verdicts]) -> None:
    names = {("party", "FILE seller"): "Alpha Ores", ("site", "F10 small"): "Larch Mine"}
    reasons = [reason for verdict in all_verdicts for reason in findings(verdict, names=names)["reason"]]
    assert any("Alpha Ores (FILE seller)" in reason for reason in reasons)
    assert any("Larch Mine, " in reason for reason in reasons)


def test_an_unknown_finding_names_what_is_missing_and_a_flag_nothing(all_verdicts: list[Verdicts]) -> None:
    for verdict in all_verdicts:
        for state, missing in findings(verdict).select("state", "missing").iter_rows():
            assert bool(missing) is (state == "unknown")


def test_the_rows_that_show_a_finding_are_in_the_books(all_verdicts: list[Verdicts], books: Dossier) -> None:
    tables = {row.partition(":")[0] for verdict in all_verdicts for rows in findings(verdict)["rows"] for row in rows}
    assert tables <= set(books.tables)
    lots = {f"lot:{name}" for name in books["lot"]["lot_id"]}
    shown = {
        row for verdict in all_verdicts for rows in findings(verdict)["rows"] for row in rows if row.startswith("lot:")
    }
    assert shown <= lots


def test_a_fact_with_the_same_arguments_is_found_once(checks: dict[str, CompiledCheck]) -> None:
    books = dossier(CASES["F17_LISTED_ORIGIN"].books)
    judged(books, checks["F17_LISTED_ORIGIN"])
    found = set(books.found)
    judged(books, checks["F17_LISTED_ORIGIN"])
    assert set(books.found) == found


@pytest.mark.parametrize("kind", CASES)
def test_a_kind_is_found_among_all_others_as_it_is_alone(kind: str, all_verdicts: list[Verdicts]) -> None:
    case = CASES[kind]
    (verdict,) = (each for each in all_verdicts if each.check.bound.check.finding == kind)
    found = dict(states(verdict).select("subject_id", "state").iter_rows())
    assert (found[case.flagged], found[case.clear]) == ("true", "false")
