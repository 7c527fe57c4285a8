"""Reading and writing a standard's files."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.engine.standard.tiny import CERTIFICATE, DOCUMENTS, ROUTE, SECTION, tiny_files, write

from cupel.errors import StandardError
from cupel.standard import (
    ClauseRevision,
    Parameter,
    load_standard,
    resolve,
    save_standard,
    shipped_standards,
    standard_folder,
)
from cupel.standard.canonical import nfc
from cupel.standard.files.save import standard_files
from cupel.standard.units import tidy


def test_the_tree_is_walked_in_printed_order_with_depth(tiny: Path) -> None:
    edition = load_standard(tiny).edition("2022")
    assert [(entry.label, found.uid, depth) for entry, found, depth in edition.walk()][:3] == [
        ("1", SECTION, 0),
        ("1.1", ROUTE, 1),
        ("1.2", "01J00000000000000000000005", 1),
    ]


def test_a_clause_is_found_by_uid_in_the_revision_of_the_edition(tiny: Path) -> None:
    standard = load_standard(tiny)
    assert [standard.edition(key).clause(ROUTE).revision for key in ("2021", "2022")] == ["1.0.0", "2.0.0"]


def test_checks_come_bound_with_label_parameters_and_exceptions(tiny: Path) -> None:
    (bound,) = load_standard(tiny).edition("2022").checks()
    assert (bound.label, bound.key) == ("2.1", f"{CERTIFICATE}#certificate-before-arrival")
    assert bound.parameters["grace_days"].value == 1
    assert [(each.exception.when, each.label) for each in bound.exceptions] == [("erratum", "2.1")]


def test_dates_are_separate_facts_as_exact_as_their_source(tiny: Path) -> None:
    files = tiny_files()
    files["editions/2021.yaml"]["dates"] |= {"adopted": {"on": "2020-12"}, "published": {"on": "2020"}}
    dates = load_standard(write(tiny, files)).edition("2021").dates
    assert dates.adopted is not None
    assert dates.published is not None
    assert (dates.adopted.first.isoformat(), dates.adopted.last.isoformat()) == ("2020-12-01", "2020-12-31")
    assert (dates.published.last.isoformat(), dates.published.exact) == ("2020-12-31", False)
    assert dates.transition_until is None


def test_an_edition_may_be_metadata_only(tiny: Path) -> None:
    files = tiny_files() | {
        "editions/2019.yaml": {
            "edition": "2019",
            "version": "0.1.0",
            "label": "rev. 3",
            "status": "superseded",
            "content": "metadata",
            "title": {"en": "First"},
            "claims": [{"statement": "In force", "source": "a newspaper", "on": "2019-05", "mark": "M-low"}],
        }
    }
    edition = load_standard(write(tiny, files)).edition("2019")
    assert (list(edition.walk()), edition.claims[0].statement) == ([], "In force")


def test_saving_and_loading_gives_an_equal_standard(tiny: Path, tmp_path: Path) -> None:
    standard = load_standard(tiny)
    save_standard(standard, tmp_path / "copy")
    assert load_standard(tmp_path / "copy") == standard


def test_saving_twice_writes_the_same_bytes(tiny: Path, tmp_path: Path) -> None:
    save_standard(load_standard(tiny), tmp_path / "copy")
    assert standard_files(load_standard(tmp_path / "copy")) == standard_files(load_standard(tiny))


def test_saving_removes_the_files_of_what_is_gone_and_no_others(tiny: Path) -> None:
    standard = load_standard(tiny)
    (tiny / "README.md").write_text("notes")
    (tiny / "clauses/01J00000000000000000000009").mkdir()
    save_standard(replace(standard, lineage=()), tiny)
    assert not (tiny / "lineage/2021-2022.yaml").exists()
    assert not (tiny / "clauses/01J00000000000000000000009").exists()
    assert (tiny / "README.md").read_text() == "notes"


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    standard = load_standard(tiny)
    before = {path: path.read_bytes() for path in tiny.rglob("*") if path.is_file()}
    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        save_standard(replace(standard, licence="CC0-1.0"), tiny)
    assert {path: path.read_bytes() for path in tiny.rglob("*") if path.is_file()} == before


def fail(*_arguments: object) -> None:
    raise OSError("disk full")


TEXTS = st.dictionaries(
    st.sampled_from(["en", "fr", "zh-Hans"]),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80).filter(lambda text: "{" not in text),
    min_size=1,
).map(lambda texts: {language: nfc(text) for language, text in texts.items()})
NUMBERS = st.integers(-(10**15), 10**15) | st.floats(allow_nan=False, allow_infinity=False)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(content=st.tuples(TEXTS, TEXTS, NUMBERS, st.lists(st.text("abc 1:#-'\"\\", min_size=1), unique=True)))
def test_any_content_survives_saving_and_loading(content: Any, tmp_path: Path) -> None:
    title, guidance, value, authors = content
    parameter = Parameter(name="limit", type="number", unit="1", value=tidy(value), reason=title)
    built = ClauseRevision(
        uid=DOCUMENTS,
        revision="1.0.0",
        kind="guidance",
        title=title,
        guidance=guidance,
        authors=tuple(authors),
        parameters={"limit": parameter},
    )
    standard = replace(
        load_standard(write(tmp_path / "bare", {"standard.yaml": tiny_files()["standard.yaml"]})),
        clauses={(DOCUMENTS, "1.0.0"): built},
    )
    save_standard(standard, tmp_path / "copy")
    assert load_standard(tmp_path / "copy") == standard


def test_an_edition_is_named_by_path_and_edition(tiny: Path) -> None:
    assert resolve(f"{tiny}@2021").reference == "tiny@2021"


def test_an_edition_is_named_by_key_in_a_given_folder(tiny: Path) -> None:
    assert resolve("tiny@2022", tiny).edition == "2022"


@pytest.mark.parametrize("name", ["tiny", "tiny@", "@2021", ""])
def test_a_name_without_standard_or_edition_is_refused(name: str) -> None:
    with pytest.raises(StandardError, match="standard-reference"):
        resolve(name)


def test_an_edition_that_does_not_exist_is_refused_with_those_that_do(tiny: Path) -> None:
    with pytest.raises(StandardError, match=r"2021, 2022"):
        resolve(f"{tiny}@2020")


def test_a_standard_that_does_not_exist_is_refused() -> None:
    with pytest.raises(StandardError, match="neither a shipped standard nor a folder"):
        standard_folder("no/such/folder")


def test_the_package_ships_the_model_standard() -> None:
    assert (shipped_standards()["mdd"] / "standard.yaml").is_file()


@pytest.mark.parametrize("key", sorted(shipped_standards()))
def test_a_shipped_standard_loads_and_survives_saving(key: str, tmp_path: Path) -> None:
    standard = load_standard(shipped_standards()[key])
    save_standard(standard, tmp_path / key)
    assert load_standard(tmp_path / key) == standard
