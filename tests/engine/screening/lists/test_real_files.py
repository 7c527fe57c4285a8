"""Publishers' own files are read whole."""

import csv
import re
from pathlib import Path

import polars as pl
import pytest
from tests.engine.screening.lists.hand_made import read

from cupel.screening.tables import TABLES


def csv_rows(path: Path, width: int) -> list[list[str]]:
    """Rows of a CSV file by the standard library, blanks in cells joined."""
    with path.open(encoding="utf-8", newline="") as file:
        return [[" ".join(cell.split()) for cell in row] for row in csv.reader(file) if len(row) == width]


def test_ofac_2021_has_every_entity_and_alias(shared_data: Path) -> None:
    found = read(shared_data / "lists" / "ofac_2021")
    version = found.version
    assert (version.reader, version.read, version.kept, version.rejected) == ("ofac-csv", 8976, 8976, 0)
    assert found.quarantine.is_empty()
    aliases = csv_rows(shared_data / "lists" / "ofac_2021" / "alt.csv", 5)
    assert len(aliases) == 11910
    stated = {(row[0], row[3]) for row in aliases}
    assert stated <= set(found.name.select("entity_id", "name").iter_rows())
    quoted = found.entity["remarks"].str.count_matches(r"(?:^|; )[afn]\.k\.a\. '").sum()
    assert len(stated) < found.name.height - 8976 <= len(stated) + quoted


def test_ofac_2021_addresses_are_those_of_the_file(shared_data: Path) -> None:
    found = read(shared_data / "lists" / "ofac_2021")
    rows = csv_rows(shared_data / "lists" / "ofac_2021" / "add.csv", 6)
    assert len(rows) == 13837
    stated = {(row[0], *row[2:5]) for row in rows if set(row[2:5]) != {"-0-"}}
    assert found.place.filter(pl.col("role") == "address").height == len(stated)


def test_ofac_2021_remarks_give_birth_dates_and_numbers(shared_data: Path) -> None:
    found = read(shared_data / "lists" / "ofac_2021")
    texts = found.entity["remarks"].drop_nulls().to_list()
    stated = sum(len(set(re.findall(r"(?:^|; )(?:alt\. )?DOB ([^;]+?)\.?(?=;|$)", text))) for text in texts)
    assert found.birth.height == stated
    numbered = found.entity["remarks"].str.contains(r"Vessel Registration Identification IMO \d").sum()
    assert found.identifier.filter(pl.col("scheme") == "IMO")["entity_id"].n_unique() >= numbered > 400
    assert "unread" not in "".join(found.entity["extra"].drop_nulls())
    linked = sum(text.count("Linked To: ") for text in texts)
    assert linked > found.relation.height > 0.7 * linked


def test_ofac_2021_remarks_that_go_on_in_the_comments_are_whole(shared_data: Path) -> None:
    found = read(shared_data / "lists" / "ofac_2021")
    remarks = found.entity.filter(pl.col("entity_id") == "28263")["remarks"].item()
    assert remarks.endswith("hn'; Linked To: LAZARUS GROUP.")
    assert len(remarks) > 1000


def test_ofac_2025_consolidated_set_alone(shared_data: Path) -> None:
    found = read(shared_data / "lists" / "ofac_2025" / "cons_prim.csv")
    assert (found.version.kept, found.quarantine.height) == (442, 0)
    assert set(found.version.files) == {"cons_prim.csv", "cons_alt.csv", "cons_add.csv", "cons_comments.csv"}


def test_ofac_2025_files_without_their_primary_file_are_named(shared_data: Path) -> None:
    found = read(shared_data / "lists" / "ofac_2025")
    assert found.version.kept == 442
    assert found.quarantine["file"].to_list() == ["add.csv", "alt.csv"]


def test_un_list_has_all_persons_and_entities(shared_data: Path) -> None:
    found = read(shared_data / "lists" / "un" / "UN_consolidated.xml")
    counts = dict(found.entity["kind"].value_counts().iter_rows())
    assert counts == {"person": 730, "organisation": 273}
    assert found.version.label == "2026-02-27"
    assert found.entity["listed_on"].null_count() == 0
    assert found.quarantine.is_empty()


def test_un_countries_are_known(shared_data: Path) -> None:
    found = read(shared_data / "lists" / "un" / "UN_consolidated.xml")
    assert found.place.filter(pl.col("role") == "nationality")["country"].null_count() <= 3
    assert found.name.filter(pl.col("script") == "Arab").height > 200


def test_denied_persons_rows_join_to_parties(shared_data: Path) -> None:
    path = shared_data / "lists" / "us_other" / "dpl.txt"
    found = read(path)
    rows = pl.read_csv(path, separator="\t", infer_schema=False)
    assert rows.height == 581
    assert found.version.kept == rows.select("Name", "Effective_Date").unique().height
    assert found.quarantine.is_empty()
    assert found.entity["listed_on"].null_count() == 0


def test_follow_the_money_sample(shared_data: Path) -> None:
    found = read(shared_data / "lists" / "ftm_sample" / "entities.ftm.json")
    assert found.version.kept == 12
    shares = {(a, b): share for a, b, _kind, share, *_dates in found.relation.iter_rows() if share is not None}
    assert shares["smp-c2", "smp-c3"] == 0.5
    assert shares["smp-c1", "smp-c4"] == 0.499
    ended = found.entity.filter(pl.col("entity_id") == "smp-x1")["delisted_on"].item()
    assert str(ended) == "2023-01-31"
    only = found.entity.filter(pl.col("topic") == "ownership only")["entity_id"].to_list()
    assert only == ["smp-c2", "smp-c3", "smp-c4", "smp-c5", "smp-p3"]


def test_simple_table_sample(shared_data: Path) -> None:
    found = read(shared_data / "lists" / "ftm_sample" / "targets.simple.csv")
    assert (found.version.reader, found.version.kept) == ("opensanctions-csv", 7)


def test_watch_list_of_the_case(shared_data: Path) -> None:
    path = shared_data / "case" / "lists" / "watchlist.csv"
    found = read(path)
    assert found.version.kept == pl.read_csv(path, infer_schema=False).height
    assert found.version.reader == "own"


@pytest.mark.parametrize("path", ["ofac_2021", "ofac_2025", "un/UN_consolidated.xml", "us_other/dpl.txt"])
def test_tables_are_of_their_schemas(shared_data: Path, path: str) -> None:
    found = read(shared_data / "lists" / path)
    assert [table for table, schema in TABLES.items() if not schema.is_valid(found.table(table))] == []
    primary = found.name.filter(pl.col("kind") == "primary")
    assert primary["entity_id"].sort().to_list() == found.entity["entity_id"].sort().to_list()
    for table in ("name", "identifier", "birth", "place"):
        assert found.table(table).join(found.entity, on="entity_id", how="anti").is_empty()
