"""The files of a screening: complete, described by their schema, safe to open, the same bytes again."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import polars as pl
import pytest
from openpyxl import load_workbook
from tests.engine.screening.small_screening import (
    HOSTILE,
    ON,
    SUPPLIERS,
    WATCHED,
    moved_beside,
    owned_beside,
    small_screening,
    watch_list,
    write_holdings,
    write_list,
    write_suppliers,
)

from cupel.errors import ListError
from cupel.screening import against, build_index, screen
from cupel.screening.against import Asked, Screening, screen_parties
from cupel.screening.beside import Beside, owned_of, skipped
from cupel.screening.hit_columns import HITS, hits_json_schema
from cupel.screening.memory import Evidence, Judgement, decided
from cupel.screening.outputs import write_screening
from cupel.screening.owned_columns import OWNED, owned_json_schema
from cupel.screening.owners import OwnershipRule
from cupel.screening.ownership_intake import ownership_beside
from cupel.screening.party_intake import read_parties


@pytest.fixture(scope="module")
def screening(tmp_path_factory: pytest.TempPathFactory) -> Screening:
    return small_screening(tmp_path_factory.mktemp("given"))


@pytest.fixture(scope="module")
def out(screening: Screening, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    write_screening(screening, folder)
    return folder


def test_the_hits_are_those_of_the_engine_from_the_threshold_on(screening: Screening) -> None:
    parties, (listed,) = screening.parties.subjects, screening.lists
    expected = screen(parties, build_index(listed), threshold=0.7)
    columns = ["subject_id", "entity_id", "score", "place"]
    assert screening.hits.select(columns).equals(expected.select(columns))


def test_hits_do_not_depend_on_how_many_parties_are_taken_at_once(
    screening: Screening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(against, "AT_ONCE", 2)
    assert small_screening(tmp_path).hits.equals(screening.hits)


def test_two_lists_are_one_order_and_one_list_twice_is_refused(tmp_path: Path) -> None:
    parties = read_parties(write_suppliers(tmp_path))
    one, other = (watch_list(write_list(tmp_path), list_id=name) for name in ("first", "second"))
    found = screen_parties(parties, [one, other], Asked(ON)).hits
    assert found["place"].to_list() == list(range(1, found.height + 1))
    assert found["list_id"].to_list()[:2] == ["first", "second"]
    assert found["score"].to_list()[::2] == found["score"].to_list()[1::2]
    with pytest.raises(ListError, match="Two of the lists"):
        screen_parties(parties, [one, one], Asked(ON))


def test_every_hit_fits_the_published_schema(out: Path) -> None:
    hits = json.loads((out / "hits.json").read_text(encoding="utf-8"))
    schema = hits_json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(hits, schema)
    assert len(hits) == 3


def test_parquet_and_json_say_the_same(out: Path) -> None:
    frame = pl.read_parquet(out / "hits.parquet")
    assert dict(frame.schema) == {name: column.type for name, column in HITS.items()}
    hits = json.loads((out / "hits.json").read_text(encoding="utf-8"))
    assert [{name: row[name] for name in HITS} for row in hits] == frame.to_dicts()


def test_the_same_parties_and_lists_in_another_order_of_rows_give_the_same_hits(out: Path, tmp_path: Path) -> None:
    heading, *suppliers = SUPPLIERS.strip().split("\n")
    title, *entries = WATCHED.strip().split("\n")
    parties = read_parties(write_suppliers(tmp_path, "\n".join([heading, *reversed(suppliers)])))
    listed = watch_list(write_list(tmp_path, "\n".join([title, *reversed(entries)])))
    found = screen_parties(parties, [listed], Asked(ON))
    write_screening(found, tmp_path)
    frames = [pl.read_parquet(folder / "hits.parquet").drop("list_label") for folder in (out, tmp_path)]
    assert frames[0].equals(frames[1])


def test_the_same_screening_gives_the_same_bytes(out: Path, tmp_path: Path) -> None:
    write_screening(small_screening(tmp_path / "given"), tmp_path)
    files = [file.name for file in out.iterdir()]
    assert {file: (out / file).read_bytes() == (tmp_path / file).read_bytes() for file in files} == dict.fromkeys(
        files, True
    )


def test_no_cell_of_the_workbook_is_a_formula(tmp_path: Path) -> None:
    parties = read_parties(write_suppliers(tmp_path, f"id\tname\n1\t{HOSTILE}\n2\t=Umbrastein Holding\n"))
    listed = watch_list(write_list(tmp_path, WATCHED.replace("Umbrasteyn", "=Umbrasteyn")))
    write_screening(screen_parties(parties, [listed], Asked(ON)), tmp_path)
    book = load_workbook(tmp_path / "hits.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert all(cell.data_type != "f" for cell in cells)
    starting = [cell for cell in cells if str(cell.value).startswith("=")]
    assert len(starting) >= 2
    assert all(cell.quotePrefix for cell in starting)


def test_the_manifest_names_what_the_screening_was_made_of(out: Path, screening: Screening) -> None:
    told = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert told["on"] == "2030-03-01"
    assert told["lists"]["watched"]["content_hash"] == screening.lists[0].version.content_hash
    assert told["lists"]["watched"]["rejected"] == 1
    assert told["options"] == {"threshold": 0.7}
    assert list(told["intake"]["files"]) == ["suppliers.csv"]
    assert (told["intake"]["rows"], told["intake"]["left_out"]) == (7, 1)


def test_tuning_compares_thresholds_down_to_one_half(out: Path, screening: Screening) -> None:
    load = json.loads((out / "tuning.json").read_text(encoding="utf-8"))["load"]
    assert load[0]["threshold"] == 0.5
    at_threshold = next(row for row in load if row["threshold"] == 0.7)
    assert at_threshold["hits"] == screening.hits.height
    assert [row["hits"] for row in load] == sorted((row["hits"] for row in load), reverse=True)


@pytest.fixture(scope="module")
def owned(screening: Screening, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the screening with the suppliers' holdings."""
    folder = tmp_path_factory.mktemp("owned")
    write_screening(screening, folder, owned_beside(screening, tmp_path_factory.mktemp("holdings")))
    return folder


def test_who_is_owned_stands_in_parquet_and_json_as_published(owned: Path) -> None:
    frame = pl.read_parquet(owned / "owned.parquet")
    assert dict(frame.schema) == {name: column.type for name, column in OWNED.items()}
    rows = json.loads((owned / "owned.json").read_text(encoding="utf-8"))
    jsonschema.validate(rows, owned_json_schema())
    assert rows == frame.to_dicts()
    assert [(row["party_id"], row["state"], row["possible_share"]) for row in rows] == [
        ("1007", "unknown", 1.0), ("1004", "unknown", 0.6), ("1005", "not listed", 0.2),
    ]  # fmt: skip


def test_the_manifest_names_holdings_and_what_was_left_out_of_them(owned: Path, out: Path) -> None:
    told = json.loads((owned / "manifest.json").read_text(encoding="utf-8"))["ownership"]
    assert (told["rule"], told["threshold"], told["parties"]) == (
        "fixed point", 0.5, {"listed": 0, "unknown": 2, "not listed": 1},
    )  # fmt: skip
    intake = told["intake"]
    assert list(intake["files"]) == ["holdings.csv"]
    assert (intake["rows"], intake["left_out"], intake["defects"], intake["other_links"]) == (7, 1, 3, 1)
    assert "ownership" not in json.loads((out / "manifest.json").read_text(encoding="utf-8"))


def test_the_workbook_has_owned_parties_their_holdings_and_what_could_not_be_read(owned: Path) -> None:
    book = load_workbook(owned / "hits.xlsx")
    rows = list(book["Owned"].iter_rows(min_row=2, values_only=True))
    assert [row[:2] for row in rows] == [("unknown", "1007"), ("unknown", "1004"), ("not listed", "1005")]
    assert [row[:3] for row in book["Holdings"].iter_rows(min_row=2, max_row=3, values_only=True)] == [
        ("1007", 1, "1003"), ("1007", 1, "1004"),
    ]  # fmt: skip
    assert sum(row[0] == "holdings.csv" for row in book["Quarantine"].iter_rows(values_only=True)) == 3
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_a_table_that_was_read_is_not_said_to_be_skipped(tmp_path: Path) -> None:
    listed = watch_list(write_list(tmp_path))
    (tmp_path / "books").mkdir()
    path = write_suppliers(tmp_path / "books").parent
    write_holdings(path)
    done = screen_parties(read_parties(path), [listed], Asked(ON))
    assert [each.name for each in skipped(done, Beside())] == ["holdings.csv"]
    found = owned_of(done, ownership_beside(path, done.parties.subjects), OwnershipRule())
    assert skipped(done, Beside(owned=found)) == []
    assert owned_of(done, None, OwnershipRule()) is None


def test_the_tuning_report_has_what_came_and_went_with_the_version_of_the_list(
    screening: Screening, out: Path, tmp_path: Path
) -> None:
    write_screening(screening, tmp_path, moved_beside(screening, tmp_path))
    (told,) = json.loads((tmp_path / "tuning.json").read_text(encoding="utf-8"))["stability"]
    assert (told["list_id"], told["now"]["label"]) == ("watched", screening.lists[0].version.label)
    assert told["before"]["content_hash"] != told["now"]["content_hash"]
    assert told["steps"][4] == {
        "threshold": 0.7, "stayed": 2, "appeared": 1, "vanished": 0, "stable_share": pytest.approx(2 / 3), "closed": 0,
        "closed_share": 0.0,
    }  # fmt: skip
    rows = list(load_workbook(tmp_path / "hits.xlsx")["Stability"].iter_rows(min_row=2, values_only=True))
    assert len(rows) == 11
    assert rows[4][3:7] == (0.7, 2, 1, 0)
    assert json.loads((out / "tuning.json").read_text(encoding="utf-8"))["stability"] == []


Decide = Callable[[str, str], pl.DataFrame]


@pytest.fixture
def decide(screening: Screening) -> Decide:
    """A decision on one supplier and one entry, made the day before."""

    def made(subject: str, entity: str) -> pl.DataFrame:
        pair = pl.DataFrame({"subject_id": [subject], "entity_id": [entity]})
        at = datetime(2030, 2, 28, tzinfo=UTC)
        judgement = Judgement(verdict="no match", reason="other birth", decided_by="an officer", decided_at=at)
        return decided(pair, judgement, Evidence.of("watched", screening.parties.subjects, screening.lists[0]))

    return made


def test_decisions_made_before_are_remembered(decide: Decide, tmp_path: Path) -> None:
    found = small_screening(tmp_path, asked=Asked(ON, decisions=decide("1002", "L2"))).hits
    states = dict(found.select("subject_id", "state").iter_rows())
    assert states == {"1001": "open", "1002": "cleared", "1003": "open"}


def test_a_decision_on_other_evidence_leaves_the_hit_open_and_says_what_changed(decide: Decide, tmp_path: Path) -> None:
    parties = read_parties(write_suppliers(tmp_path))
    listed = watch_list(write_list(tmp_path, WATCHED.replace("1961", "1970")))
    asked = Asked(ON, decisions=decide("1002", "L2"))
    found = screen_parties(parties, [listed], asked).hits.filter(pl.col("subject_id") == "1002")
    assert found.select("state", "verdict").rows() == [("open", "no match")]
    assert found["changed_listed"].to_list() == [["birth"]]


def test_a_screening_without_hits_is_written_too(screening: Screening, tmp_path: Path) -> None:
    none = replace(screening, hits=screening.hits.clear(), pairs=screening.pairs.clear())
    write_screening(none, tmp_path)
    assert json.loads((tmp_path / "hits.json").read_text(encoding="utf-8")) == []
    assert pl.read_parquet(tmp_path / "hits.parquet").height == 0


def test_parties_called_as_entries_of_a_real_list_are_hits_that_fit_the_schema(
    shared_data: Path, tmp_path: Path
) -> None:
    listed = watch_list(shared_data / "lists" / "un" / "UN_consolidated.xml", list_id="un")
    primary = listed.name.filter(pl.col("kind").cast(pl.String) == "primary").sort("entity_id").gather_every(25)
    table = primary.select(party_id="entity_id", name="name")
    table.write_parquet(tmp_path / "parties.parquet")
    found = screen_parties(read_parties(tmp_path / "parties.parquet"), [listed], Asked(ON))
    write_screening(found, tmp_path)
    hits = json.loads((tmp_path / "hits.json").read_text(encoding="utf-8"))
    jsonschema.validate(hits, hits_json_schema())
    own = {hit["subject_id"]: hit["name_score"] for hit in hits if hit["subject_id"] == hit["entity_id"]}
    telling = set(table["party_id"]) - set(found.unscreenable["entity_id"])
    assert {party for party in telling if own.get(party, 0.0) < 0.85} == set()
