"""Canonical JSON and hashes depend on the content and on nothing else."""

import json
import random
import unicodedata
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from tests.engine.standard.tiny import ROUTE, checked, tiny_files, write

from cupel.standard import canonical_json, content_hash, load_standard
from cupel.standard.files.build import clause_from
from cupel.standard.files.source import read_document

PLAIN: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abcé", min_size=1), inner),
    max_leaves=12,
)


@given(PLAIN, st.randoms())
def test_the_order_of_keys_does_not_matter(value: Any, shuffle: random.Random) -> None:
    assert canonical_json(shuffled(value, shuffle)) == canonical_json(value)


def shuffled(value: Any, shuffle: random.Random) -> Any:
    if isinstance(value, dict):
        items = list(value.items())
        shuffle.shuffle(items)
        return {key: shuffled(item, shuffle) for key, item in items}
    return [shuffled(item, shuffle) for item in value] if isinstance(value, list) else value


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_the_unicode_form_does_not_matter(text: str) -> None:
    forms = {canonical_json({text: unicodedata.normalize(form, text)}) for form in ("NFC", "NFD")}
    assert len(forms) == 1


def test_the_form_is_utf_8_without_spaces_and_with_sorted_keys() -> None:
    assert canonical_json({"b": [1, True, None], "a": "é"}) == '{"a":"é","b":[1,true,null]}'.encode()


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (3, "3"),
        (3.0, "3"),
        (0.1, '"0.1"'),
        (1e-7, '"0.0000001"'),
        (Decimal("2.50"), '"2.5"'),
        (2**53, str(2**53)),
        (2**53 + 1, f'"{2**53 + 1}"'),
        (1e300, f'"{int(Decimal("1e300"))}"'),
    ],
)
def test_numbers_keep_every_digit(value: Any, written: str) -> None:
    assert canonical_json(value).decode() == written


@pytest.mark.parametrize("value", [float("nan"), float("inf"), object(), b"bytes"])
def test_what_json_does_not_know_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        canonical_json(value)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_read_back_as_it_was(value: float) -> None:
    assert float(json.loads(canonical_json(value))) == value


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(shuffle=st.randoms(), flow=st.booleans(), width=st.integers(20, 200), form=st.sampled_from(["NFC", "NFD"]))
def test_the_layout_of_the_file_does_not_change_the_hash(
    shuffle: random.Random, flow: bool, width: int, form: Any, tmp_path: Path
) -> None:
    data = checked(guidance={"en": "Délai and façade: a longer text that a writer may break over several lines."})
    rewritten = normalised(shuffled(data, shuffle), form)
    assert hash_of_file(rewritten, tmp_path, flow=flow, width=width) == hash_of_file(data, tmp_path)


def hash_of_file(data: Any, folder: Path, *, flow: bool = False, width: int = 80) -> str:
    path = folder / "clause.yaml"
    writer = YAML()
    writer.default_flow_style, writer.width = flow, width
    with path.open("w", encoding="utf-8") as stream:
        writer.dump(data, stream)
    return content_hash(clause_from(read_document(path, root=folder)))


def normalised(value: Any, form: Any) -> Any:
    if isinstance(value, dict):
        return {key: normalised(item, form) for key, item in value.items()}
    if isinstance(value, list):
        return [normalised(item, form) for item in value]
    return unicodedata.normalize(form, value) if isinstance(value, str) else value


def test_authors_and_version_are_not_content(tiny: Path) -> None:
    clause = load_standard(tiny).clauses[ROUTE, "1.0.0"]
    assert content_hash(replace(clause, revision="1.0.1", authors=("office",))) == content_hash(clause)


@pytest.mark.parametrize(
    "change",
    [{"text": {"en": "Other."}}, {"level": "should"}, {"critical": True}, {"rationale": {"en": "Why."}}],
    ids=lambda change: next(iter(change)),
)
def test_content_changes_the_hash(tiny: Path, change: dict[str, Any]) -> None:
    clause = load_standard(tiny).clauses[ROUTE, "1.0.0"]
    assert content_hash(replace(clause, **change)) != content_hash(clause)


def manifest(folder: Path, files: dict[str, Any]) -> str:
    return load_standard(write(folder, files)).edition("2021").manifest_hash


def test_the_manifest_hash_follows_label_tree_and_content(tmp_path: Path) -> None:
    plain, labelled, nested, worded = tiny_files(), tiny_files(), tiny_files(), tiny_files()
    labelled["editions/2021.yaml"]["entries"][1]["children"][0]["label"] = "2.9"
    tree = nested["editions/2021.yaml"]["entries"]
    tree[1]["children"] = [tree[0]["children"].pop(0), *tree[1]["children"]]
    worded[f"clauses/{ROUTE}/1.0.0.yaml"]["text"]["en"] = "Other."
    hashes = [manifest(tmp_path / str(n), files) for n, files in enumerate((plain, labelled, nested, worded))]
    assert len(set(hashes)) == 4


def test_the_manifest_hash_ignores_dates_owners_and_notes(tmp_path: Path) -> None:
    plain, other = tiny_files(), tiny_files()
    other["editions/2021.yaml"] |= {"notes": {"en": "A note."}, "owners": [], "status": "superseded"}
    assert manifest(tmp_path / "1", plain) == manifest(tmp_path / "2", other)
