"""Checks of a clause, compiled: states, exceptions, empty groups, hashes, words."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.engine.standard.conftest import Evaluate
from tests.engine.standard.tiny import CERTIFICATE, DOCUMENTS, clause, tiny_files, write
from tests.engine.standard.words import VOCABULARY

from cupel.errors import ExpressionError, StandardError
from cupel.standard import BoundCheck, compile_check, describe_check, load_standard, tally_columns
from cupel.standard.units import GAP

CLAUSE = f"clauses/{CERTIFICATE}/1.0.0.yaml"


def bound_check(folder: Path, *, clause_part: dict[str, Any] | None = None, **part: Any) -> BoundCheck:
    """The check of the tiny standard's 2021 edition, with parts of it replaced."""
    files = tiny_files()
    files[CLAUSE]["checks"][0] |= part
    files[CLAUSE] |= clause_part or {}
    return load_standard(write(folder, files)).edition("2021").checks()[0]


LOTS = pl.DataFrame(
    {
        "is_inbound": [True, True, True, True, False, None, None, True],
        "delay": [1, 5, 5, 5, 9, 9, 1, None],
        "erratum": [None, False, True, None, False, False, False, False],
    }
)


def test_a_flag_is_raised_where_the_check_applies_fails_and_is_not_excepted(tmp_path: Path, backend: Evaluate) -> None:
    compiled = compile_check(bound_check(tmp_path), VOCABULARY)
    found = backend(LOTS, {"flag": compiled.flag, "applies": compiled.applies_expr})
    assert found == {
        "flag": [False, True, False, None, False, None, False, False],
        "applies": [True, True, True, True, False, None, None, False],
    }


def test_the_facts_of_all_parts_are_named(tmp_path: Path) -> None:
    compiled = compile_check(bound_check(tmp_path), VOCABULARY)
    assert {fact.column for fact in compiled.facts} == {"is_inbound", "delay", "erratum"}


def test_several_exceptions_each_suffice(tmp_path: Path, backend: Evaluate) -> None:
    granted = [{"of": "certificate-before-arrival", "when": when} for when in ("erratum", "is_mined")]
    compiled = compile_check(bound_check(tmp_path, clause_part={"exceptions": granted}), VOCABULARY)
    lots = LOTS[1:2].with_columns(is_mined=True)
    assert backend(lots, {"flag": compiled.flag})["flag"] == [False]
    assert [each.expression.tree_hash for each in compiled.exceptions] == [
        each.expression.tree_hash for each in compile_check(compiled.bound, VOCABULARY).exceptions
    ]


def test_an_exception_uses_the_parameters_of_the_clause_that_grants_it(tmp_path: Path, backend: Evaluate) -> None:
    files = tiny_files()
    days = {"type": "number", "unit": "DAY", "value": 6, "reason": {"en": "Post."}}
    granted = {"of": f"{CERTIFICATE}#certificate-before-arrival", "when": "delay < p.longest"}
    files[f"clauses/{DOCUMENTS}/1.0.0.yaml"] = clause(DOCUMENTS, parameters={"longest": days}, exceptions=[granted])
    (bound,) = load_standard(write(tmp_path, files)).edition("2021").checks()
    compiled = compile_check(bound, VOCABULARY)
    assert backend(LOTS[1:2], {"flag": compiled.flag})["flag"] == [False]
    assert compiled.exceptions[1].bound.label == "2.1"


@pytest.mark.parametrize(
    ("part", "where", "code"),
    [
        ({"entity": "boat"}, "checks/0/entity", "expression-entity"),
        ({"holds": "delay <= mass"}, "checks/0/holds", "expression-unit"),
        ({"applies": "delay"}, "checks/0/applies", "expression-type"),
        ({"message": {"en": "Late by {dealy}."}}, "checks/0/message/en", "standard-slot"),
    ],
)
def test_a_mistake_of_a_check_names_file_and_part(part: dict[str, Any], where: str, code: str, tmp_path: Path) -> None:
    bound = bound_check(tmp_path, **part)
    with pytest.raises(StandardError) as caught:
        compile_check(bound, VOCABULARY)
    assert (caught.value.place.file, caught.value.place.path, caught.value.code) == (CLAUSE, where, code)
    assert caught.value.place.line is not None


def test_a_mistake_of_an_exception_names_its_place(tmp_path: Path) -> None:
    granted = [{"of": "certificate-before-arrival", "when": "form == 'cathode'"}]
    bound = bound_check(tmp_path, clause_part={"exceptions": granted})
    with pytest.raises(ExpressionError) as caught:
        compile_check(bound, VOCABULARY)
    assert caught.value.place.path == "exceptions/0/when"


def rule_hash(bound: BoundCheck, **changes: Any) -> str:
    return compile_check(replace(bound, **changes), VOCABULARY).rule_hash


def test_text_label_severity_and_layout_are_not_part_of_the_rule(tmp_path: Path) -> None:
    bound = bound_check(tmp_path)
    check = replace(bound.check, holds="(delay<=p.grace_days)", severity="low", message={"en": "No."}, finding="OTHER")
    worded = replace(bound.clause, text={"en": "Other."}, checks=(check,))
    assert rule_hash(bound, clause=worded, check=check, label="9.9") == rule_hash(bound)


def test_parameter_values_empty_policy_and_exceptions_are_part_of_the_rule(tmp_path: Path) -> None:
    bound = bound_check(tmp_path)
    days = replace(bound.parameters["grace_days"], value=3)
    emptied = replace(bound.check, empty=True)
    changes: list[dict[str, Any]] = [
        {},
        {"clause": replace(bound.clause, parameters={"grace_days": days})},
        {"check": emptied, "clause": replace(bound.clause, checks=(emptied,))},
        {"exceptions": ()},
    ]
    assert len({rule_hash(bound, **change) for change in changes}) == len(changes)


DOCUMENT_ROWS = pl.DataFrame(
    {
        "lot_id": ["a", "a", "b", "b", "c", "c", "d"],
        "is_certificate": [True, True, True, False, True, None, None],
        "weight": [10, 20, 30, 40, 50, None, None],
        "change": [1, 2, -3, 4, 5, None, None],
    }
)
KEYS = ["a", "b", "c", "d", "e"]


def judged(bound: BoundCheck, backend: Evaluate, engine: Any) -> list[bool | None]:
    """The states of ``holds`` for lots a to e, e without documents; None also where it does not apply."""
    compiled = compile_check(bound, VOCABULARY)
    tallies = tally_columns(compiled.tallies, engine(DOCUMENT_ROWS), key="lot_id")
    table = tallies if isinstance(tallies, pl.DataFrame) else pl.DataFrame(tallies.to_arrow_table())
    lots = pl.DataFrame({"lot_id": KEYS, "is_inbound": True, "mass": 60, "erratum": False, "delay": 0})
    frame = lots.join(table, on="lot_id", how="left", maintain_order="left")
    found = backend(frame, {"holds": compiled.holds.expr, "applies": compiled.applies_expr})
    return [holds if applies else None for holds, applies in zip(found["holds"], found["applies"], strict=True)]


@pytest.mark.parametrize(
    "case",
    [
        ("all_of(documents, is_certificate)", "not-applicable", [True, False, None, None, None]),
        ("any_of(documents, is_certificate)", "not-applicable", [True, True, True, None, None]),
        ("all_of(documents, is_certificate)", True, [True, False, None, None, True]),
        ("any_of(documents, is_certificate)", False, [True, True, True, None, False]),
        ("count_of(documents, is_certificate) >= 1", False, [True, True, True, None, False]),
        ("count_of(documents, is_certificate) < 2", False, [False, True, None, True, True]),
        ("sum_of(documents, weight) <= mass", False, [True, False, None, None, True]),
        ("sum_of(documents, weight) > p.grams", False, [False, True, True, None, False]),
        ("sum_of(documents, change) >= 0", False, [True, True, None, None, True]),
        ("sum_of(documents, abs(change)) > 0", False, [True, True, True, None, False]),
    ],
)
def test_quantifiers_count_true_false_and_unknown_rows(
    case: tuple[str, Any, list[bool | None]], tmp_path: Path, backend: Evaluate, engine: Any
) -> None:
    holds, empty, expected = case
    grams = {"type": "number", "unit": "GRM", "value": 45, "reason": {"en": "Enough."}}
    parameters = tiny_files()[CLAUSE]["parameters"] | {"grams": grams}
    part = {"holds": holds, "applies": "is_inbound", "empty": empty, "message": {"en": "Papers."}}
    bound = bound_check(tmp_path, clause_part={"parameters": parameters}, **part)
    assert judged(bound, backend, engine) == expected


def test_a_check_reads_in_words_with_values_and_units(tmp_path: Path) -> None:
    words = describe_check(compile_check(bound_check(tmp_path), VOCABULARY))
    assert words.sentence == (
        f"Where is inbound and delay is known: delay is at most 2{GAP}days (grace days). "
        "Except where erratum (clause 1.2)."
    )
    assert words.message == f"Late by {{delay}}; allowed are 2{GAP}days."


@pytest.mark.parametrize(
    ("holds", "words"),
    [
        ("not (is_inbound or is_mined)", "not (is inbound or is mined)"),
        ("unknown(delay)", "delay is unknown"),
        ("form not in {'ore', 'scrap'}", "form is none of ore, scrap"),
        ("form in list.covered", "form is one of list.covered"),
        ("(1 + x) * mass >= mass / 2", "(1 + x) × mass is at least mass ÷ 2"),
        ("-x < 0.5", "−x is below 0.5"),
        ("abs(x) > 1 and min(x, y) != 3", "the magnitude of x is above 1 and the smallest of x, y is not 3"),
        ("(x if is_mined else y) == 1", "(x if is mined, else y) is 1"),
        ("assume(is_mined, True)", "is mined (assumed true where unknown)"),
        ("days_between(loaded_on, arrived_on) > 0", "days from loaded on to arrived on is above 0"),
        ('loaded_on < date("2024-01-31")', "loaded on is below 2024-01-31"),
        ("distance(p.grace_days, 'both') < 1", f"distance (window 2{GAP}days, basis ‘both’) is below 1"),
        ("any_of(documents, is_certificate)", "any of documents: is certificate"),
        ("all_of(documents, is_certificate)", "all of documents: is certificate"),
        ("count_of(documents, is_certificate) > 1", "the number of documents with is certificate is above 1"),
        ("sum_of(documents, weight) <= mass", "the sum over documents of weight is at most mass"),
    ],
)
def test_every_construct_has_words(holds: str, words: str, tmp_path: Path) -> None:
    bound = bound_check(tmp_path, holds=holds, applies="True", message={"en": "No."})
    assert describe_check(compile_check(bound, VOCABULARY)).holds == words
