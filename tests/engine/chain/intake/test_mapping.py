"""Mappings are data, and a wrong one says where and why."""

from collections import Counter
from pathlib import Path

import pytest

from cupel.chain.intake.mapping import ColumnRule, load_mapping, shipped_mappings
from cupel.chain.tables import TABLES
from cupel.errors import BooksError
from cupel.sheets import plain


def mapping_file(folder: Path, text: str) -> Path:
    path = folder / "ours.yaml"
    path.write_text(f"schema: cupel-mapping/1\n{text}", encoding="utf-8")
    return path


def test_the_shipped_mappings_are_there_with_the_general_one_first() -> None:
    assert [mapping.key for mapping in shipped_mappings()] == ["business-headings", "weighbridge-books"]


@pytest.mark.parametrize("table", TABLES)
def test_no_general_heading_means_two_columns(table: str) -> None:
    rules = shipped_mappings()[0].tables[table].columns
    words = [
        word
        for column in TABLES[table].columns()
        for word in {plain(name) for name in (column, *rules.get(column, ColumnRule()).headings)}
    ]
    assert [word for word, times in Counter(words).items() if times > 1] == []


def test_every_table_has_a_file_name_of_its_own() -> None:
    names = Counter(
        plain(name) for table, rule in shipped_mappings()[0].tables.items() for name in {table, *map(plain, rule.files)}
    )
    assert [name for name, times in names.items() if times > 1] == []


def test_an_extending_mapping_keeps_what_it_leaves_open(tmp_path: Path) -> None:
    path = mapping_file(
        tmp_path,
        """
key: ours
title: {en: Ours}
extends: business-headings
dates: day-first
decimal: comma
tables:
  lot:
    files: [Haufen]
    columns:
      lot_id: Haufennummer
      form: {headings: [Sorte], values: {Kupferkonzentrat: concentrate}}
      gross_g: {headings: [Gewicht], unit: t}
""",
    )
    mapping = load_mapping(path)
    lot = mapping.tables["lot"]
    assert (mapping.key, mapping.title, mapping.dates, mapping.decimal) == ("ours", "Ours", "day-first", "comma")
    assert lot.files[0] == "Haufen"
    assert "parcels" in lot.files
    assert lot.columns["lot_id"].headings[0] == "Haufennummer"
    assert "batch no" in lot.columns["lot_id"].headings
    assert lot.columns["form"].values["kupferkonzentrat"] == "concentrate"
    assert lot.columns["form"].values["schrott"] == "scrap"
    assert lot.columns["gross_g"].unit == "t"


def test_the_hash_covers_the_file_and_what_it_extends(tmp_path: Path) -> None:
    alone = load_mapping(mapping_file(tmp_path, "key: ours\n"))
    extending = load_mapping(mapping_file(tmp_path, "key: ours\nextends: business-headings\n"))
    again = load_mapping(mapping_file(tmp_path, "key: ours\nextends: business-headings\n"))
    assert len({alone.sha256, extending.sha256, shipped_mappings()[0].sha256}) == 3
    assert extending.sha256 == again.sha256


@pytest.mark.parametrize(
    ("text", "path", "words"),
    [
        ("tables: {ore: {}}", "tables.ore", "no table 'ore'"),
        ("tables: {lot: {columns: {weight: [w]}}}", "tables.lot.columns.weight", "no column 'weight'"),
        ("tables: {lot: {columns: {gross_g: {head: [w]}}}}", "tables.lot.columns.gross_g", "Unknown entry 'head'"),
        ("tables: {lot: {columns: {gross_g: {unit: stone}}}}", "tables.lot.columns.gross_g", "Unknown unit 'stone'"),
        (
            "tables: {lot: {columns: {form: {values: {x: gravel}}}}}",
            "tables.lot.columns.form",
            "'gravel' is not a code",
        ),
        ("tables: {lot: {columns: {hs: {values: {x: y}}}}}", "tables.lot.columns.hs", "'y' is not a code"),
        ("extends: nothing", "extends", "no shipped mapping 'nothing'"),
        ("extends: ../../etc/passwd", "extends", "no shipped mapping"),
        ("dates: backwards", "dates", "day-first, month-first"),
        ("decimal: dot", "decimal", "point, comma"),
    ],
)
def test_a_wrong_entry_is_named_with_its_path(tmp_path: Path, text: str, path: str, words: str) -> None:
    with pytest.raises(BooksError, match=words) as refused:
        load_mapping(mapping_file(tmp_path, text))
    assert refused.value.code == "bad-mapping"
    assert refused.value.place.path == path


@pytest.mark.parametrize("text", ["a: [", "- 1", "schema: other/1", "", "a: \x07"])
def test_what_is_no_mapping_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BooksError, match="mapping file"):
        load_mapping(path)


def test_a_missing_mapping_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BooksError, match="cannot be read"):
        load_mapping(tmp_path / "absent.yaml")
