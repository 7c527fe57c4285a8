"""Numbers, ids and codes as people read them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cupel.diligence import words
from cupel.diligence.vocabulary import ENTITIES

SHARES = st.floats(min_value=0, max_value=1)


def plain(text: str) -> str:
    return text.replace(words.GAP, " ")


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0, "0 %"),
        (1e-6, "< 0.1 %"),
        (0.0005, "0.1 %"),
        (0.1234, "12.3 %"),
        (0.9999, "> 99.9 %"),
        (1, "100 %"),
        (1 + 1e-12, "100 %"),
        (None, "not known"),
    ],
)
def test_a_share_is_never_rounded_to_nothing_or_to_all(share: float | None, text: str) -> None:
    assert plain(words.percent(share)) == text


@given(SHARES)
def test_only_nothing_reads_as_nothing_and_only_all_reads_as_all(share: float) -> None:
    text = plain(words.percent(share))
    assert (text == "0 %") == (round(share * 100, 7) == 0)
    assert (text == "100 %") == (round(share * 100, 7) == 100)


@given(SHARES, SHARES)
def test_an_interval_reads_from_its_certain_to_its_possible_end(one: float, other: float) -> None:
    low, high = sorted((one, other))
    text = words.interval(low, high)
    ends = {words.percent(low), words.percent(high)}
    assert text in ends if len(ends) == 1 else text.endswith(words.percent(high))


@pytest.mark.parametrize(
    ("grams", "text"),
    [
        (0, "0 g"),
        (12, "12.0 g"),
        (4_500, "4.5 kg"),
        (1_000_000, "1.0 t"),
        (99_960_000, "100 t"),
        (1_645_838_000_000, "1 645 838 t"),
        (-2_000_000, "-2.0 t"),
    ],
)
def test_a_mass_has_the_unit_that_suits_it(grams: float, text: str) -> None:
    assert plain(words.mass(grams)) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0, "g", "0 g"),
        (4, "g", "4 g"),
        (4_500, "g", "4.5 kg"),
        (999_999.7, "g", "1 t"),
        (1_234_567_000, "g", "1 234.6 t"),
        (-2_000_000, "g", "-2 t"),
        (0, "%", "0 %"),
        (1e-9, "%", "< 0.0001 %"),
        (0.00042, "%", "0.042 %"),
        (0.123456, "%", "12.35 %"),
        (0.9999999, "%", "> 99.99 %"),
        (1.484111, "%", "148.4 %"),
        (1, "%", "100 %"),
        (1, "day", "1 day"),
        (12.0, "day", "12 days"),
        (1234, "count", "1 234"),
        (0.000996, "1", "0.000996"),
        (4.68051, "1", "4.681"),
    ],
)
def test_a_fact_in_a_sentence_has_its_unit_and_the_digits_that_say_something(
    value: float, unit: str, text: str
) -> None:
    assert plain(words.quantity(value, unit)) == text


@given(st.floats(min_value=1e-6, max_value=1e15), st.sampled_from(["g", "%", "1"]))
def test_what_is_not_nothing_never_reads_as_nothing(value: float, unit: str) -> None:
    assert re.search("[1-9]", words.quantity(value, unit))


@pytest.mark.parametrize(
    ("parts", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_listing_reads_like_a_sentence(parts: list[str], text: str) -> None:
    assert words.listing(parts) == text


NAMES = {("site", "M1"): "Larch Mine", ("site", "P1"): "Beech Smelter", ("party", "S1"): "Alpha Ores"}


@pytest.mark.parametrize(
    ("subject_type", "subject_id", "text"),
    [
        ("lot", "L1", "L1"),
        ("receipt", "R1", "R1"),
        ("party", "S1", "Alpha Ores (S1)"),
        ("party", "S2", "S2"),
        ("site-year", "M1|2023", "Larch Mine, 2023 (M1)"),
        ("site-party-year", "M1|S1|2023", "Larch Mine, Alpha Ores, 2023 (M1, S1)"),
        ("site-party-year", "M2|S2|2023", "M2, S2, 2023 (M2, S2)"),
        ("site-metal-period", "P1|cu|2023-Q1", "Beech Smelter, copper, 2023-Q1 (P1)"),
        ("country-metal-year", "CL|cu|2023", "Chile, copper, 2023 (CL)"),
    ],
)
def test_a_subject_is_called_by_its_names_with_its_number(subject_type: str, subject_id: str, text: str) -> None:
    assert str(words.subject(subject_type, subject_id, NAMES)) == text


@pytest.mark.parametrize("entity", ENTITIES)
def test_every_kind_of_subject_has_words_for_one_and_many(entity: str) -> None:
    one, many = words.subjects(entity, 1), words.subjects(entity, 1234)
    assert plain(one).startswith("1 ")
    assert plain(many).startswith("1 234 ")
    assert re.sub(r"^\S+ ", "", plain(many)) != entity


@pytest.mark.parametrize(
    ("code", "name"),
    [("CL", "Chile"), ("CD", "The Democratic Republic of the Congo"), ("XA", "XA"), (None, "country not known")],
)
def test_a_country_is_called_by_its_name_where_it_has_one(code: str | None, name: str) -> None:
    assert words.country(code) == name


@pytest.mark.parametrize(
    ("text", "name"), [("CL-AN", "Antofagasta"), ("XA-01", "XA-01"), ("upper valley", "upper valley")]
)
def test_a_region_is_called_by_its_name_where_it_has_one(text: str, name: str) -> None:
    assert words.region(text) == name


REGION = {"origin_region": "CL-AN", "origin_country": "CL"}


@pytest.mark.parametrize(
    ("row", "place", "within"),
    [
        ({"origin_kind": "mine", "origin_site_id": "M1", **REGION}, "Larch Mine", "Antofagasta, Chile"),
        ({"origin_kind": "mine", "origin_site_id": "M2", "origin_country": "CL"}, "M2", "Chile"),
        ({"origin_kind": "region", **REGION}, "Antofagasta", "Chile"),
        ({"origin_kind": "mine", "origin_country": "CL"}, "Chile", ""),
        ({"origin_kind": "recycled"}, "Recycled material", ""),
        ({"origin_kind": "unknown"}, "Feed that the books do not show", ""),
    ],
)
def test_an_origin_is_called_by_the_nearest_place_that_is_known(row: dict[str, str], place: str, within: str) -> None:
    assert words.origin(row, NAMES) == (place, within)
