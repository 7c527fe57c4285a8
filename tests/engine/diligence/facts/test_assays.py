"""Assay patterns: the distance to the second nearest lot of the mine, against plain loops over all pairs."""

from collections import defaultdict
from math import log, sqrt
from statistics import median
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.diligence.books import Row, dossier, said, shown

from cupel.chain.tables import ELEMENTS

ANY_SIZE = {"small_lot": 1e15, "supplier_lots": 10**9, "max_distance": 4.5}
"""No supplier is an aggregator."""

Sample = tuple[str, str, dict[str, float]]
"""Mine, supplier, grades."""

HONEST = {"cu": 250_000.0, "ni": 900.0, "zn": 4000.0}


def grades(scale: float = 1.0, **more: float) -> dict[str, float]:
    """The usual pattern, each element a little off."""
    return {**{name: value * scale for name, value in HONEST.items()}, **more}


def books(samples: list[Sample], **lot: Any) -> dict[str, list[Row]]:
    """A lot and its assay for each sample."""
    numbered = list(enumerate(samples))
    lots = [
        {"lot_id": f"lot {n}", "supplier_id": supplier, "declared_origin_site_id": mine, **lot}
        for n, (mine, supplier, _) in numbered
    ]
    assays = [
        {"lot_id": f"lot {n}", **{f"{name}_ppm": ppm for name, ppm in found.items()}} for n, (_, _, found) in numbered
    ]
    return {
        "lot": lots,
        "assay": assays,
        "site": [{"site_id": mine} for mine in sorted({mine for mine, _, _ in samples})],
    }


def distances(samples: list[Sample], *, min_lots: int = 3, **more: Any) -> dict[str, float]:
    """Distance of each lot from its declared mine."""
    return said(dossier(books(samples, **more)), "lot", "assay_distance", **{**ANY_SIZE, "min_lots": min_lots})


def logs(found: dict[str, float]) -> dict[str, float]:
    """Log contents, one g/t (gold: 0.05) added."""
    return {name: log(ppm + (0.05 if name == "au" else 1.0)) for name, ppm in found.items()}


def spread_by_loops(samples: list[Sample]) -> dict[str, float]:
    """Median over suppliers and mines of at least five lots of 1.4826 times the median absolute deviation."""
    groups = defaultdict[tuple[str, str], list[dict[str, float]]](list)
    for mine, supplier, found in samples:
        groups[mine, supplier].append(logs(found))
    usual = dict[str, float]()
    for name in ELEMENTS:
        deviations = []
        for rows in groups.values():
            values = [row[name] for row in rows if name in row]
            if len(rows) >= 5 and values:
                deviations.append(1.4826 * median(abs(value - median(values)) for value in values))
        if deviations:
            usual[name] = max(median(deviations), 0.01)
    return usual


def distances_by_loops(samples: list[Sample]) -> dict[str, float]:
    """For every lot all distances to the others of the mine; the second smallest."""
    usual = spread_by_loops(samples)
    points = [(mine, {name: logs(found)[name] / width for name, width in usual.items()}) for mine, _, found in samples]
    result = {}
    for n, (mine, here) in enumerate(points):
        others = [there for k, (of, there) in enumerate(points) if of == mine and k != n]
        reach = sorted(sqrt(sum((here[e] - there[e]) ** 2 for e in usual) / len(usual)) for there in others)
        result[f"lot {n}"] = reach[1]
    return result


ppm = st.floats(1, 1e5)
pattern = st.fixed_dictionaries({"cu": ppm, "au": st.floats(0, 20), "zn": ppm})


@settings(max_examples=25, deadline=None)
@given(st.lists(pattern, min_size=5, max_size=8), st.lists(pattern, min_size=3, max_size=6))
def test_the_distance_is_that_of_the_second_nearest_lot_in_usual_spreads(
    one: list[dict[str, float]], two: list[dict[str, float]]
) -> None:
    samples: list[Sample] = [("mine", "seller", found) for found in one] + [("hill", "rival", found) for found in two]
    assert distances(samples) == pytest.approx(distances_by_loops(samples), rel=1e-6, abs=1e-9)


ORDINARY: list[Sample] = [("mine", "seller", grades(scale)) for scale in (0.9, 0.95, 1.0, 1.05, 1.1, 1.02)]
FOREIGN: Sample = ("mine", "seller", grades(ni=90_000.0, zn=10.0))


def test_a_foreign_lot_lies_far_off_and_the_others_do_not() -> None:
    found = distances([*ORDINARY, FOREIGN])
    assert found["lot 6"] > 10
    assert max(value for name, value in found.items() if name != "lot 6") < 3


def test_a_scaled_analysis_of_all_lots_changes_no_distance_much() -> None:
    doubled: list[Sample] = [
        (mine, seller, {name: 2 * value for name, value in found.items()}) for mine, seller, found in ORDINARY
    ]
    assert distances(doubled) == pytest.approx(distances(ORDINARY), rel=1e-2)


def test_mines_with_too_few_lots_are_open() -> None:
    assert distances(ORDINARY, min_lots=7) == {}
    assert len(distances(ORDINARY, min_lots=6)) == 6


def test_forms_of_a_mine_are_compared_apart() -> None:
    tables = books([*ORDINARY, FOREIGN])
    tables["lot"][-1]["form"] = "ore"
    assert "lot 6" not in said(dossier(tables), "lot", "assay_distance", **ANY_SIZE, min_lots=3)


def test_a_lot_without_a_mine_or_an_assay_is_open() -> None:
    tables = books([*ORDINARY, *ORDINARY])
    tables["lot"][0]["declared_origin_site_id"] = None
    del tables["assay"][1]
    found = said(dossier(tables), "lot", "assay_distance", **ANY_SIZE, min_lots=3)
    assert set(found) == {f"lot {n}" for n in range(2, 12)}


def test_without_a_supplier_of_five_lots_no_spread_is_usual() -> None:
    assert distances(ORDINARY[:4]) == {}


def test_the_size_of_the_reference_is_told() -> None:
    found = said(dossier(books(ORDINARY)), "lot", "mine_lot_count", **ANY_SIZE, min_lots=3)
    assert set(found.values()) == {6}


def test_lots_of_an_aggregator_neither_stand_nor_serve_as_reference() -> None:
    honest: list[Sample] = [*ORDINARY, *(("mine", "rival", found) for _, _, found in ORDINARY)]
    patterns = [grades(cu=30_000.0 * n, ni=10.0 * n**4, zn=50_000.0 / n**3) for n in (1, 2, 3, 4, 5)]
    scattered: list[Sample] = [("mine", "aggregator", found) for found in patterns]
    own = {"small_lot": 1e15, "supplier_lots": 5, "max_distance": 4.5, "min_lots": 3}
    found = said(dossier(books([*honest, *scattered])), "lot", "assay_distance", **own)
    assert found == pytest.approx(distances(honest))


SMALL = {"small_lot": 100e6, "min_lots": 5.0}


def test_scatter_is_the_median_distance_of_a_suppliers_small_lots() -> None:
    samples: list[Sample] = [*ORDINARY, *(("mine", "rival", grades(scale)) for scale in (0.8, 1.3, 1.0, 0.7, 1.2))]
    near = distances_by_loops(samples)
    found = said(dossier(books(samples)), "party", "small_lot_scatter", **SMALL)
    expected = {
        "seller": median(near[f"lot {n}"] for n in range(6)),
        "rival": median(near[f"lot {n}"] for n in range(6, 11)),
    }
    assert found == pytest.approx(expected)


def test_large_lots_do_not_scatter() -> None:
    tables = books(ORDINARY, gross_g=100_000_001)
    assert said(dossier(tables), "party", "small_lot_scatter", **SMALL) == {}


def test_a_supplier_of_few_small_lots_is_open() -> None:
    assert said(dossier(books(ORDINARY)), "party", "small_lot_scatter", small_lot=100e6, min_lots=7.0) == {}


def test_small_lots_and_declared_mines_are_counted() -> None:
    samples: list[Sample] = [*ORDINARY, ("hill", "seller", grades())]
    made = dossier(books(samples))
    assert said(made, "party", "small_lot_count", **SMALL) == {"seller": 7}
    assert said(made, "party", "declared_mine_count", **SMALL) == {"seller": 2}
    assert shown(made, "party", "small_lot_count", **SMALL)["seller"] == [f"lot:lot {n}" for n in range(7)]
