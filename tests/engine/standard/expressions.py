"""Expressions of the language and nullable rows for them, drawn by hypothesis."""

from datetime import date, timedelta
from typing import Any

import polars as pl
from hypothesis import strategies as st
from tests.engine.standard.words import PARAMETERS, VOCABULARY

SCHEMA: dict[str, Any] = {
    "is_inbound": pl.Boolean,
    "is_mined": pl.Boolean,
    "x": pl.Float64,
    "y": pl.Int64,
    "share": pl.Float64,
    "share:possible": pl.Float64,
    "delay": pl.Int64,
    "loaded_on": pl.Date,
    "arrived_on": pl.Date,
    "form": pl.String,
}
NAMES: dict[str, Any] = {
    "p.limit": 0.5,
    "p.percent": 0.05,
    "p.days": 3,
    "p.strict": True,
    "p.cut_off": date(2024, 1, 31),
    "list.covered": VOCABULARY.lists["covered"],
    "list.empty": frozenset(),
}
assert {name[2:] for name in NAMES if name.startswith("p.")} <= set(PARAMETERS)

_COMPARISONS = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
_VALUES = st.integers(-6, 6).map(lambda half: half / 2)


def rows(*, half_known: bool = True) -> st.SearchStrategy[dict[str, Any]]:
    """One row; any value may be missing, with ``half_known`` also one end of an interval alone."""
    day = st.integers(0, 40).map(lambda days: date(2024, 1, 1) + timedelta(days=days))
    fixed: dict[str, st.SearchStrategy[Any]] = {
        "is_inbound": st.none() | st.booleans(),
        "is_mined": st.none() | st.booleans(),
        "x": st.none() | _VALUES,
        "y": st.none() | st.integers(-3, 3),
        "delay": st.none() | st.integers(-3, 6),
        "loaded_on": st.none() | day,
        "arrived_on": st.none() | day,
        "form": st.none() | st.sampled_from(["ore", "matte", "scrap"]),
    }
    return st.tuples(st.fixed_dictionaries(fixed), intervals(half_known=half_known)).map(
        lambda parts: parts[0] | {"share": parts[1][0], "share:possible": parts[1][1]}
    )


def intervals(*, half_known: bool) -> st.SearchStrategy[tuple[float | None, float | None]]:
    """Both ends in order, or missing."""
    both: st.SearchStrategy[Any] = st.tuples(_VALUES, _VALUES).map(lambda pair: tuple(sorted(pair)))
    missing: st.SearchStrategy[Any] = st.just((None, None))
    half = st.one_of(st.tuples(st.none(), _VALUES), st.tuples(_VALUES, st.none()))
    return st.one_of(both, missing, half) if half_known else st.one_of(both, missing)


def frame(drawn: list[dict[str, Any]]) -> pl.DataFrame:
    """The rows as a frame with the facts' types."""
    return pl.DataFrame(drawn, schema=SCHEMA)


@st.composite
def truths(draw: st.DrawFn, depth: int = 3, *, epistemic: bool = True) -> str:
    """Conditions; ``epistemic`` ones may ask what is known and assume what is not."""
    leaf = st.sampled_from(["is_inbound", "is_mined", "True", "False", "p.strict", "(form == 'ore')"])
    if depth == 0:
        return draw(leaf)
    below, numbers = truths(depth - 1, epistemic=epistemic), _numbers(depth - 1, epistemic=epistemic)
    dates, forms = _dates(depth - 1, epistemic=epistemic), _forms(depth - 1, epistemic=epistemic)
    plain = [
        leaf,
        _join("({0} and {1})", below, below),
        _join("({0} or {1} or {2})", below, below, below),
        _join("(not {0})", below),
        _join("({0} {1} {2})", numbers, _COMPARISONS, numbers),
        _join("({0} {1} {2} {3} {4})", numbers, _COMPARISONS, numbers, _COMPARISONS, numbers),
        _join("({0} {1} {2})", dates, _COMPARISONS, dates),
        _join("(days_between({0}, {1}) {2} p.days)", dates, dates, _COMPARISONS),
        _join("(delay {0} p.days)", _COMPARISONS),
        _join("({0} in {{'ore', 'scrap'}})", forms),
        _join("({0} not in list.covered)", forms),
        _join("({0} in list.empty)", forms),
        _join("({0} if {1} else {2})", below, below, below),
        _join("({0} == {1})", below, below),
    ]
    if epistemic:
        plain += [
            _join("known({0})", numbers),
            _join("unknown({0})", below),
            _join("known({0})", forms),
            _join("assume({0}, False)", below),
        ]
    return draw(st.one_of(plain))


@st.composite
def _numbers(draw: st.DrawFn, depth: int, *, epistemic: bool) -> str:
    leaf = st.sampled_from(["x", "y", "share", "0", "1", "2.5", "p.limit", "p.percent"])
    if depth <= 0:
        return draw(leaf)
    below = _numbers(depth - 1, epistemic=epistemic)
    test = truths(0, epistemic=epistemic)
    plain = [
        leaf,
        *(_join(f"({{0}} {sign} {{1}})", below, below) for sign in "+-*/"),
        _join("(-{0})", below),
        _join("abs({0})", below),
        _join("min({0}, {1})", below, below),
        _join("max({0}, {1}, {2})", below, below, below),
        _join("({0} if {1} else {2})", below, test, below),
    ]
    if epistemic:
        plain.append(_join("assume({0}, 1.5)", below))
    return draw(st.one_of(plain))


@st.composite
def _dates(draw: st.DrawFn, depth: int, *, epistemic: bool) -> str:
    leaf = st.sampled_from(["loaded_on", "arrived_on", 'date("2024-01-20")', "p.cut_off"])
    if depth <= 0:
        return draw(leaf)
    below = _dates(depth - 1, epistemic=epistemic)
    return draw(st.one_of(leaf, _join("({0} if {1} else {2})", below, truths(0, epistemic=epistemic), below)))


@st.composite
def _forms(draw: st.DrawFn, depth: int, *, epistemic: bool) -> str:
    if depth <= 0:
        return "form"
    choice = _join("(form if {0} else {1})", truths(0, epistemic=epistemic), st.sampled_from(["form", "'matte'"]))
    return draw(st.one_of(st.just("form"), choice))


def _join(pattern: str, *parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map(lambda drawn: pattern.format(*drawn))
