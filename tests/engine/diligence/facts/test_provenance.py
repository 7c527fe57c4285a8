"""Shares of origins as facts about what a plant took in."""

import pytest
from tests.engine.diligence.books import dossier, said
from tests.engine.diligence.melts import melt

QUARTER = "plant|cu|2024-Q2"
FED = {"listed": 30, "vague": 10, "scrap": 20, "silent": 15, "clear": 25}


def of_quarter(name: str, **arguments: str) -> object:
    """A fact about the quarter."""
    return said(dossier(melt(FED)), "site-metal-period", name, **arguments)[QUARTER]


@pytest.mark.parametrize(
    ("name", "value"), [("has_input", True), ("input_g", 100), ("unknown_origin_share", 0.15), ("recycled_share", 0.2)]
)
def test_input_and_its_shares_are_those_of_the_mass_charged(name: str, value: object) -> None:
    assert of_quarter(name) == value


def test_the_listed_share_is_an_interval_from_certain_to_possible() -> None:
    assert of_quarter("listed_origin_share", basis="either") == pytest.approx(0.3)
    assert of_quarter("listed_origin_share:possible", basis="either") == pytest.approx(0.55)


def test_a_list_that_does_not_say_which_flag_leaves_the_certain_share_empty() -> None:
    assert of_quarter("listed_origin_share", basis="high-risk") == 0.0
    assert of_quarter("listed_origin_share:possible", basis="high-risk") == pytest.approx(0.55)


def test_a_plant_without_charges_has_no_quarter() -> None:
    assert said(dossier(lot=[{"lot_id": "lot", "cu_g": 5}]), "site-metal-period", "has_input") == {}
