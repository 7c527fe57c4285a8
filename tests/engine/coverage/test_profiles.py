"""Files of codes for standard-setters: those that are shipped, and mistakes with their place."""

import json
from pathlib import Path
from typing import Any

import pytest

from cupel.coverage import SOURCE_MARKS, is_unverified, load_profile, shipped_profiles
from cupel.errors import StandardError
from cupel.governance import Change, Length, Measure, Unit

RULE = {"code": "A1", "demands": {"en": "Something"}, "measure": "none", "source": "invented", "mark": "P"}
FILE: dict[str, Any] = {
    "schema": "cupel-profile/1", "key": "alpha", "title": {"en": "Alpha"}, "about": {"en": "Invented."},
    "rules": [RULE, {**RULE, "code": "A2", "measure": "rounds", "rounds": 2}],
}  # fmt: skip


def written(folder: Path, data: dict[str, Any]) -> Path:
    path = folder / "alpha.yaml"
    path.write_text(json.dumps(data, indent=2))
    return path


def test_shipped_profiles_load_under_their_names() -> None:
    found = {key: load_profile(path) for key, path in shipped_profiles().items()}
    assert {key: profile.key for key, profile in found.items()} == {"iseal": "iseal", "wto-tbt": "wto-tbt"}
    for profile in found.values():
        assert all({"en", "de"} <= rule.demands.keys() for rule in profile.rules)
        assert all(rule.mark in SOURCE_MARKS for rule in profile.rules)


def test_facts_from_memory_are_told_as_such() -> None:
    iseal = load_profile(shipped_profiles()["iseal"])
    assert all(is_unverified(rule.mark) for rule in iseal.rules)
    first = next(rule for rule in iseal.rules if rule.code == "I6-first")
    assert (first.length, first.changes) == (
        Length(number=60, unit=Unit.DAYS), frozenset({Change.NEW, Change.REVISION}),
    )  # fmt: skip


def test_all_nineteen_rules_have_a_row() -> None:
    iseal = load_profile(shipped_profiles()["iseal"])
    assert {rule.code.split("-")[0] for rule in iseal.rules} == {f"I{number}" for number in range(1, 20)}


def test_a_file_is_read_as_it_stands(tmp_path: Path) -> None:
    profile = load_profile(written(tmp_path, FILE))
    assert [(rule.code, rule.measure, rule.rounds) for rule in profile.rules] == [
        ("A1", Measure.NONE, 0), ("A2", Measure.ROUNDS, 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "code", "path"),
    [
        ({"measure": "sixth sense"}, "standard-value", "rules/1/measure"),
        ({"measure": "first round"}, "standard-missing-key", "rules/1"),
        ({"measure": "first round", "length": "two moons"}, "standard-form", "rules/1/length"),
        ({"measure": "stage", "length": "1 days"}, "standard-missing-key", "rules/1"),
        ({"changes": ["whim"]}, "standard-value", "rules/1/changes/0"),
        ({"code": "A1"}, "profile-twice", "rules/1/code"),
        ({"mark": "sure"}, "profile-mark", "rules/1/mark"),
        ({"colour": "red"}, "standard-unknown-key", "rules/1/colour"),
    ],
)
def test_mistakes_are_told_with_their_place(rule: dict[str, Any], code: str, path: str, tmp_path: Path) -> None:
    wrong = {**FILE, "rules": [RULE, {**RULE, "code": "A2", **rule}]}
    with pytest.raises(StandardError) as caught:
        load_profile(written(tmp_path, wrong))
    assert (caught.value.code, caught.value.place.path) == (code, path)
    assert caught.value.place.line
