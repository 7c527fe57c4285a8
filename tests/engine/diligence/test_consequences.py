"""What a flag means downstream: shares of later lots, plant-quarters and customers."""

import polars as pl
import pytest
from tests.engine.diligence.books import Tables, dossier
from tests.engine.diligence.melts import melt

from cupel.diligence.consequences import SCHEMA, marked_lots, propagation

Flag = tuple[str, str, str]
"""Subject type, subject id, state."""


def findings(*flags: Flag, kind: str = "KIND") -> pl.DataFrame:
    """Findings of one kind."""
    columns = ["subject_type", "subject_id", "state"]
    return pl.DataFrame(flags, schema=dict.fromkeys(columns, pl.String), orient="row").with_columns(
        finding_kind=pl.lit(kind)
    )


def touched(tables: Tables, *frames: pl.DataFrame) -> dict[tuple[str, str, str], tuple[float, float, int]]:
    """Certain and possible share and mass of every target, by kind, type and id."""
    found = pl.concat([pl.DataFrame(schema=SCHEMA), *propagation(dossier(tables), pl.concat(frames))])
    return {(row[0], row[1], row[2]): row[4:] for row in found.iter_rows()}


FED = {"listed": 30, "clear": 50, "scrap": 20}


def test_a_flagged_lot_touches_the_plant_its_products_and_their_customer_by_mass() -> None:
    found = touched(melt(FED, products={"one": 60, "two": 40}), findings(("lot", "listed", "true")))
    assert found == {
        ("KIND", "lot", "melt"): pytest.approx((0.3, 0.3, 100)),
        ("KIND", "lot", "one"): pytest.approx((0.3, 0.3, 60)),
        ("KIND", "lot", "two"): pytest.approx((0.3, 0.3, 40)),
        ("KIND", "site-metal-period", "plant|cu|2024-Q2"): pytest.approx((0.3, 0.3, 100)),
        ("KIND", "customer", "customer"): pytest.approx((0.3, 0.3, 100)),
    }


def test_an_unknown_flag_touches_only_perhaps() -> None:
    found = touched(melt(FED), findings(("lot", "listed", "true"), ("lot", "scrap", "unknown")))
    assert found["KIND", "lot", "product"] == pytest.approx((0.3, 0.5, 100))


def test_a_lot_flagged_twice_counts_once_and_for_certain() -> None:
    found = touched(melt(FED), findings(("lot", "listed", "true"), ("party", "seller", "unknown")))
    assert found["KIND", "lot", "product"] == pytest.approx((0.3, 1.0, 100))


def test_a_lot_in_the_middle_is_touched_as_a_whole() -> None:
    found = touched(melt(FED), findings(("lot", "melt", "true")))
    assert found["KIND", "lot", "product"] == (1.0, 1.0, 100)


def test_kinds_are_told_apart() -> None:
    frames = [findings(("lot", name, "true"), kind=f"KIND {name}") for name in FED]
    found = touched(melt(FED), *frames)
    assert {name: found[f"KIND {name}", "lot", "product"][0] for name in FED} == pytest.approx(
        {"listed": 0.3, "clear": 0.5, "scrap": 0.2}
    )


def test_more_kinds_than_one_pass_carries_are_all_told() -> None:
    frames = [findings(("lot", "listed", "true"), kind=f"KIND {number:02}") for number in range(20)]
    found = touched(melt(FED), *frames)
    assert len({kind for kind, _, _ in found}) == 20


def test_without_flags_nothing_is_touched() -> None:
    assert touched(melt(FED), findings()) == {}


MARKS = {
    ("lot", "listed"): {"listed"},
    ("receipt", "ticket"): {"clear"},
    ("party", "seller"): {"listed", "clear", "scrap"},
    ("site-year", "conflict mine|2024"): {"listed"},
    ("site-year", "conflict mine|2023"): set(),
    ("site-party-year", "clear mine|seller|2024"): {"clear"},
    ("site-metal-period", "plant|cu|2024-Q2"): set(),
}


@pytest.mark.parametrize("subject", MARKS, ids=str)
def test_a_flag_marks_the_lots_behind_its_subject(subject: tuple[str, str]) -> None:
    tables = melt(FED) | {"receipt": [{"receipt_id": "ticket", "lot_id": "clear"}]}
    marked = marked_lots(dossier(tables), findings((*subject, "true")))
    assert set(marked["lot_id"]) == MARKS[subject]
