"""Figures as people write them."""

from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cupel.chain.intake.cells.numbers import decimal_mark, exact, real, whole
from cupel.chain.units import MASS


def texts(*cells: str | None) -> pl.Series:
    return pl.Series(cells, dtype=pl.String)


@pytest.mark.parametrize(
    ("written", "decimal", "value"),
    [
        ("25400", "point", 25400),
        (" 25400 ", "point", 25400),
        ("+7", "point", 7),
        ("-19,000", "point", -19000),
        ("1,234,567.4", "point", 1234567),
        ("1.234.567,4", "comma", 1234567),
        ("12 500", "comma", 12500),
        ("12\u00a0500,5", "comma", 12500),
        ("1'234'567", "point", 1234567),
        ("2e3", "point", 2000),
        ("12.0", None, 12),
        ("0,123", None, 0),
        ("1234,567", None, 1235),
    ],
)
def test_a_number_is_read_in_the_convention_of_its_file(written: str, decimal: str | None, value: int) -> None:
    assert whole(texts(written), decimal=decimal).to_list() == [value]


@pytest.mark.parametrize(
    ("written", "decimal"),
    [
        ("12,5", "point"),
        ("12.5", "comma"),
        ("1,234", None),
        ("1.234", None),
        ("1,23,456", "point"),
        ("12 t", "point"),
        ("twelve", "point"),
        ("nan", "point"),
        ("inf", "point"),
        ("1-2", "point"),
        (".", "point"),
    ],
)
def test_what_is_no_number_in_that_convention_is_null(written: str, decimal: str | None) -> None:
    assert whole(texts(written), decimal=decimal).to_list() == [None]
    assert real(texts(written), decimal=decimal).to_list() == [None]


def test_a_whole_number_larger_than_any_mass_is_null() -> None:
    assert whole(texts("99999999999999999999", "10000000000000001")).to_list() == [None, None]


def test_blank_words_and_null_are_null() -> None:
    assert whole(texts(None, "", "n/a", "-", "5")).to_list() == [None, None, None, None, 5]


@given(st.decimals(0, 10**9, places=9), st.sampled_from(["g", "kg", "t", "lb"]))
def test_a_mass_is_exact_before_its_one_rounding(quantity: Decimal, unit: str) -> None:
    factor = MASS[unit]
    expected = Decimal(quantity) * (Decimal(factor.numerator) / Decimal(factor.denominator))
    assert whole(texts(str(quantity)), factor=factor).to_list() == [
        int(expected.quantize(Decimal("1e-12"), ROUND_HALF_EVEN).to_integral_value(ROUND_HALF_EVEN))
    ]


@given(st.integers(-(10**15), 10**15))
def test_typed_and_written_integers_are_read_alike(number: int) -> None:
    assert whole(texts(str(number))).to_list() == whole(pl.Series([number])).to_list() == [number]


@given(st.floats(-1e15, 1e15, allow_nan=False))
def test_a_real_number_survives_being_written(number: float) -> None:
    assert real(texts(repr(number))).to_list() == [number]


@given(st.integers(0, 10_000))
def test_basis_points_become_the_nearest_fraction(points: int) -> None:
    assert real(pl.Series([points]), factor=Fraction(1, 10_000)).to_list() == [points / 10_000]


def test_a_typed_nan_is_null() -> None:
    assert real(pl.Series([1.5, float("nan"), float("inf")])).to_list() == [1.5, None, None]


def test_a_typed_unsigned_number_beyond_any_mass_is_null() -> None:
    assert whole(pl.Series([2**63 + 1, 3], dtype=pl.UInt64)).to_list() == [None, 3]


def test_decimals_keep_twelve_places() -> None:
    assert exact(texts("9,5"), factor=Fraction(1, 100), decimal="comma").to_list() == [Decimal("0.095000000000")]


@pytest.mark.parametrize(
    ("cells", "mark"),
    [
        (["12,5", "3"], "comma"),
        (["12.5", "1,234"], "point"),
        (["1.234,5"], "comma"),
        (["1,234.5"], "point"),
        (["1234.567"], "point"),
        (["0,500"], "comma"),
        (["1,234", "7"], None),
        (["12,5", "12.5"], None),
        ([], None),
    ],
)
def test_the_decimal_mark_shows_only_where_it_has_one_reading(cells: list[str], mark: str | None) -> None:
    assert decimal_mark(texts(*cells)) == mark
