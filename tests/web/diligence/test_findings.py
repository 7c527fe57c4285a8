"""Findings read from Parquet: filter, sort, pages; compared with plain Python over the same rows."""

import itertools
from typing import Any

import pytest
from tests.web.outputs_by_hand import CLAUSES, a_finding, a_finished_run

from cupel_web.diligence.models import Run
from cupel_web.diligence.queries import findings, tallies
from cupel_web.diligence.queries.findings import Filter
from cupel_web.diligence.queries.unknowns import unknowns
from cupel_web.kernel.models import User
from cupel_web.people.models import Organisation

pytestmark = pytest.mark.django_db
ROWS = [a_finding(number) for number in range(60)]


@pytest.fixture
def hand_run(company: Organisation, officer: User) -> Run:
    return a_finished_run(company, officer, findings=ROWS)


def _expected(**codes: str) -> list[str]:
    return sorted(row["finding_id"] for row in ROWS if all(row[name] == code for name, code in codes.items()))


def _found(run: Run, wanted: Filter) -> list[str]:
    return sorted(row.id for row in findings.page(run, wanted, offset=0, limit=1000))


@pytest.mark.parametrize(
    ("wanted", "codes"),
    [
        (Filter(), {}),
        (Filter(kind="KIND_1"), {"finding_kind": "KIND_1"}),
        (Filter(severity="high"), {"severity": "high"}),
        (Filter(state="unknown"), {"state": "unknown"}),
        (Filter(clause=CLAUSES["2.10"]), {"clause_label": "2.10"}),
        (Filter(subject_type="party"), {"subject_type": "party"}),
        (Filter(kind="KIND_2", state="unknown"), {"finding_kind": "KIND_2", "state": "unknown"}),
        (Filter(kind="NO_SUCH"), {"finding_kind": "NO_SUCH"}),
    ],
)
def test_a_filter_shows_what_plain_python_would(hand_run: Run, wanted: Filter, codes: dict[str, str]) -> None:
    assert _found(hand_run, wanted) == _expected(**codes)
    assert findings.count(hand_run, wanted) == len(_expected(**codes))


@pytest.mark.parametrize("text", ["l-1", "DIFFERS BY 7 ", "(", "L-5."])
def test_text_is_looked_for_in_subject_and_reason_as_it_is_written(hand_run: Run, text: str) -> None:
    expected = sorted(
        row["finding_id"]
        for row in ROWS
        if text.lower() in row["subject_id"].lower() or text.lower() in row["reason"].lower()
    )
    assert _found(hand_run, Filter(text=text)) == expected


def test_pages_together_are_the_whole_without_repeats(hand_run: Run) -> None:
    pages = [findings.page(hand_run, Filter(), offset=start, limit=7) for start in range(0, 63, 7)]
    ids = [row.id for row in itertools.chain(*pages)]
    assert ids == [row.id for row in findings.page(hand_run, Filter(), offset=0, limit=100)]
    assert len(set(ids)) == 60


def test_gravest_findings_come_first(hand_run: Run) -> None:
    severities = [row.severity for row in findings.page(hand_run, Filter(), offset=0, limit=100)]
    assert severities == sorted(severities, key=tallies.SEVERITIES.index)


def test_the_first_to_look_at_are_of_different_kinds(hand_run: Run) -> None:
    shown = findings.gravest(hand_run, limit=3)
    flags = findings.page(hand_run, Filter(state="true"), offset=0, limit=100)
    firsts = list({flag.kind: flag for flag in reversed(flags)}.values())
    assert sorted(flag.id for flag in shown) == sorted(flag.id for flag in sorted(firsts, key=flags.index)[:3])


def test_clause_2_10_comes_after_2_2(hand_run: Run) -> None:
    labels = [row.label for row in findings.page(hand_run, Filter(sort="clause"), offset=0, limit=100)]
    assert list(dict.fromkeys(labels)) == ["2.2", "2.10", "3"]


def test_the_order_can_be_turned(hand_run: Run) -> None:
    labels = [row.label for row in findings.page(hand_run, Filter(sort="clause", descending=True), offset=0, limit=100)]
    assert list(dict.fromkeys(labels)) == ["3", "2.10", "2.2"]


def test_one_finding_has_its_values_and_rows(hand_run: Run) -> None:
    found = findings.finding(hand_run, "check-3:L-7")
    assert found is not None
    assert found.values == (findings.Value(fact="certificate_delay", value=7, unit="day"),)
    assert found.rows == ("lot:L-7",)


def test_a_finding_that_is_not_there_is_none(hand_run: Run) -> None:
    assert findings.finding(hand_run, "nothing") is None


def test_tallies_sum_to_all_findings(hand_run: Run) -> None:
    assert tallies.flagged(hand_run) + tallies.unknown(hand_run) == 60
    assert sum(number for _severity, number in tallies.flagged_by_severity(hand_run)) == tallies.flagged(hand_run)
    assert sum(tally.flagged + tally.unknown for tally in tallies.by_clause(hand_run)) == 60


def test_unknowns_are_grouped_with_what_is_missing(hand_run: Run) -> None:
    shown = unknowns(hand_run)
    assert sum(group.number for group in shown) == tallies.unknown(hand_run)
    assert {missing.fact for group in shown for missing in group.missing} == {"origin_listed"}
    assert all(missing.provide for group in shown for missing in group.missing)


def test_a_run_without_findings_reads_as_empty(company: Organisation, officer: User) -> None:
    empty: list[dict[str, Any]] = []
    run = a_finished_run(company, officer, findings=empty)
    assert (findings.count(run, Filter()), unknowns(run), tallies.by_clause(run)) == (0, [], [])
