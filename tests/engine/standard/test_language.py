"""What the language refuses, and that the error points at the character."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.standard.words import BOOL, FORM, compiled

from cupel.errors import ExpressionError, Place
from cupel.standard import Fact, Vocabulary

REFUSED = [
    ("is_inbound & is_mined", 12, "expression-refused"),
    ("x % y > 0", 3, "expression-refused"),
    ("(x) ** y > 0", 5, "expression-refused"),
    ("x // y > 0", 3, "expression-refused"),
    ("x > 0 and ~is_inbound", 11, "expression-refused"),
    ("x is y", 3, "expression-refused"),
    ("lambda: True", 1, "expression-refused"),
    ("x[0] > 1", 1, "expression-refused"),
    ("f'{x}' == 'a'", 1, "expression-refused"),
    ("is_inbound and x.real > 1", 16, "expression-refused"),
    ("p._x > 1", 1, "expression-refused"),
    ("__import__('os')", 1, "expression-refused"),
    ("x.sqrt() > 1", 1, "expression-refused"),
    ("any([x > 1 for y in p.z])", 5, "expression-refused"),
    ("round(x, ndigits=1) > 0", 10, "expression-refused"),
    ("x == None", 6, "expression-refused"),
    ("x > 2j", 5, "expression-refused"),
    ("b'a' == remark", 1, "expression-refused"),
    ("(x > 1", 1, "expression-syntax"),
    ("x > 1 1", 7, "expression-syntax"),
    ("x > 1; y", 6, "expression-syntax"),
    ("x = 1", 3, "expression-syntax"),
    ("", 1, "expression-empty"),
    ("x > " + "9" * 400, 5, "expression-limit"),
    ("é > 1", 1, "expression-name"),
    ("remark == 'é' or inbound", 18, "expression-name"),
    ("p.limits > 1", 1, "expression-name"),
    ("is_mined and delaay > p.days", 14, "expression-name"),
    ("form in list.closed", 9, "expression-name"),
    ("form in scope.metals", 9, "expression-name"),
    ("form in p.basis", 9, "expression-name"),
    ("delay > mass", 9, "expression-unit"),
    ("mass <= p.limit", 9, "expression-unit"),
    ("delay <= 3", 10, "expression-unit"),
    ("delay <= p.hours", 10, "expression-unit"),
    ("delay <= p.months", 10, "expression-unit"),
    ("mass * mass > 0", 8, "expression-unit"),
    ("p.limit / mass > 0", 11, "expression-unit"),
    ("mass + p.count > 0", 8, "expression-unit"),
    ("min(mass, delay) > 0", 11, "expression-unit"),
    ("form == 'cathode'", 9, "expression-code"),
    ("'cathode' == form", 1, "expression-code"),
    ("form in {'ore', 'cathode'}", 17, "expression-code"),
    ("form == p.basis", 9, "expression-code"),
    ("assume(form, 'none') == 'ore'", 14, "expression-code"),
    ("distance(p.days, 'neither') > 1", 18, "expression-code"),
    ("x", 1, "expression-type"),
    ("is_inbound and x", 16, "expression-type"),
    ("not x", 5, "expression-type"),
    ("form < 'ore'", 1, "expression-type"),
    ("is_inbound > is_mined", 1, "expression-type"),
    ("loaded_on > '2024-01-01'", 13, "expression-type"),
    ("loaded_on == remark", 14, "expression-type"),
    ("abs(is_inbound) > 0", 5, "expression-type"),
    ("days_between(loaded_on, x) > p.days", 25, "expression-type"),
    ('loaded_on > date("2024-02-30")', 18, "expression-type"),
    ("{'ore'} == form", 1, "expression-type"),
    ("form in 'ore'", 9, "expression-type"),
    ("form in ()", 9, "expression-type"),
    ("form in {form}", 10, "expression-type"),
    ("x in list.covered", 6, "expression-type"),
    ("list.covered == form", 1, "expression-type"),
    ("(x if form else y) > 0", 7, "expression-type"),
    ("distance(3) > 1", 1, "expression-arguments"),
    ("distance > 1", 1, "expression-arguments"),
    ("x(1) > 0", 1, "expression-arguments"),
    ("distance(delay, 'both') > 1", 10, "expression-arguments"),
    ("distance(p.hours, 'both') > 1", 10, "expression-unit"),
    ("known(x, y)", 1, "expression-arguments"),
    ("min(x) > 0", 1, "expression-arguments"),
    ("assume(x, y) > 0", 11, "expression-arguments"),
    ("any_of(papers, is_certificate)", 8, "expression-name"),
    ("any_of(documents, weight)", 19, "expression-type"),
    ("any_of(documents, is_inbound)", 19, "expression-name"),
    ("any_of(documents, any_of(documents, is_certificate))", 19, "expression-refused"),
]


@pytest.mark.parametrize(("text", "column", "code"), REFUSED)
def test_a_mistake_is_refused_at_its_character(text: str, column: int, code: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        compiled(text)
    assert (caught.value.code, caught.value.place.column) == (code, column)


@pytest.mark.parametrize(
    "text",
    [
        "(mass + p.tonnes) * (1 + p.percent) <= 2 * mass",
        "mass / mass < p.limit",
        "mass / rows > p.tonnes",
        "rows >= 2 and rows > 0 and delay >= 0 and mass == 0",
        "rows / rows <= p.limit",
        "0 < x <= y < 1",
        "form in ('ore', 'matte') and form not in list.covered",
        "y in {1, 2, 3}",
        "country == 'ZZ' and remark == 'late'",
        "distance(p.days, p.basis) > distance(30, 'either')",
        "heavy_bills(p.tonnes) < p.count",
        "days_between(loaded_on, arrived_on) <= p.days and loaded_on < p.cut_off",
        "is_inbound == p.strict",
        "form == 'ore' if is_inbound else form != 'ore'",
        "-x < abs(y - 2) and max(x, 0, y) > -1",
        "all_of(documents, is_certificate) and sum_of(documents, weight) <= mass",
        "  is_inbound\n  and is_mined ",
    ],
)
def test_the_language_has(text: str) -> None:
    assert compiled(text).type.kind == "bool"


def test_the_error_shows_the_text_and_a_mark_below_the_character() -> None:
    with pytest.raises(ExpressionError, match=r"\n    is_inbound and delay > 3\n {27}\^\n"):
        compiled("is_inbound and delay > 3")


def test_the_error_names_what_is_near() -> None:
    with pytest.raises(ExpressionError) as caught:
        compiled("is_inbond")
    assert "is_inbound" in caught.value.remedy


def test_the_place_of_the_text_in_its_file_is_kept() -> None:
    place = Place(file="clause.yaml", line=12, column=15, path="checks/0/holds")
    with pytest.raises(ExpressionError) as caught:
        compiled("x > mass", place=place)
    assert (caught.value.place.file, caught.value.place.line, caught.value.place.column) == ("clause.yaml", 12, 19)


@pytest.mark.parametrize(
    "text",
    [
        " and ".join(["is_inbound"] * 520),
        "x + " * 600 + "x > 1",
        "not " * 40 + "is_inbound",
        "(" * 150 + "x" + ")" * 150 + " > 1",
        "1 + " * 60_000 + "x > 1",
        "min(" * 20 + "x" + ", y)" * 20 + " > 0",
        "(" * 14 + "x" + " if is_inbound else y)" * 13 + " if (is_inbound if is_inbound else is_mined) else y) > 0",
    ],
    ids=["many parts", "many sums", "deep", "brackets", "long", "unfolding", "choices"],
)
def test_what_would_cost_too_much_is_refused_or_compiled_at_once(text: str) -> None:
    assert outcome(text) in ("bool", "expression-limit", "expression-syntax")


def outcome(text: str) -> str:
    try:
        return compiled(text).type.kind
    except ExpressionError as error:
        return error.code


def compiles_or_says_why(text: str) -> bool:
    try:
        return compiled(text).type.kind == "bool"
    except ExpressionError as error:
        return bool(error.remedy)


@given(st.text(max_size=60))
def test_any_text_is_an_expression_or_an_error(text: str) -> None:
    assert compiles_or_says_why(text)


@given(
    st.lists(
        st.sampled_from(
            [
                "x",
                "y",
                "is_inbound",
                "(",
                ")",
                "[",
                "]",
                "{",
                "}",
                ",",
                ".",
                ":",
                "and",
                "or",
                "not",
                "in",
                "if",
                "else",
                "<",
                "==",
                "'ore'",
                "1",
                "p",
                "-",
                "/",
            ]
        )
    )
)
def test_any_row_of_words_is_an_expression_or_an_error(words: list[str]) -> None:
    assert compiles_or_says_why(" ".join(words))


def test_a_bound_call_names_its_column() -> None:
    calls = compiled("distance(p.days, p.basis) < 1 and heavy_bills(p.tonnes) < 2 and x < 1").facts
    assert {call.column for call in calls} == {"distance(3,both)", "heavy_bills(100000)", "x"}


def test_equal_calls_are_one() -> None:
    calls = compiled("distance(p.days, 'both') < 1 and distance(3, p.basis) > 0").facts
    assert len(calls) == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("x<=p.limit", "( x  <=  p.limit )", True),
        ("is_inbound and (is_mined and x > 1)", "is_inbound and is_mined and x > 1", True),
        ("x <= p.limit", "x <= 0.5", False),
        ("x <= 1", "x < 1", False),
        ("form in {'ore', 'scrap'}", "form in {'scrap', 'ore'}", True),
        ("form in list.covered", "form in list.empty", False),
    ],
)
def test_the_hash_is_of_the_meaning_not_of_the_layout(one: str, other: str, same: bool) -> None:
    assert (compiled(one).tree_hash == compiled(other).tree_hash) is same


def test_the_hash_follows_the_version_of_a_fact() -> None:
    hashes = {
        compiled("is_inbound", vocabulary=Vocabulary([Fact("is_inbound", "lot", BOOL, version=version)])).tree_hash
        for version in (1, 2)
    }
    assert len(hashes) == 2


def test_the_hash_follows_the_content_of_a_list() -> None:
    facts = [Fact("form", "lot", FORM)]
    lists: list[dict[str, frozenset[str]]] = [{"a": frozenset({"ore"})}, {"a": frozenset({"ore", "matte"})}]
    hashes = {compiled("form in list.a", vocabulary=Vocabulary(facts, lists=each)).tree_hash for each in lists}
    assert len(hashes) == 2


def test_the_scope_of_the_edition_is_a_list() -> None:
    scope: Any = {"forms": ("ore", "matte")}
    assert compiled("form in scope.forms", edition_scope=scope).type.kind == "bool"


@pytest.mark.parametrize(
    ("term", "interval"),
    [
        ("weight", True),
        ("2 * weight / 3 + 0", True),
        ("abs(change)", True),
        ("max(change, 0)", True),
        ("min(weight, 100 * weight)", True),
        ("(weight if is_certificate else 0)", True),
        ("assume(weight, 0)", True),
        ("change", False),
        ("weight - change", False),
        ("min(weight, change)", False),
        ("-weight", False),
    ],
)
def test_a_sum_has_a_lower_end_only_if_no_term_can_be_negative(term: str, interval: bool) -> None:
    assert compiled(f"sum_of(documents, {term})", expect="number").type.interval is interval


def test_what_is_assumed_is_recorded() -> None:
    assumed = compiled("assume(x, p.limit) > 0 and assume(is_mined, False)").assumptions
    assert [each.default.value for each in assumed] == [0.5, False]
