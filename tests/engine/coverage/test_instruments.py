"""Files of instruments: what is read, every mistake one by one, and what changed between two."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.engine.coverage.instruments import FILE, changed, written

from cupel.coverage import (
    METALS,
    SOURCE_MARKS,
    InstrumentList,
    Reach,
    compare,
    inspect_instruments,
    instruments_from,
    instruments_schema,
    is_unverified,
    load_instruments,
    shipped_instruments,
)
from cupel.errors import StandardError

EVENT, REACH = "instruments/0/events/0", "instruments/0/reach"
MISTAKES: list[tuple[dict[str, Any], str, str]] = [
    (changed("colour", "red"), "colour", "standard-unknown-key"),
    (changed("edition", drop=True), "", "standard-missing-key"),
    (changed("edition", "2026-13-01"), "edition", "standard-form"),
    (changed("schema", "cupel-instruments/9"), "schema", "standard-value"),
    (changed("instruments", []), "instruments", "standard-bounds"),
    (changed("instruments/0/code", "alpha"), "instruments/0/code", "standard-form"),
    (changed("instruments/1/code", "ALPHA"), "instruments/1/code", "instrument-twice"),
    (changed("instruments/0/title", "Alpha"), "instruments/0/title", "standard-type"),
    (changed("instruments/0/title", {"english": ""}), "instruments/0/title/english", "standard-form"),
    (changed("instruments/0/mark", "sure"), "instruments/0/mark", "standard-value"),
    (changed("instruments/0/source", drop=True), "instruments/0", "standard-missing-key"),
    (changed("instruments/0/versions/1/name", "1"), "instruments/0/versions/1/name", "instrument-twice"),
    (changed("instruments/0/versions/0/on", "2020-13"), "instruments/0/versions/0/on", "standard-form"),
    (changed("instruments/0/events/1/id", "applies"), "instruments/0/events/1/id", "instrument-twice"),
    (changed(f"{EVENT}/on", "2027-02-30"), f"{EVENT}/on", "standard-form"),
    (changed(f"{EVENT}/on", "2027-08"), f"{EVENT}/on", "standard-form"),
    (changed(f"{EVENT}/on", drop=True), EVENT, "instrument-date"),
    (changed(f"{EVENT}/yearly", "08-18"), EVENT, "instrument-date"),
    (changed("instruments/0/events/1/yearly", "02-29"), "instruments/0/events/1/yearly", "instrument-yearly"),
    (changed("instruments/0/events/1/yearly", "31 May"), "instruments/0/events/1/yearly", "standard-form"),
    (changed(f"{EVENT}/mark", drop=True), EVENT, "standard-missing-key"),
    (changed(f"{REACH}/0/reach", "maybe"), f"{REACH}/0/reach", "standard-value"),
    (changed(f"{REACH}/0/metals", ["cu", "au"]), f"{REACH}/0/metals/1", "standard-value"),
    (changed(f"{REACH}/0/metals", ["cu"]), REACH, "instrument-metal"),
    (changed(f"{REACH}/0/metals", ["cu", "ni", "pb"]), f"{REACH}/1/metals/0", "instrument-twice"),
]


@pytest.mark.parametrize(("data", "path", "code"), MISTAKES, ids=[f"{path} {code}" for _data, path, code in MISTAKES])
def test_a_mistake_is_told_with_file_line_and_remedy(data: Any, path: str, code: str, tmp_path: Path) -> None:
    found, mistakes = inspect_instruments(written(data, tmp_path))
    assert found is None
    mistake = next(each for each in mistakes if each.code == code)
    assert (mistake.place.file, mistake.place.path or "") == ("instruments.yaml", path)
    assert mistake.place.line
    assert mistake.remedy


@pytest.mark.parametrize(
    ("text", "code"), [("a: [", "standard-yaml"), ("", "standard-yaml"), ("a: 1\na: 2", "standard-duplicate-key")]
)
def test_what_is_no_yaml_is_told(text: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(StandardError) as told:
        load_instruments(written(text, tmp_path))
    assert told.value.code == code


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert [each.code for each in inspect_instruments(tmp_path / "none.yaml").mistakes] == ["standard-file"]


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    data = changed("instruments/0/events/1/yearly", "02-29")
    data["instruments"][1]["code"] = "ALPHA"
    assert {each.code for each in inspect_instruments(written(data, tmp_path)).mistakes} == {
        "instrument-yearly", "instrument-twice",
    }  # fmt: skip


def test_a_file_is_read_as_it_stands(tmp_path: Path) -> None:
    alpha, beta = load_instruments(written(FILE, tmp_path)).instruments
    assert (alpha.code, alpha.title["de"], len(alpha.versions), len(alpha.events)) == ("ALPHA", "Alpha-Gesetz", 2, 2)
    assert alpha.reach["ni"].reach is Reach.STRATEGIC
    assert alpha.reach["zn"].mark == "M-high"
    assert [event.when.first_from(date(2027, 1, 1)) for event in alpha.events] == [date(2027, 8, 18), date(2027, 5, 31)]
    assert (beta.versions, beta.events) == ((), ())


def test_kept_data_give_the_same_instruments_again(tmp_path: Path) -> None:
    found = load_instruments(written(FILE, tmp_path))
    kept = json.loads(json.dumps(found.data))
    assert instruments_from(kept) == found
    assert instruments_from(kept).content_hash == found.content_hash


def test_the_hash_is_that_of_the_content_and_not_of_its_spelling(tmp_path: Path) -> None:
    turned = dict(reversed(list(FILE.items())))
    assert load_instruments(written(turned, tmp_path)).content_hash == of(FILE).content_hash
    assert of(changed("instruments/0/mark", "C")).content_hash != of(FILE).content_hash


def of(data: dict[str, Any]) -> InstrumentList:
    return instruments_from(data)


def told(before: dict[str, Any] | None, after: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    found = compare(of(before) if before else None, of(after))
    return [(each.code, each.part, each.key, each.kind.value) for each in found]


def test_nothing_changed_between_a_file_and_itself() -> None:
    assert told(FILE, FILE) == []


def test_everything_is_added_by_the_first_file() -> None:
    assert told(None, FILE) == [("ALPHA", "instrument", "", "added"), ("BETA", "instrument", "", "added")]


@pytest.mark.parametrize(
    ("data", "part", "key", "kind"),
    [
        (changed("instruments/0/state", {"en": "Amended."}), "state", "", "changed"),
        (changed("instruments/0/mark", "C"), "mark", "", "changed"),
        (changed(f"{REACH}/0/reach", "priority"), "reach", "", "changed"),
        (changed("instruments/0/versions/1", drop=True), "version", "2", "removed"),
        (changed("instruments/0/versions/1/mark", "C"), "version", "2", "changed"),
        (changed(f"{EVENT}/on", "2028-08-18"), "event", "applies", "changed"),
        (changed("instruments/0/events/1", drop=True), "event", "report", "removed"),
    ],
)
def test_a_change_is_named_and_so_is_its_way_back(data: dict[str, Any], part: str, key: str, kind: str) -> None:
    back = {"removed": "added", "added": "removed"}.get(kind, kind)
    assert told(FILE, data) == [("ALPHA", part, key, kind)]
    assert told(data, FILE) == [("ALPHA", part, key, back)]


def test_an_instrument_that_is_gone_is_named() -> None:
    assert told(FILE, changed("instruments/1", drop=True)) == [("BETA", "instrument", "", "removed")]


def test_the_shipped_file_has_no_mistakes_and_says_something_about_every_metal() -> None:
    found, mistakes = inspect_instruments(shipped_instruments())
    assert mistakes == []
    assert found is not None
    for each in found.instruments:
        assert set(each.reach) == set(METALS), each.code
        marks = [each.mark, *(known.mark for known in each.reach.values()), *(e.mark for e in each.events)]
        assert set(marks) <= set(SOURCE_MARKS)


def test_dates_to_watch_are_shipped() -> None:
    found = {
        (each.code, event.when.on, event.when.yearly)
        for each in load_instruments(shipped_instruments()).instruments
        for event in each.events
    }
    assert found >= {
        ("BATT", date(2027, 2, 18), ""), ("CSRD", date(2027, 3, 19), ""), ("CRMA", date(2027, 5, 24), ""),
        ("CSDDD", date(2027, 7, 26), ""), ("BATT", date(2027, 8, 18), ""), ("EUFLR", date(2027, 12, 14), ""),
        ("CSDDD", date(2028, 7, 26), ""), ("CSDDD", date(2029, 7, 26), ""), ("CAS211", None, "05-31"),
        ("DF1502", None, "05-31"), ("LME", None, "06-30"), ("NOTA", None, "06-30"), ("LKSG", None, "04-30"),
    }  # fmt: skip


def test_what_the_source_is_memory_is_never_marked_as_seen() -> None:
    def facts(part: Any) -> list[tuple[str, str]]:
        below = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
        own = [(part["source"], part["mark"])] if isinstance(part, dict) and "source" in part else []
        return own + [fact for each in below for fact in facts(each)]

    for source, mark in facts(dict(load_instruments(shipped_instruments()).data)):
        assert "memory" not in source or is_unverified(mark), source


def test_the_reference_page_tells_every_key_mark_and_word() -> None:
    page = (Path(__file__).parents[3] / "docs/reference/instruments.md").read_text()

    def keys(schema: dict[str, Any]) -> set[str]:
        parts = schema.get("properties", {})
        below = [*parts.values(), *([schema["items"]] if "items" in schema else [])]
        return set(parts).union(*map(keys, below))

    words = keys(instruments_schema()) | set(SOURCE_MARKS) | {each.value for each in Reach}
    assert [word for word in sorted(words) if f"`{word}`" not in page] == []
