"""Metal declared from a country against what the country is published to have mined."""

from typing import Any

import pytest
from tests.engine.diligence.books import Row, dossier, said, shown

SITES: list[Row] = [{"site_id": "mine", "country": "QX"}, {"site_id": "nowhere"}]
MINED_2024: Row = {"country": "QX", "metal": "cu", "year": 2024, "contained_g": 1000}


def lot(name: str = "lot", **more: Any) -> Row:
    """A mined lot from the mine."""
    made: Row = {"lot_id": name, "supplier_id": "seller", "loaded_on": "2024-03-01", "declared_origin_site_id": "mine"}
    return {**made, "cu_g": 30, **more}


def output(fact: str, *lots: Row, published: list[Row] | None = None) -> dict[str, Any]:
    """A fact about national output."""
    books = dossier(lot=list(lots), site=SITES, national_production=[MINED_2024] if published is None else published)
    return said(books, "country-metal-year", fact)


def test_declared_metal_is_added_up_by_country_metal_and_year_of_loading() -> None:
    lots = [lot("a"), lot("b", cu_g=5, ni_g=7), lot("c", loaded_on="2023-12-31")]
    assert output("declared_contained_g", *lots) == {"QX|cu|2024": 35, "QX|ni|2024": 7, "QX|cu|2023": 30}


def test_published_output_is_that_of_country_metal_and_year() -> None:
    assert output("produced_g", lot(), lot("b", loaded_on="2023-12-31")) == {"QX|cu|2024": 1000, "QX|cu|2023": None}


def test_a_published_zero_is_a_statement() -> None:
    assert output("produced_g", lot(), published=[{**MINED_2024, "contained_g": 0}]) == {"QX|cu|2024": 0}


def test_a_declared_region_names_its_country() -> None:
    found = output("declared_contained_g", lot(declared_origin_site_id=None, declared_region="QZ-AB"))
    assert found == {"QZ|cu|2024": 30}


@pytest.mark.parametrize(
    "left_out",
    [
        {"form": "scrap"},
        {"supplier_id": None},
        {"loaded_on": None},
        {"declared_origin_site_id": "nowhere"},
        {"cu_g": None},
        {"cu_g": 0},
    ],
)
def test_only_mined_metal_of_known_country_and_year_counts(left_out: Row) -> None:
    assert output("declared_contained_g", lot(**left_out)) == {}


def test_by_products_are_not_judged() -> None:
    assert output("declared_contained_g", lot(cu_g=None, au_g=5, ag_g=5)) == {}


def test_the_lots_are_shown() -> None:
    books = dossier(lot=[lot("b"), lot("a")], site=SITES, national_production=[MINED_2024])
    assert shown(books, "country-metal-year", "produced_g") == {"QX|cu|2024": ["lot:a", "lot:b"]}
