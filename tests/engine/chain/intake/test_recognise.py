"""Which table a file holds, and which of its headings is which column."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import polars as pl
import pytest

from cupel.chain.intake.folder import Skipped
from cupel.chain.intake.mapping import ChainMapping, load_mapping, shipped_mappings
from cupel.chain.intake.recognise import Binding, candidates
from cupel.chain.intake.sources.source import Source
from cupel.chain.intake.taken import Taken, best_mapping, sorted_out
from cupel.chain.tables import TABLES


def nothing() -> Iterator[pl.DataFrame]:
    yield from ()


def source(name: str, *headings: str) -> Source:
    return Source(Path(name), name, headings, nothing, 0)


def general() -> ChainMapping:
    return shipped_mappings()[0]


def bound(name: str, *headings: str, mapping: ChainMapping | None = None) -> dict[str, Binding]:
    best = candidates(source(name, *headings), mapping or general())[0]
    return {binding.column: binding for binding in best.bindings}


def sort(sources: list[Source]) -> tuple[list[Taken], list[Skipped]]:
    return sorted_out(sources, best_mapping(sources, shipped_mappings())[1])


@pytest.mark.parametrize("table", TABLES)
def test_a_table_under_its_own_name_and_headings_is_recognised(table: str) -> None:
    best = candidates(source(f"{table}.csv", *TABLES[table].columns()), general())[0]
    assert best.table == table
    assert {one.column: one.heading for one in best.bindings} == {name: name for name in TABLES[table].columns()}
    assert best.unbound == ()


@pytest.mark.parametrize("name", ["receipts_2024-03.csv", "Wiegescheine.xlsx", "Weighbridge Tickets (2).csv"])
def test_the_name_of_the_file_decides_digits_aside(name: str) -> None:
    best = candidates(source(name, "Lot No", "Receipt No", "Date", "Plant", "Gross (kg)"), general())[0]
    assert (best.table, best.named, best.missing) == ("receipt", True, ())


def test_headings_alone_are_enough_where_only_one_table_fits() -> None:
    best = candidates(
        source("export7.csv", "Movement no", "Event", "Type", "At", "From lot", "To lot", "Gross kg"), general()
    )
    assert [one.table for one in best] == ["flow"]


def test_headings_in_german_and_spanish_are_recognised() -> None:
    german = bound("Partien.csv", "Losnummer", "Material", "Form", "Eingang", "Bruttogewicht (t)", "Kupfer (kg)")
    spanish = bound("lotes.csv", "Número de lote", "Forma", "Llegada", "Peso bruto (t)", "Cobre kg")
    assert german["gross_g"].factor == spanish["gross_g"].factor == 1_000_000
    assert german["cu_g"].factor == spanish["cu_g"].factor == 1_000
    assert german["product"].heading == "Material"


@pytest.mark.parametrize(
    ("heading", "column", "factor"),
    [
        ("moisture", "moisture", Fraction(1)),
        ("Moisture %", "moisture", Fraction(1, 100)),
        ("moisture_bp", "moisture", Fraction(1, 10_000)),
        ("Cu %", "cu_ppm", Fraction(10_000)),
        ("Au (ppb)", "au_ppm", Fraction(1, 1_000)),
        ("Payable copper (lb)", "payable_cu_g", Fraction(45_359_237, 100_000)),
        ("Invoice amount USD", "amount_cents", Fraction(100)),
    ],
)
def test_the_unit_of_a_heading_scales_its_column(heading: str, column: str, factor: Fraction) -> None:
    assert bound("assays.csv", "lot", "stage", heading)[column].factor == factor


def test_a_mass_without_a_unit_is_not_read_and_is_named() -> None:
    best = candidates(source("lots.csv", "Lot", "Form", "Created", "Gross weight"), general())[0]
    assert best.missing == ("gross_g",)
    assert best.unitless == ("Gross weight",)


def test_a_unit_column_beside_the_figure_counts_where_the_mapping_says_so(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(
        "schema: cupel-mapping/1\ntables: {lot: {columns: {gross_g: {headings: [Qty], unit_from: [UoM]}, "
        "lot_id: [No], form: {constant: scrap}, created_at: [At], hs: {constant: '740400'}}}}\n",
        encoding="utf-8",
    )
    found = bound("lot.csv", "No", "At", "Qty", "UoM", mapping=load_mapping(path))
    assert found["gross_g"].unit_heading == "UoM"
    assert (found["form"].constant, found["hs"].constant) == ("scrap", "740400")


def test_a_ticket_may_state_grades_instead_of_contents() -> None:
    found = bound("receipts.csv", "receipt_id", "at_local", "site", "lot", "gross_g", "Cu %", "Ag g/t", "Ni kg")
    assert (found["cu_g"].grade, found["ag_g"].grade, found["ni_g"].grade) == (True, True, False)
    assert found["cu_g"].factor == 10_000


def test_a_named_file_without_a_required_column_says_which() -> None:
    taken, skipped = sort([source("lots.csv", "Lot", "Form", "Created", "Gross weight")])
    assert taken == []
    assert "no heading for: gross_g" in skipped[0].reason
    assert "no unit is stated in: Gross weight" in skipped[0].reason


def test_a_file_that_fits_two_tables_alike_is_not_guessed() -> None:
    taken, skipped = sort([source("data.csv", "lot_id", "seq", "kind")])
    assert taken == []
    assert skipped[0].reason.startswith("could be any of: leg, title_transfer;")


def test_a_file_that_fits_no_table_is_named() -> None:
    taken, skipped = sort([source("weather.csv", "day", "rain")])
    assert taken == []
    assert "no table has these headings" in skipped[0].reason


def test_a_source_that_names_its_table_is_that_table() -> None:
    quarantined = Source(Path("q.xlsx"), "q.xlsx", ("lot_id", "stage", "amount_cents"), nothing, 0, table="assay")
    assert [one.table for one in candidates(quarantined, general())] == ["assay"]


def test_the_mapping_that_knows_most_headings_is_chosen() -> None:
    tickets = source("receipts.csv", "receipt_id", "ts_local", "site_id", "lot_id", "gross_g", "entered_qty")
    plain = source("receipt.csv", "receipt_id", "at_local", "site_id", "lot_id", "gross_g")
    assert best_mapping([tickets], shipped_mappings())[0].key == "weighbridge-books"
    assert best_mapping([plain], shipped_mappings())[0].key == "business-headings"
