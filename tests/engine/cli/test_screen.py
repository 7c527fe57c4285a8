"""``cupel screen``: what it writes, prints and ends with."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.engine.cli.books_on_disk import plain
from tests.engine.cli.shell import Command
from tests.engine.screening.small_screening import (
    WATCHED,
    small_screening,
    write_holdings,
    write_list,
    write_suppliers,
)

from cupel.screening import second_opinion
from cupel.screening.decision_files import to_json_lines
from cupel.screening.memory import Evidence, Judgement, decided

FILES = {"hits.parquet", "hits.json", "hits.xlsx", "report.html", "tuning.json", "manifest.json"}
DAY = ("--on", "2030-03-01")


@pytest.fixture
def suppliers(tmp_path: Path) -> Path:
    return write_suppliers(tmp_path)


@pytest.fixture
def watched(tmp_path: Path) -> Path:
    return write_list(tmp_path)


def test_it_writes_every_file_and_the_same_bytes_again(
    suppliers: Path, watched: Path, tmp_path: Path, cupel: Command
) -> None:
    for out in ("one", "two"):
        assert cupel("screen", suppliers, "--list", watched, "--out", tmp_path / out, *DAY).code == 0
    assert {file.name for file in (tmp_path / "one").iterdir()} == FILES
    for name in FILES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_it_ends_with_numbers_the_first_hits_and_where_the_report_is(
    suppliers: Path, watched: Path, tmp_path: Path, cupel: Command
) -> None:
    told = plain(cupel("screen", suppliers, "--list", watched, "--out", tmp_path / "out", *DAY).out)
    assert "6 parties against watched@" in told
    assert "3 hits on 3 parties, 1 of them by a number in common." in told
    assert "1.000 1001 Qorvandel Mining GmbH Qorvandell Minning watched" in told
    assert "3 parties: no hit at this threshold (0.7)." in told
    assert "1 party has no name that tells who it is" in told
    assert "1 row could not be read and was not screened" in told
    assert str(tmp_path / "out" / "report.html") in told.replace(" ", "")
    assert "clear" not in told.lower()
    assert "compliant" not in told.lower()


def test_as_json_it_prints_the_summary_and_nothing_else(
    suppliers: Path, watched: Path, tmp_path: Path, cupel: Command
) -> None:
    ended = cupel("screen", suppliers, "--list", watched, "--out", tmp_path / "out", *DAY, "--format", "json")
    told = json.loads(ended.out)
    assert (told["parties"], told["hits"], told["parties_without_hit_at_this_threshold"]) == (6, 3, 3)
    assert told["states"] == {"open": 3}


def test_a_version_in_the_store_and_its_file_give_the_same_hits(
    suppliers: Path, watched: Path, tmp_path: Path, cupel: Command
) -> None:
    store = tmp_path / "store"
    assert cupel("lists", "import", watched, "--list", "watched", "--store", store, "--label", "one").code == 0
    for out, given in (("file", watched), ("store", "watched@one")):
        options = ("--list", given, "--store", store, "--out", tmp_path / out, *DAY, "--quiet")
        assert cupel("screen", suppliers, *options) == (0, "", "")
    frames = [pl.read_parquet(tmp_path / out / "hits.parquet").drop("list_label") for out in ("file", "store")]
    assert frames[0].equals(frames[1])
    assert set(pl.read_parquet(tmp_path / "store" / "hits.parquet")["list_label"]) == {"one"}


def test_the_threshold_decides_what_is_a_hit(suppliers: Path, watched: Path, tmp_path: Path, cupel: Command) -> None:
    numbers = {}
    for threshold in ("0.5", "0.7", "1"):
        options = ("--list", watched, "--out", tmp_path / "out", *DAY, "--threshold", threshold, "--format", "json")
        numbers[threshold] = json.loads(cupel("screen", suppliers, *options).out)["hits"]
    assert numbers["0.5"] >= numbers["0.7"] > numbers["1"] >= 1
    refused = cupel("screen", suppliers, "--list", watched, "--out", tmp_path / "out", "--threshold", "0.4")
    assert refused.code == 2


def test_decisions_made_before_are_told(suppliers: Path, watched: Path, tmp_path: Path, cupel: Command) -> None:
    found = small_screening(tmp_path / "given")
    pair = pl.DataFrame({"subject_id": ["1003"], "entity_id": ["L3"]})
    at = datetime(2030, 2, 1, tzinfo=UTC)
    judgement = Judgement(verdict="match", reason="same party", decided_by="an officer", decided_at=at)
    made = decided(pair, judgement, Evidence.of("watched", found.parties.subjects, found.lists[0]))
    (tmp_path / "decisions.jsonl").write_text(to_json_lines(made), encoding="utf-8")
    options = ("--list", watched, "--out", tmp_path / "out", *DAY, "--decisions", tmp_path / "decisions.jsonl")
    assert "Left to review after decisions made before: 2." in plain(cupel("screen", suppliers, *options).out)
    states = pl.read_parquet(tmp_path / "out" / "hits.parquet").select("subject_id", "state", "decided_by")
    assert ("1003", "confirmed", "an officer") in states.rows()


def test_owners_are_followed_from_a_table_given_or_beside_the_parties(
    suppliers: Path, watched: Path, tmp_path: Path, cupel: Command
) -> None:
    books = tmp_path / "books"
    books.mkdir()
    write_suppliers(books)
    given = write_holdings(books)
    options = ("--list", watched, "--out", tmp_path / "out", *DAY)
    told = plain(cupel("screen", suppliers, *options, "--ownership", given).out)
    assert "0 parties count as owned by listed parties (50 % or more); 2 may" in told
    assert "unknown 1004 0 % – 60 % Qorvandel Mining GmbH (hit not decided) owns 60 % of Yolmandi Cerbazal." in told
    assert "3 defects in the table of holdings (rows left out: 1)" in told
    assert {file.name for file in (tmp_path / "out").iterdir()} == {*FILES, "owned.parquet", "owned.json"}
    first = (tmp_path / "out" / "owned.json").read_bytes()
    cupel("screen", books, *options, "--quiet")
    assert (tmp_path / "out" / "owned.json").read_bytes() == first


def test_the_share_from_which_a_party_is_owned_is_an_option(
    suppliers: Path, watched: Path, tmp_path: Path, cupel: Command
) -> None:
    options = ("--list", watched, "--out", tmp_path / "out", *DAY, "--ownership", write_holdings(tmp_path))
    numbers = {}
    for threshold in ("0.2", "0.5", "0.7"):
        ended = cupel("screen", suppliers, *options, "--ownership-threshold", threshold, "--format", "json")
        numbers[threshold] = json.loads(ended.out)["owned"]
    assert numbers["0.2"] == {"listed": 0, "unknown": 3, "not listed": 0}
    assert numbers["0.5"] == {"listed": 0, "unknown": 2, "not listed": 1}
    assert numbers["0.7"] == {"listed": 0, "unknown": 1, "not listed": 2}


def test_an_earlier_version_given_or_stored_tells_what_came_and_went(
    suppliers: Path, watched: Path, tmp_path: Path, cupel: Command
) -> None:
    store, old = tmp_path / "store", write_list(tmp_path, WATCHED.replace("L3,", "L9,"), name="old.csv")
    for file, label, day in ((old, "one", "2030-01-01"), (watched, "two", "2030-02-01")):
        options = ("--list", "watched", "--store", store, "--label", label, "--date", day)
        assert cupel("lists", "import", file, *options).code == 0
    out = tmp_path / "out"

    def told(*options: object) -> list[dict[str, Any]]:
        assert cupel("screen", suppliers, "--store", store, "--out", out, *DAY, "--quiet", *options) == (0, "", "")
        moved: list[dict[str, Any]] = json.loads((out / "tuning.json").read_text(encoding="utf-8"))["stability"]
        return moved

    (by_store,) = told("--list", "watched@two")
    assert (by_store["before"]["label"], by_store["now"]["label"]) == ("one", "two")
    assert [by_store["steps"][4][name] for name in ("stayed", "appeared", "vanished")] == [2, 1, 1]
    (by_file,) = told("--list", watched, "--before", old)
    assert by_file["steps"] == by_store["steps"]
    assert told("--list", "watched@one") == []
    assert told("--list", watched) == []


def test_a_second_opinion_without_its_matcher_is_refused_before_anything_is_read(
    watched: Path, tmp_path: Path, cupel: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_opinion, "find_spec", lambda _name: None)
    ended = cupel("screen", tmp_path / "absent.csv", "--list", watched, "--out", tmp_path / "out", "--second-opinion")
    assert (ended.code, "[no-second-matcher]" in ended.err) == (1, True)
    assert "pip install 'cupel[ftm]'" in plain(ended.err)


def test_a_second_opinion_stands_beside_the_score(
    suppliers: Path, watched: Path, tmp_path: Path, cupel: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = 'print(\'{"matcher": "logic-v2", "version": "1.0"}\'); print(0.25)'
    monkeypatch.setattr(second_opinion, "find_spec", lambda _name: "there")
    monkeypatch.setattr(second_opinion, "WORKER", (sys.executable, "-c", answers))
    options = ("--list", watched, "--out", tmp_path / "out", *DAY, "--second-opinion")
    told = plain(cupel("screen", suppliers, *options).out)
    assert "Score logic-v2 Our number" in told
    assert "0.956 – 1003" in told
    assert "0.768 0.250 1002" in told
    assert json.loads(cupel("screen", suppliers, *options, "--format", "json").out)["second_opinion"]["hits"] == 1


def test_an_earlier_result_is_replaced(suppliers: Path, watched: Path, tmp_path: Path, cupel: Command) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "old.txt").write_text("old", encoding="utf-8")
    cupel("screen", suppliers, "--list", watched, "--out", tmp_path / "out", *DAY, "--quiet")
    assert {file.name for file in (tmp_path / "out").iterdir()} == FILES


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (("nowhere.csv", "watched.csv", None), "no-books"),
        (("tickets.csv", "watched.csv", None), "no-parties"),
        (("suppliers.csv", "unknown@list", None), "no-list-version"),
        (("suppliers.csv", "tickets.csv", None), "unknown-list-format"),
        (("suppliers.csv", "watched.csv", "nowhere.jsonl"), "no-decisions"),
        (("suppliers.csv", "watched.csv", "tickets.csv"), "bad-decision"),
    ],
)
def test_an_error_is_one_sentence_with_a_remedy_and_leaves_the_earlier_result(
    given: tuple[str, str, str | None], code: str, tmp_path: Path, cupel: Command
) -> None:
    parties, name, decisions = given
    write_suppliers(tmp_path)
    write_list(tmp_path)
    (tmp_path / "tickets.csv").write_text("ticket,weight\n1,2\n", encoding="utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "old.txt").write_text("old", encoding="utf-8")
    listed = tmp_path / name if name.endswith(".csv") else name
    more = ("--decisions", tmp_path / decisions) if decisions else ()
    ended = cupel("screen", tmp_path / parties, "--list", listed, "--out", tmp_path / "out", *DAY, *more)
    assert ended.code == 1
    assert f"[{code}]" in ended.err
    assert "Traceback" not in ended.err
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["old.txt"]


def test_the_schemas_are_printed(cupel: Command) -> None:
    assert json.loads(cupel("hits-schema").out)["$id"] == "urn:cupel-hits:1"
    assert json.loads(cupel("hits-schema", "--owned").out)["$id"] == "urn:cupel-owned:1"


def test_a_table_that_holds_no_holdings_is_refused(
    suppliers: Path, watched: Path, tmp_path: Path, cupel: Command
) -> None:
    ended = cupel("screen", suppliers, "--list", watched, "--out", tmp_path / "out", "--ownership", watched)
    assert (ended.code, "[no-ownership]" in ended.err) == (1, True)
    assert not (tmp_path / "out").exists()


def test_a_list_that_is_broken_in_part_is_screened_and_its_quarantine_told(
    suppliers: Path, tmp_path: Path, cupel: Command
) -> None:
    watched = write_list(tmp_path, WATCHED + 'L5,"never closed,,,\n')
    assert cupel("screen", suppliers, "--list", watched, "--out", tmp_path / "out", *DAY, "--quiet").code == 0
    told = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert told["lists"]["watched"]["rejected"] >= 1
