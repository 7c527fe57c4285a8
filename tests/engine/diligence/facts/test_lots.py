"""What a lot is, and which papers there are for it."""

from typing import Any

import pytest
from tests.engine.diligence.books import Row, dossier, said


def of_lot(fact: str, *papers: Row, **lot: Any) -> Any:
    """A fact about one lot with its papers."""
    mine: Row = {"site_id": "mine", "name": "Alder Mine"}
    books = dossier(lot=[{"lot_id": "lot", **lot}], site=[mine], document=list(papers))
    return said(books, "lot", fact)["lot"]


def paper(kind: str, *, lot: str | None = "lot", name: str = "paper") -> Row:
    """A paper on a lot."""
    return {"document_id": name, "document_type": kind, "lot_id": lot}


@pytest.mark.parametrize(
    ("lot", "roles"),
    [
        ({"supplier_id": "seller"}, (True, True, False)),
        ({"supplier_id": "seller", "form": "scrap"}, (True, False, True)),
        ({"supplier_id": "seller", "form": "scrap return"}, (True, False, True)),
        ({"form": "cathode"}, (False, False, False)),
        ({"form": "scrap return"}, (False, False, False)),
    ],
)
def test_a_lot_is_bought_or_made_and_mined_or_recycled(lot: Row, roles: tuple[bool, bool, bool]) -> None:
    assert tuple(of_lot(fact, **lot) for fact in ("is_inbound", "is_mined", "is_recycled")) == roles


@pytest.mark.parametrize(
    ("lot", "detail"),
    [
        ({}, 0),
        ({"declared_origin_text": "somewhere"}, 1),
        ({"declared_origin_text": "somewhere", "declared_region": "QX-AB"}, 2),
        ({"declared_origin_text": "Mina Alder"}, 3),
        ({"declared_origin_site_id": "mine", "declared_region": "QX-AB"}, 3),
    ],
)
def test_an_origin_is_named_more_or_less_closely(lot: Row, detail: int) -> None:
    assert of_lot("origin_detail", **lot) == detail


@pytest.mark.parametrize(
    ("fact", "kind"), [("certificate_count", "certificate_of_origin"), ("permit_count", "export_permit")]
)
def test_papers_are_counted(fact: str, kind: str) -> None:
    assert of_lot(fact, paper(kind, name="one"), paper(kind, name="two"), paper(kind, lot="other", name="three")) == 2
    assert of_lot(fact, paper("other")) == 0
    assert of_lot(fact) is None


@pytest.mark.parametrize(
    ("fact", "kind"),
    [
        ("has_certificate", "certificate_of_origin"),
        ("blend_documented", "blend_letter"),
        ("diversion_documented", "route_diversion"),
        ("short_landing_documented", "short_landing"),
    ],
)
def test_a_paper_is_there_or_not(fact: str, kind: str) -> None:
    assert of_lot(fact, paper(kind)) is True
    assert of_lot(fact, paper(kind, lot=None)) is False
    assert of_lot(fact) is None


def test_the_contained_metals_are_added_up() -> None:
    assert of_lot("contained_fraction", gross_g=100, cu_g=30, ni_g=12, au_g=None) == pytest.approx(0.42)


def test_the_metal_of_which_there_is_most_counts_by_itself() -> None:
    assert of_lot("largest_fraction", gross_g=100, cu_g=30, ni_g=42, au_g=None) == pytest.approx(0.42)


def test_an_empty_lot_has_no_fraction() -> None:
    assert of_lot("contained_fraction", gross_g=0, cu_g=0, ni_g=1) is None
