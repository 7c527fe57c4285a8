"""What changed between editions, and what an assessment's results are worth after it."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.engine.standard.tiny import (
    CERTIFICATE,
    DOCUMENTS,
    ORIGIN,
    OTHER_SECTION,
    ROUTE,
    SECTION,
    TRANSIT,
    checked,
    clause,
    edition,
    entry,
    tiny_files,
    write,
)

from cupel.standard import Change, Edition, Standard, carry_over, diff_data, diff_editions, diff_page, load_standard
from cupel.standard.lineage import SHAPES, LineageEdge
from cupel.standard.units import GAP

NOTE = {"en": "A reason."}


def editions(folder: Path, files: dict[str, Any] | None = None) -> tuple[Standard, Edition, Edition]:
    standard = load_standard(write(folder, files or tiny_files()))
    first, *_, last = standard.editions.values()
    return standard, first, last


def actions(standard: Standard, old: Edition, new: Edition) -> dict[str, str]:
    return {item.uid: item.action for item in carry_over(standard.lineage, old, new)}


def test_each_clause_has_its_fate(tmp_path: Path) -> None:
    assert actions(*editions(tmp_path)) == {
        SECTION: "keep",
        ROUTE: "re-check",
        TRANSIT: "re-check",
        OTHER_SECTION: "keep",
        CERTIFICATE: "re-assess",
        DOCUMENTS: "keep",
        ORIGIN: "archive",
    }


def test_moves_and_renumberings_are_computed(tmp_path: Path) -> None:
    kinds = {item.uid: item.kinds for item in carry_over(*_lineage_first(editions(tmp_path)))}
    assert kinds[SECTION] == ("unchanged",)
    assert kinds[DOCUMENTS] == ("renumbered",)
    assert kinds[CERTIFICATE] == ("strengthened", "moved")
    assert kinds[ROUTE] == ("split", "renumbered")


def _lineage_first(given: tuple[Standard, Edition, Edition]) -> tuple[tuple[LineageEdge, ...], Edition, Edition]:
    return given[0].lineage, given[1], given[2]


def test_an_edition_carries_over_to_itself_unchanged(tiny: Path) -> None:
    standard = load_standard(tiny)
    same = standard.edition("2022")
    assert set(actions(standard, same, same).values()) == {"keep"}


ONE_EDGE = [
    ("editorial", "default", "keep"),
    ("clarified", "default", "keep-and-flag"),
    ("strengthened", "default", "re-assess"),
    ("relaxed", "default", "keep-if-met"),
    ("strengthened", "keep-and-flag", "keep-and-flag"),
    ("editorial", "re-assess", "re-assess"),
]


@pytest.mark.parametrize(("kind", "decided", "action"), ONE_EDGE)
def test_the_kind_gives_the_default_and_the_group_may_decide_otherwise(
    kind: str, decided: str, action: str, tmp_path: Path
) -> None:
    files = tiny_files()
    files["lineage/2021-2022.yaml"]["edges"][1] |= {"kind": kind, "carry_over": decided}
    assert actions(*editions(tmp_path, files))[CERTIFICATE] == action


def test_every_kind_has_a_default() -> None:
    assert {name: shape.carry_over for name, shape in SHAPES.items()}["merged"] == "keep-if-met"


def three_editions(edges: list[dict[str, Any]], third: list[dict[str, Any]]) -> dict[str, Any]:
    files = tiny_files()
    files["editions/2023.yaml"] = edition("2023", "3.0.0", third)
    files["lineage/2022-2023.yaml"] = {"from": "2022", "to": "2023", "edges": edges}
    for data in (checked("3.0.0"), clause(ROUTE, "3.0.0"), clause(TRANSIT, "2.0.0")):
        files[f"clauses/{data['uid']}/{data['revision']}.yaml"] = data
    return files


MERGED = [
    entry(SECTION, "1", children=[entry(ROUTE, "1.1", "3.0.0")]),
    entry(OTHER_SECTION, "2", children=[entry(CERTIFICATE, "2.1", "3.0.0"), entry(DOCUMENTS, "2.2")]),
]
MERGING = [
    {"kind": "merged", "from": [ROUTE, TRANSIT], "to": [ROUTE]},
    {"kind": "editorial", "from": [CERTIFICATE], "to": [CERTIFICATE]},
]


def test_lineage_composes_and_the_heavier_rule_holds(tmp_path: Path) -> None:
    standard, old, new = editions(tmp_path, three_editions(MERGING, MERGED))
    fates = {item.uid: item for item in carry_over(standard.lineage, old, new)}
    assert (fates[ROUTE].sources, fates[ROUTE].kinds) == ((ROUTE,), ("split", "merged", "renumbered"))
    assert (fates[ROUTE].action, fates[CERTIFICATE].action) == ("re-check", "re-assess")
    assert fates[ORIGIN].action == "archive"
    assert TRANSIT not in fates


def test_the_composition_is_that_of_its_steps(tmp_path: Path) -> None:
    standard, _old, _new = editions(tmp_path, three_editions(MERGING, MERGED))
    first, second, third = standard.editions.values()
    step = {item.uid: item for item in carry_over(standard.lineage, first, second)}
    for item in carry_over(standard.lineage, second, third):
        through = {source for middle in item.sources for source in step[middle].sources}
        whole = next(each for each in carry_over(standard.lineage, first, third) if each.uid == item.uid)
        assert set(whole.sources) == through


def test_a_merge_with_a_clause_that_was_new_on_the_way_is_assessed_again(tmp_path: Path) -> None:
    files = three_editions(MERGING, MERGED)
    files["lineage/2021-2022.yaml"]["edges"][0] = {"kind": "clarified", "from": [ROUTE], "to": [ROUTE]}
    files["lineage/2021-2022.yaml"]["edges"].append({"kind": "new", "from": [], "to": [TRANSIT]})
    assert actions(*editions(tmp_path, files))[ROUTE] == "re-assess"


def test_a_merge_is_kept_only_if_all_sources_are_met(tmp_path: Path) -> None:
    standard = load_standard(write(tmp_path, three_editions(MERGING, MERGED)))
    fates = carry_over(standard.lineage, standard.edition("2022"), standard.edition("2023"))
    merged = next(item for item in fates if item.uid == ROUTE)
    assert merged.decide({ROUTE: True, TRANSIT: True}) == "keep"
    assert merged.decide({ROUTE: True}) == "re-assess"
    assert merged.decide({ROUTE: True, TRANSIT: False}) == "re-assess"


def test_a_covered_clause_is_checked_again_against_its_target(tmp_path: Path) -> None:
    files = tiny_files()
    files["lineage/2021-2022.yaml"]["edges"][2] = {
        "kind": "covered-by",
        "from": [ORIGIN],
        "to": [DOCUMENTS],
        "note": NOTE,
    }
    standard, old, new = editions(tmp_path, files)
    fate = next(item for item in carry_over(standard.lineage, old, new) if item.uid == DOCUMENTS)
    assert (fate.action, set(fate.sources), fate.notes) == ("re-check", {ORIGIN, DOCUMENTS}, (NOTE,))


def test_between_editions_without_lineage_the_step_of_the_version_decides(tmp_path: Path) -> None:
    files = tiny_files()
    draft = [entry(CERTIFICATE, "1", "2.0.1"), entry(ROUTE, "2", "2.1.0"), entry(TRANSIT, "3", "2.0.0")]
    files["editions/draft.yaml"] = edition("draft", "9.0.0", draft, dates={}, owners=[], status="draft")
    for data in (checked("2.0.1"), clause(ROUTE, "2.1.0"), clause(TRANSIT, "2.0.0")):
        files[f"clauses/{data['uid']}/{data['revision']}.yaml"] = data
    standard = load_standard(write(tmp_path, files))
    found = actions(standard, standard.edition("2022"), standard.edition("draft"))
    assert (found[CERTIFICATE], found[ROUTE], found[TRANSIT]) == ("keep", "keep-and-flag", "re-assess")


def shown(changes: tuple[Change, ...]) -> list[tuple[list[str], list[str]]]:
    return [([each.label for each in one.sources], [each.label for each in one.targets]) for one in changes]


def test_the_lists_name_what_moved_and_was_split_withdrawn_and_strengthened(tmp_path: Path) -> None:
    _standard, old, new = editions(tmp_path)
    diff = diff_editions(old, new)
    assert shown(diff.moved) == [(["1.2"], ["2.1"])]
    assert shown(diff.renumbered) == [(["1.3"], ["1.1"]), (["2.1"], ["2.2"])]
    assert shown(diff.split) == [(["1.3"], ["1.1", "1.2"])]
    assert shown(diff.withdrawn) == [(["1.1"], [])]
    assert shown(diff.strengthened) == [(["1.2"], ["2.1"])]
    assert shown(diff.merged) == shown(diff.new_clauses) == []


def test_a_clause_that_takes_in_another_one_is_listed_for_each(tmp_path: Path) -> None:
    files = tiny_files()
    files["lineage/2021-2022.yaml"]["edges"][2] = {
        "kind": "covered-by",
        "from": [ORIGIN],
        "to": [CERTIFICATE],
        "note": NOTE,
    }
    _standard, old, new = editions(tmp_path, files)
    diff = diff_editions(old, new)
    assert shown(diff.of_kind("covered-by")) == [(["1.1"], ["2.1"])]
    assert shown(diff.strengthened) == [(["1.2"], ["2.1"])]


def test_parameters_are_shown_with_their_units_and_checks_with_their_parts(tmp_path: Path) -> None:
    files = tiny_files()
    files[f"clauses/{CERTIFICATE}/2.0.0.yaml"]["checks"][0]["holds"] = "delay < p.grace_days"
    _standard, old, new = editions(tmp_path, files)
    diff = diff_editions(old, new)
    changed = [(change.clause.label, change.name, change.words) for change in diff.parameters]
    assert changed == [("2.1", "grace_days", (f"2{GAP}days", f"1{GAP}day"))]
    assert [(change.id, list(change.parts)) for change in diff.checks] == [("certificate-before-arrival", ["holds"])]


def test_the_text_of_each_changed_clause_has_a_redline(tmp_path: Path) -> None:
    _standard, old, new = editions(tmp_path)
    lines = {each.new.uid: each.texts for each in diff_editions(old, new).clauses if each.new}
    assert lines[ROUTE]["text/en"].new == "The company keeps records of routes."
    assert DOCUMENTS not in lines


def test_an_edition_does_not_differ_from_itself(tiny: Path) -> None:
    edition_2022 = load_standard(tiny).edition("2022")
    assert diff_editions(edition_2022, edition_2022).is_empty


def test_the_difference_is_plain_data(tmp_path: Path) -> None:
    _standard, old, new = editions(tmp_path)
    data = json.loads(json.dumps(diff_data(diff_editions(old, new))))
    assert data["old"]["edition"] == "tiny@2021"
    assert {change["kind"] for change in data["changes"]} >= {"split", "moved", "withdrawn", "strengthened"}


def test_the_page_escapes_what_a_text_says(tmp_path: Path) -> None:
    files = tiny_files()
    files[f"clauses/{ROUTE}/2.0.0.yaml"]["text"]["en"] = "Records of <script>routes</script>."
    _standard, old, new = editions(tmp_path, files)
    page = diff_page(diff_editions(old, new))
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert f"<del>2{GAP}days</del> <ins>1{GAP}day</ins>" in page
