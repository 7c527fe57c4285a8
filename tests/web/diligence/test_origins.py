"""Origins and the comparison of runs, against exact sums."""

from fractions import Fraction

import pytest
from tests.web.outputs_by_hand import a_finding, a_finished_run, an_origin

from cupel_web.diligence.charts import FULL, bars
from cupel_web.diligence.models import Run
from cupel_web.diligence.queries.comparison import compare_findings, compare_shares
from cupel_web.diligence.queries.origins import Choice, choices, origins
from cupel_web.diligence.queries.taken import taken_of
from cupel_web.kernel.models import User
from cupel_web.people.models import Organisation

pytestmark = pytest.mark.django_db
COPPER = Choice(metal="cu")
MASSES = [an_origin("M-1", 600), an_origin("M-1", 150, period="2024-Q2"), an_origin("M-2", 200), an_origin(None, 50)]


@pytest.fixture
def before(company: Organisation, officer: User) -> Run:
    return a_finished_run(company, officer, findings=[a_finding(number) for number in range(1, 6)], origins=MASSES)


@pytest.fixture
def after(company: Organisation, officer: User) -> Run:
    rows = [a_finding(number) for number in range(3, 9)]
    rows[0] = a_finding(3, state="unknown")
    return a_finished_run(company, officer, findings=rows, origins=[an_origin("M-1", 500), an_origin("M-3", 500)])


def test_shares_are_sums_of_grams_over_the_whole(before: Run) -> None:
    shown = origins(before, COPPER)
    assert [(origin.site, origin.mass_g) for origin in shown] == [("M-1", 750), ("M-2", 200), (None, 50)]
    assert [origin.share for origin in shown] == [float(Fraction(mass, 1000)) for mass in (750, 200, 50)]


def test_one_period_can_be_chosen(before: Run) -> None:
    assert [origin.mass_g for origin in origins(before, Choice(metal="cu", period="2024-Q2"))] == [150]


def test_choices_name_metals_sites_and_periods(before: Run) -> None:
    shown = choices(before)
    assert (shown.metals, shown.sites, shown.periods) == (["cu"], [("S-1", "Works")], ["2024-Q1", "2024-Q2"])


def test_bars_hold_every_origin_once_and_the_longest_is_full(before: Run) -> None:
    shown = bars(origins(before, COPPER), limit=2)
    assert [bar.label for bar in shown] == ["Quiet mine, XA-01", "M-2, XA-01", "1 other"]
    assert shown[0].length == FULL
    assert sum(bar.share for bar in shown) == pytest.approx(1)


def test_no_origins_give_no_bars() -> None:
    assert bars([], limit=5) == []


def test_findings_are_new_gone_same_or_of_another_state(before: Run, after: Run) -> None:
    compared = compare_findings(before, after)
    assert (compared.new, compared.gone, compared.other_state, compared.same) == (3, 2, 1, 2)
    assert {(change.called, change.before, change.after) for change in compared.changes[:]} == {
        ("L-1", "true", None),
        ("L-2", "true", None),
        ("L-3", "true", "unknown"),
        ("L-6", None, "true"),
        ("L-7", None, "true"),
        ("L-8", None, "true"),
    }


def test_a_run_compared_with_itself_has_no_change(before: Run) -> None:
    compared = compare_findings(before, before)
    assert (compared.same, compared.changes[:]) == (5, [])
    assert compare_shares(before, before, COPPER) == []


def test_differences_of_shares_sum_to_nothing(before: Run, after: Run) -> None:
    moved = compare_shares(before, after, COPPER)
    assert sum(change.difference for change in moved) == pytest.approx(0)
    assert next(change.origin.site for change in moved) == "M-3"


def test_a_place_that_was_listed_for_a_part_of_the_time_is_compared_as_one(
    company: Organisation, officer: User
) -> None:
    parts = [an_origin("M-1", 30), an_origin("M-1", 20, listed=True), an_origin("M-2", 50)]
    before = a_finished_run(company, officer, findings=[], origins=parts)
    after = a_finished_run(company, officer, findings=[], origins=[an_origin("M-1", 50), an_origin("M-2", 50)])
    assert compare_shares(before, after, COPPER) == []


def test_listed_shares_are_an_interval_that_unknown_origins_widen(company: Organisation, officer: User) -> None:
    found = [
        an_origin("M-1", 30),
        an_origin("M-2", 20, listed=True),
        an_origin(None, 40),
        an_origin(None, 10, origin_kind="recycled"),
    ]
    run = a_finished_run(company, officer, findings=[], origins=found)
    taken = taken_of("cu", origins(run, COPPER))
    assert taken.mass_g == 100
    shares = (taken.listed_certain, taken.listed_possible, taken.recycled, taken.unknown)
    assert shares == pytest.approx((0.2, 0.6, 0.1, 0.4))
    assert sum(length for _kind, _start, length in taken.parts) == pytest.approx(1)
