"""Days, countries and kinds of numbers in publishers' words."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cupel.screening.lists.countries import country_code, last_country
from cupel.screening.lists.dates import MONTHS, Span, day_of, span_of
from cupel.screening.lists.schemes import normalised, scheme_of, settled_scheme

DAYS = st.dates(date(1850, 1, 1), date(2150, 12, 31))


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("25 Jan 1965", "1965-01-25", "1965-01-25", "day"),
        ("circa 1962", "1962-01-01", "1962-12-31", "circa"),
        ("1960 to 1964", "1960-01-01", "1964-12-31", "range"),
        ("between 1960 and 1964", "1960-01-01", "1964-12-31", "range"),
        ("1960-1964", "1960-01-01", "1964-12-31", "range"),
        ("circa 1960 to 1964", "1960-01-01", "1964-12-31", "range"),
        ("00/00/1970", "1970-01-01", "1970-12-31", "year"),
        ("00/02/1972", "1972-02-01", "1972-02-29", "month"),
        ("Feb 1972", "1972-02-01", "1972-02-29", "month"),
        ("1974", "1974-01-01", "1974-12-31", "year"),
        ("1974-05", "1974-05-01", "1974-05-31", "month"),
        ("approximately 1950", "1950-01-01", "1950-12-31", "circa"),
        ("January 25, 1965", "1965-01-25", "1965-01-25", "day"),
    ],
)
def test_a_date_allows_the_days_it_says(text: str, first: str, last: str, precision: str) -> None:
    assert span_of(text) == Span(date.fromisoformat(first), date.fromisoformat(last), precision)


@pytest.mark.parametrize("text", ["", "31/02/1970", "13/13/1970", "1964 to 1960", "soon", "9999", "25 Foo 1965"])
def test_what_names_no_days_is_not_read(text: str) -> None:
    assert span_of(text) is None


@given(DAYS)
def test_one_day_reads_the_same_in_every_form(day: date) -> None:
    month = list(MONTHS)[day.month - 1]
    forms = (day.isoformat(), f"{day:%d/%m/%Y}", f"{day.day} {month} {day.year}", f"{day:%d.%m.%Y}")
    assert {span_of(form) for form in forms} == {Span(day, day, "day")}
    assert day_of(f"{day:%m/%d/%Y}", month_first=True) == day


@given(DAYS)
def test_a_day_lies_in_its_month_and_its_year(day: date) -> None:
    for text in (f"{day.year}-{day.month:02}", str(day.year)):
        span = span_of(text)
        assert span is not None
        assert span.first <= day <= span.last
        for outside in (span.first - timedelta(days=1), span.last + timedelta(days=1)):
            assert not outside.isoformat().startswith(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Korea, North", "KP"), ("Burma", "MM"), ("Congo, Democratic Republic of the", "CD"), ("Russia", "RU"),
        ("Bosnia and Herzegovina", "BA"), ("Côte d’Ivoire", "CI"), ("Iran (Islamic Republic of)", "IR"),
        ("TÜRKİYE", "TR"), ("us", "US"), ("DEU", "DE"), ("Kosovo", "XK"), ("Region: Gaza", "PS"), ("xx", None),
        ("Soviet Union", None), ("", None),
    ],
)  # fmt: skip
def test_countries_by_the_words_of_publishers(text: str, code: str | None) -> None:
    assert country_code(text) == code


def test_the_country_of_a_place_is_its_end() -> None:
    assert last_country("Kolwezi, Congo, Democratic Republic of the") == "CD"
    assert last_country("Jabalia Camp") is None


@pytest.mark.parametrize(
    ("label", "kind", "scheme"),
    [
        ("Passport", "person", "passport"), ("Tax ID No.", "unknown", "tax"), ("V.A.T. Number", "unknown", "VAT"),
        ("Registration ID", "organisation", "registration"), ("Identification Number", "person", "national id"),
        ("Identification Number", "organisation", "registration"), ("SWIFT/BIC", "organisation", "BIC"),
        ("Vessel Registration Identification", "vessel", "IMO"), ("Driver's License No.", "person", "national id"),
        ("Legal Entity Number", "organisation", "LEI"), ("BIK (RU)", "organisation", "other"),
    ],
)  # fmt: skip
def test_schemes_by_label(label: str, kind: str, scheme: str) -> None:
    assert scheme_of(label, kind=kind) == scheme


def test_a_number_may_show_another_scheme_than_its_label() -> None:
    assert settled_scheme("registration", "IMO 5342883") == "IMO"
    assert settled_scheme("LEI", "851683897") == "registration"
    assert settled_scheme("LEI", "529900T8BM49AURSDO55") == "LEI"
    assert normalised("IMO", "IMO 5342883") == "5342883"
    assert normalised("tax", "95-42 27517 a") == "954227517A"
