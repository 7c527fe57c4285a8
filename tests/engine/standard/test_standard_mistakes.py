"""Every kind of mistake in a standard's files is found, with its file, line, path and remedy."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.engine.standard.tiny import (
    CERTIFICATE,
    DOCUMENTS,
    ORIGIN,
    ROUTE,
    SECTION,
    TRANSIT,
    clause,
    edition,
    entry,
    tiny_files,
    write,
)

from cupel.errors import StandardError
from cupel.standard import inspect_standard, load_standard

Files = dict[str, Any]
Change = Callable[[Files], Any]
CLAUSE = f"clauses/{CERTIFICATE}/1.0.0.yaml"
LATER = f"clauses/{CERTIFICATE}/2.0.0.yaml"
LINEAGE = "lineage/2021-2022.yaml"


def put(file: str, path: str, value: Any) -> Change:
    """Sets a value below a file."""

    def change(files: Files) -> None:
        *above, last = path.split("/")
        data = files[file]
        for step in above:
            data = data[int(step) if isinstance(data, list) else step]
        data[int(last) if isinstance(data, list) else last] = value

    return change


def drop(file: str, path: str) -> Change:
    """Removes a value below a file."""

    def change(files: Files) -> None:
        *above, last = path.split("/")
        data = files[file]
        for step in above:
            data = data[int(step) if isinstance(data, list) else step]
        del data[int(last) if isinstance(data, list) else last]

    return change


MISTAKES: list[tuple[Change, str, str, str]] = [
    (put(CLAUSE, "colour", "red"), CLAUSE, "colour", "standard-unknown-key"),
    (put(CLAUSE, "checks/0/sevrity", "high"), CLAUSE, "checks/0/sevrity", "standard-unknown-key"),
    (put("standard.yaml", "approval/quorum", 3), "standard.yaml", "approval/quorum", "standard-unknown-key"),
    (drop(CLAUSE, "title"), CLAUSE, "", "standard-missing-key"),
    (drop(CLAUSE, "level"), CLAUSE, "", "standard-missing-key"),
    (drop(CLAUSE, "parameters/grace_days/unit"), CLAUSE, "parameters/grace_days", "standard-missing-key"),
    (drop(CLAUSE, "checks/0/holds"), CLAUSE, "checks/0", "standard-missing-key"),
    (put(CLAUSE, "title", "A text"), CLAUSE, "title", "standard-type"),
    (put(CLAUSE, "critical", "yes"), CLAUSE, "critical", "standard-type"),
    (put(CLAUSE, "parameters/grace_days/value", "two"), CLAUSE, "parameters/grace_days/value", "standard-type"),
    (put("editions/2021.yaml", "edition", 2021), "editions/2021.yaml", "edition", "standard-type"),
    (put("editions/2021.yaml", "entries", "none"), "editions/2021.yaml", "entries", "standard-type"),
    (put(CLAUSE, "kind", "paragraph"), CLAUSE, "kind", "standard-value"),
    (put("standard.yaml", "schema", "cupel-standard/2"), "standard.yaml", "schema", "standard-value"),
    (put("editions/2021.yaml", "status", "done"), "editions/2021.yaml", "status", "standard-value"),
    (put(LINEAGE, "edges/0/kind", "torn"), LINEAGE, "edges/0/kind", "standard-value"),
    (put(LINEAGE, "edges/0/carry_over", "forget"), LINEAGE, "edges/0/carry_over", "standard-value"),
    (put(CLAUSE, "title/EN-", "A"), CLAUSE, "title/EN-", "standard-form"),
    (put(CLAUSE, "title/en", ""), CLAUSE, "title/en", "standard-form"),
    (put(CLAUSE, "revision", "1.0"), CLAUSE, "revision", "standard-form"),
    (put(CLAUSE, "uid", "01J0000000000000000000000I"), CLAUSE, "uid", "standard-form"),
    (put(CLAUSE, "parameters/grace_days/unit", "days"), CLAUSE, "parameters/grace_days/unit", "standard-form"),
    (put(CLAUSE, "checks/0/finding", "late"), CLAUSE, "checks/0/finding", "standard-form"),
    (
        put("editions/2021.yaml", "dates/effective/on", "2021-02-30"),
        "editions/2021.yaml",
        "dates/effective/on",
        "standard-form",
    ),
    (
        put("editions/2021.yaml", "dates/effective/on", "spring"),
        "editions/2021.yaml",
        "dates/effective/on",
        "standard-form",
    ),
    (put(CLAUSE, "topics", {"step": 6}), CLAUSE, "topics/step", "standard-bounds"),
    (put(LINEAGE, "edges", []), LINEAGE, "edges", "standard-bounds"),
    (put(CLAUSE, "parameters/grace_days/value", 61), CLAUSE, "parameters/grace_days/value", "standard-bounds"),
    (
        put(CLAUSE, "parameters/basis", {"type": "code", "codes": ["a"], "value": "b", "reason": {"en": "r"}}),
        CLAUSE,
        "parameters/basis/value",
        "standard-value",
    ),
    (
        put(CLAUSE, "parameters/on", {"type": "bool", "value": True, "unit": "DAY", "reason": {"en": "r"}}),
        CLAUSE,
        "parameters/on/unit",
        "standard-type",
    ),
    (
        put(CLAUSE, "parameters/day", {"type": "date", "value": "2021-13-01", "reason": {"en": "r"}}),
        CLAUSE,
        "parameters/day/value",
        "standard-form",
    ),
    (put(CLAUSE, "text/en", "Within {days}."), CLAUSE, "text/en", "standard-slot"),
    (put(CLAUSE, "checks/0/holds", "delay <= p.days"), CLAUSE, "checks/0/holds", "expression-name"),
    (put(CLAUSE, "checks/0/applies", "is_inbound and"), CLAUSE, "checks/0/applies", "expression-syntax"),
    (put(CLAUSE, "exceptions/0/when", "erratum | late"), CLAUSE, "exceptions/0/when", "expression-refused"),
    (put(CLAUSE, "applicability", {"when": "x **2"}), CLAUSE, "applicability/when", "expression-refused"),
    (put(CLAUSE, "exceptions/0/of", "another-check"), CLAUSE, "exceptions/0/when", "standard-exception"),
    (put(CLAUSE, "exceptions/0/clause", TRANSIT), CLAUSE, "exceptions/0/when", "standard-exception"),
    (put(f"clauses/{SECTION}/1.0.0.yaml", "level", "must"), f"clauses/{SECTION}/1.0.0.yaml", "level", "standard-level"),
    (put("editions/2021.yaml", "owners/0/owner", "nobody"), "editions/2021.yaml", "owners/0/owner", "standard-owner"),
    (put("editions/2021.yaml", "content", "metadata"), "editions/2021.yaml", "entries", "standard-content"),
    (
        put("editions/2021.yaml", "entries/0/children/0/revision", "9.0.0"),
        "editions/2021.yaml",
        "entries/0/children/0/revision",
        "standard-no-revision",
    ),
    (
        put("editions/2021.yaml", "entries/0/children/0/uid", DOCUMENTS),
        "editions/2021.yaml",
        "entries/1/children/0/uid",
        "standard-duplicate",
    ),
    (
        put("editions/2021.yaml", "entries/0/children/1/label", "1.1"),
        "editions/2021.yaml",
        "entries/0/children/1/label",
        "standard-duplicate",
    ),
    (put("editions/2022.yaml", "edition", "2021"), "editions/2022.yaml", "edition", "standard-duplicate"),
    (
        put("standard.yaml", "owners/1", {"key": "basin-forum", "name": "Twin"}),
        "standard.yaml",
        "owners/1/key",
        "standard-duplicate",
    ),
    (put(LINEAGE, "from", "2020"), LINEAGE, "from", "standard-edition"),
    (put(LINEAGE, "edges/0/to/1", "01J00000000000000000000009"), LINEAGE, "edges/0/to/1", "standard-lineage-uid"),
    (put(LINEAGE, "edges/0/to", [ROUTE]), LINEAGE, "edges/0/to", "standard-lineage-shape"),
    (put(LINEAGE, "edges/1/kind", "moved"), LINEAGE, "edges/1/kind", "standard-lineage-shape"),
    (drop(LINEAGE, "edges/2/note"), LINEAGE, "edges/2", "standard-lineage-note"),
    (drop(LINEAGE, "edges/1"), LINEAGE, "", "standard-lineage-total"),
]


@pytest.mark.parametrize(
    ("change", "file", "path", "code"), [pytest.param(*item, id=f"{item[3]} {item[2]}") for item in MISTAKES]
)
def test_a_mistake_is_found_where_it_is(change: Change, file: str, path: str, code: str, tmp_path: Path) -> None:
    files = tiny_files()
    files["standard.yaml"]["owners"].append({"key": "ridge-forum", "name": "Ridge Forum"})
    change(files)
    standard, mistakes = inspect_standard(write(tmp_path, files))
    found = {(each.place.file, each.place.path or "", each.code): each for each in mistakes}
    assert standard is None
    assert (file, path, code) in found
    assert found[file, path, code].remedy


def test_the_line_and_column_are_those_of_the_file(tiny: Path) -> None:
    path = tiny / CLAUSE
    lines = path.read_text().splitlines()
    number = next(number for number, line in enumerate(lines) if "severity" in line)
    lines[number] = lines[number].replace("severity: high", "severity: extreme")
    path.write_text("\n".join(lines))
    with pytest.raises(StandardError) as caught:
        load_standard(tiny)
    assert (caught.value.place.line, caught.value.place.column) == (number + 1, lines[number].index("extreme") + 1)


@pytest.mark.parametrize("quote", ['"', "'", ""])
def test_an_expression_mistake_is_at_its_character_in_the_file(tiny: Path, quote: str) -> None:
    path = tiny / CLAUSE
    lines = path.read_text().splitlines()
    number = next(number for number, line in enumerate(lines) if "holds:" in line)
    lines[number] = lines[number].split("holds:")[0] + f"holds: {quote}delay <= p.grace_hours{quote}"
    path.write_text("\n".join(lines))
    with pytest.raises(StandardError) as caught:
        load_standard(tiny)
    assert (caught.value.place.line, caught.value.place.column) == (number + 1, lines[number].index("p.grace") + 1)


def test_all_mistakes_are_gathered_and_the_first_says_how_many_more(tiny: Path) -> None:
    files = tiny_files()
    put(CLAUSE, "kind", "paragraph")(files)
    put(LATER, "kind", "paragraph")(files)
    assert len(inspect_standard(write(tiny, files)).mistakes) == 2
    with pytest.raises(StandardError, match="There is 1 more mistake"):
        load_standard(tiny)


def test_a_clause_with_two_fates_is_refused(tiny: Path) -> None:
    files = tiny_files()
    files[LINEAGE]["edges"].append({"kind": "clarified", "from": [CERTIFICATE], "to": [CERTIFICATE]})
    codes = [each.code for each in inspect_standard(write(tiny, files)).mistakes]
    assert codes == ["standard-lineage-total"] * 2


def test_a_covered_clause_needs_no_other_edge_and_its_target_keeps_its_own(tiny: Path) -> None:
    files = tiny_files()
    note = {"en": "Said there."}
    files[LINEAGE]["edges"][2] = {"kind": "covered-by", "from": [ORIGIN], "to": [CERTIFICATE], "note": note}
    assert load_standard(write(tiny, files)).lineage[2].rule == "re-check"


def test_lineage_is_asked_for_even_without_a_file(tiny: Path) -> None:
    (tiny / LINEAGE).unlink()
    mistakes = inspect_standard(tiny).mistakes
    assert {each.code for each in mistakes} == {"standard-lineage-total"}
    assert {each.place.file for each in mistakes} == {LINEAGE}


def test_the_order_of_editions_comes_from_dates_not_from_names(tiny: Path) -> None:
    files = tiny_files()
    files["editions/1999.yaml"] = edition("1999", "0.1.0", [entry(DOCUMENTS, "9")])
    files["editions/1999.yaml"]["dates"]["effective"]["on"] = "2030-01-01"
    places = {each.place.file for each in inspect_standard(write(tiny, files)).mistakes}
    assert places == {"lineage/2022-1999.yaml"}


def test_exceptions_in_a_loop_are_refused(tiny: Path) -> None:
    files = tiny_files()
    check = files[CLAUSE]["checks"][0]
    for uid, other in ((ORIGIN, DOCUMENTS), (DOCUMENTS, ORIGIN)):
        exception = {"of": f"{other}#own", "when": "erratum"}
        own = check | {"id": "own", "holds": "is_inbound", "message": {"en": "No."}}
        files[f"clauses/{uid}/1.0.0.yaml"] = clause(uid, checks=[own], exceptions=[exception])
    codes = {each.code for each in inspect_standard(write(tiny, files)).mistakes}
    assert "standard-exception-loop" in codes


def test_an_exception_may_be_granted_by_another_clause(tiny: Path) -> None:
    files = tiny_files()
    exception = {"of": f"{CERTIFICATE}#certificate-before-arrival", "when": "is_mined"}
    files[f"clauses/{DOCUMENTS}/1.0.0.yaml"] = clause(DOCUMENTS, exceptions=[exception])
    (bound,) = load_standard(write(tiny, files)).edition("2021").checks()
    assert [(each.clause.uid, each.label) for each in bound.exceptions] == [(CERTIFICATE, "1.2"), (DOCUMENTS, "2.1")]


RAW = [
    ("kind: [requirement", "standard-yaml"),
    ("kind: a\nkind: b\n", "standard-duplicate-key"),
    ("a: &x 1\nb: *x\n", "standard-yaml"),
    ("a: !!python/object:os.system 1\n", "standard-yaml"),
    ("a: 2021-02-30\n", "standard-yaml"),
    ("a: .inf\n", "standard-yaml"),
    ("? [1, 2]\n: b\n", "standard-yaml"),
    ("- a\n", "standard-type"),
    ("", "standard-yaml"),
    ("a: \x07\n", "standard-yaml"),
    ("a: 1\n---\nb: 2\n", "standard-yaml"),
]


@pytest.mark.parametrize(("text", "code"), RAW)
def test_a_file_that_is_no_plain_yaml_is_refused(text: str, code: str, tiny: Path) -> None:
    (tiny / CLAUSE).write_text(text)
    found = [each for each in inspect_standard(tiny).mistakes if each.place.file == CLAUSE]
    assert found[0].code == code


def test_a_file_in_another_encoding_is_refused(tiny: Path) -> None:
    (tiny / CLAUSE).write_bytes("title: ü".encode("latin-1"))
    assert "standard-file" in {each.code for each in inspect_standard(tiny).mistakes}


def test_a_file_that_is_not_part_of_a_standard_is_named(tiny: Path) -> None:
    (tiny / "clauses/stray.yaml").write_text("a: 1\n")
    assert [each.place.file for each in inspect_standard(tiny).mistakes] == ["clauses/stray.yaml"]


def test_a_file_under_another_name_than_its_content_is_refused(tiny: Path) -> None:
    (tiny / CLAUSE).rename(tiny / f"clauses/{CERTIFICATE}/1.0.1.yaml")
    assert "standard-file-name" in {each.code for each in inspect_standard(tiny).mistakes}


def test_a_lineage_file_under_another_name_is_refused(tiny: Path) -> None:
    (tiny / LINEAGE).rename(tiny / "lineage/first.yaml")
    assert "standard-file-name" in {each.code for each in inspect_standard(tiny).mistakes}


def test_a_file_that_is_too_large_is_refused(tiny: Path) -> None:
    (tiny / CLAUSE).write_text("a: " + "x" * 2_000_001)
    assert "standard-file" in {each.code for each in inspect_standard(tiny).mistakes}


def test_a_file_that_cannot_be_read_is_refused(tiny: Path) -> None:
    (tiny / CLAUSE).unlink()
    (tiny / CLAUSE).mkdir()
    assert "standard-file" in {each.code for each in inspect_standard(tiny).mistakes}


def test_a_folder_without_a_standard_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StandardError, match="no standard in this folder"):
        load_standard(tmp_path)


def test_a_near_key_is_suggested(tiny: Path) -> None:
    files = tiny_files()
    put(CLAUSE, "guidence", {"en": "x"})(files)
    assert "Did you mean guidance?" in inspect_standard(write(tiny, files)).mistakes[0].remedy
