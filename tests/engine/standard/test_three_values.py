"""Compiled expressions agree with the reference interpreter on every engine, in what is true and in what is unknown."""

from typing import Any

import narwhals.stable.v2 as nw
import polars as pl
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.engine.standard.conftest import Evaluate
from tests.engine.standard.expressions import NAMES, frame, intervals, rows, truths
from tests.engine.standard.reference import interpret
from tests.engine.standard.words import compiled

from cupel.errors import ExpressionError

PROPERTY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def conditions(texts: list[str]) -> dict[str, nw.Expr]:
    try:
        return {text: compiled(text).expr for text in texts}
    except ExpressionError as error:
        assume(error.code != "expression-limit")
        raise


@PROPERTY
@given(texts=st.lists(truths(), min_size=1, max_size=4, unique=True), data=st.lists(rows(), min_size=1, max_size=6))
def test_the_engines_agree_with_the_reference(texts: list[str], data: list[dict[str, Any]], backend: Evaluate) -> None:
    found = backend(frame(data), conditions(texts))
    assert found == {text: [interpret(text, row, NAMES) for row in data] for text in texts}


@PROPERTY
@given(text=truths(epistemic=False), row=rows(half_known=False), data=st.data())
def test_filling_an_unknown_never_flips_a_decided_state(text: str, row: dict[str, Any], data: st.DataObject) -> None:
    filled = data.draw(completions(row))
    table = frame([row, filled])
    before, after = table.with_columns(r=_native(conditions([text])[text], table))["r"].to_list()
    assert before is None or before is after


@PROPERTY
@given(text=truths(epistemic=False), row=rows(half_known=False), data=st.data())
def test_a_value_within_its_interval_never_flips_a_decided_state(
    text: str, row: dict[str, Any], data: st.DataObject
) -> None:
    assume(row["share"] is not None)
    inside = data.draw(st.integers(0, 4)) / 4
    value = row["share"] + inside * (row["share:possible"] - row["share"])
    table = frame([row, row | {"share": value, "share:possible": value}])
    before, after = table.with_columns(r=_native(conditions([text])[text], table))["r"].to_list()
    assert before is None or before is after


def completions(row: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """The row with some of its missing values filled."""
    ends = intervals(half_known=False)
    return st.tuples(rows(half_known=False), ends).map(
        lambda drawn: (
            {name: drawn[0][name] if value is None else value for name, value in row.items()}
            | ({"share": drawn[1][0], "share:possible": drawn[1][1]} if row["share"] is None else {})
        )
    )


def _native(expression: nw.Expr, table: pl.DataFrame) -> pl.Series:
    return nw.from_native(table).with_columns(r=expression).to_native()["r"]


TABLE = pl.DataFrame(
    {
        "x": [1.0, 0.0, None, float("nan")],
        "y": [0, 2, 3, 1],
        "is_inbound": [True, False, None, True],
        "share": [0.2, 0.2, None, 0.7],
        "share:possible": [0.4, 0.8, 0.4, None],
        "form": ["ore", "scrap", None, "ore"],
    }
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 / y < 5", [None, True, True, True]),
        ("1 / y > 5", [None, False, False, False]),
        ("1 if is_inbound else y", [1.0, 2.0, None, 1.0]),
        ("min(x, y)", [0.0, 0.0, None, None]),
        ("max(x, 5)", [5.0, 5.0, None, None]),
        ("x > 0", [True, False, None, None]),
        ("known(x)", [True, True, False, False]),
        ("share <= p.limit", [True, None, True, False]),
        ("share > p.limit", [False, None, False, True]),
        ("known(share)", [True, True, False, False]),
        ("1 / share >= 2.5", [True, None, None, None]),
        ("share / share > 0", [True, True, None, None]),
        ("1 / (share - 0.3) > 0", [None, None, None, None]),
        ("abs(share - 0.3) < 0.2", [True, None, None, None]),
        ("0.6 > max(share, 0.5)", [True, None, True, False]),
        ("form in list.empty", [False, False, None, False]),
        ("form not in {'ore'}", [False, True, None, False]),
        ("assume(x, 2) > 1", [False, False, True, True]),
        ("True", [True] * 4),
    ],
)
def test_the_known_traps_compile_right(text: str, expected: list[Any], backend: Evaluate) -> None:
    expect = "number" if text.startswith(("1 if", "min", "max")) else "bool"
    assert backend(TABLE, {"r": compiled(text, expect=expect).expr})["r"] == expected


@pytest.mark.parametrize("count", [1, 8, 9, 40])
def test_membership_of_the_unknown_is_unknown_in_lists_of_any_length(count: int, backend: Evaluate) -> None:
    table = pl.DataFrame({"country": ["C0", f"C{count - 1}", f"C{count}", None]})
    codes = ", ".join(f"'C{number}'" for number in range(count))
    found = backend(table, {"in": compiled(f"country in {{{codes}}}").expr})
    assert found == {"in": [True, True, False, None]}


UNDECIDED = [
    "0.5 >= min(1, x)",
    "0 == (0 + x)",
    "1.5 < (x if is_inbound else x)",
    "is_inbound or x > 1",
    "abs(min(0, 0)) == (0 + x)",
]


@pytest.mark.parametrize("height", [0, 1, 2])
@pytest.mark.parametrize("text", UNDECIDED)
def test_a_column_of_unknowns_keeps_its_length(text: str, height: int, backend: Evaluate) -> None:
    table = pl.DataFrame({"x": [None] * height, "is_inbound": [None] * height}, schema=dict(TYPES))
    assert backend(table, {"r": compiled(text).expr})["r"] == [None] * height


TYPES = (("x", pl.Float64), ("is_inbound", pl.Boolean))


def test_a_timestamp_counts_as_its_day(backend: Evaluate) -> None:
    table = pl.DataFrame({"loaded_on": ["2024-01-30 23:59", None], "arrived_on": ["2024-02-02 00:01"] * 2})
    table = table.with_columns(pl.all().str.to_datetime("%Y-%m-%d %H:%M", time_unit="ms"))
    assert backend(table, {"r": compiled("days_between(loaded_on, arrived_on)", expect="number").expr})["r"] == [
        3,
        None,
    ]


def test_grams_of_the_largest_row_are_summed_exactly(backend: Evaluate) -> None:
    table = pl.DataFrame({"mass": [10**15, 10**15 - 1]})
    assert backend(table, {"r": compiled("mass + mass == 2 * mass").expr})["r"] == [True, True]


def test_the_possible_end_of_a_number_is_its_own_expression(backend: Evaluate) -> None:
    number = compiled("1 - share", expect="number")
    assert number.possible is not None
    found = backend(TABLE[:1], {"low": number.expr, "high": number.possible})
    assert found == {"low": [0.6], "high": [0.8]}
