"""Invented parties for tests of screening."""

from datetime import date
from typing import Any

import polars as pl
from hypothesis import strategies as st

from cupel.screening import Subjects, build_index, screen, subjects_of

SCHEMA = {
    "party_id": pl.String, "name": pl.String, "kind": pl.String, "country": pl.String, "registration_no": pl.String,
    "lei": pl.String, "birth_date": pl.Date, "nationality": pl.String, "address": pl.String, "aliases": pl.String,
}  # fmt: skip
WORDS = (
    "Orvandel", "Orvandell", "Orwandel", "Quintessor", "Quintesor", "Belmaru", "Belmarru", "Tazhkov", "Tashkow",
    "Mirelle", "Sondrak", "Sondrac", "Ulvane", "Ix", "A", "O", "II", "4", "Mining", "Trading", "Company", "Limited",
    "GmbH", "and", "al", "Al", "Orvandelbelmaru", "Kesmirovich", "\u041c\u0438\u0440\u0435\u043b\u044c",
)  # fmt: skip
"""Few words, many of them alike, so that random names meet."""

COUNTRIES = ("AR", "CL", "DE", "ZM")
DAYS = (date(1961, 4, 5), date(1961, 4, 6), date(1970, 12, 1))

names = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
kinds = st.sampled_from(["person", "organisation", "unknown"])


@st.composite
def rows(draw: st.DrawFn, *, least: int = 0, most: int = 8, prefix: str = "P") -> list[dict[str, Any]]:
    """Parties with some attributes, numbered from 0 with gaps."""
    numbers = sorted(draw(st.sets(st.integers(0, 12), min_size=least, max_size=most)))
    return [draw(one(f"{prefix}{number:02}")) for number in numbers]


def one(party_id: str) -> st.SearchStrategy[dict[str, Any]]:
    """One party with that id."""
    return st.fixed_dictionaries(
        {"party_id": st.just(party_id), "name": names, "kind": kinds},
        optional={
            "country": st.sampled_from(COUNTRIES),
            "registration_no": st.sampled_from(["HRB 1001", "HRB 1002", "77-1003"]),
            "birth_date": st.sampled_from(DAYS),
            "aliases": st.lists(names, max_size=2).map(";".join),
        },
    )


def records(*parties: dict[str, Any]) -> Subjects:
    """Parties as records; ``party_id`` follows from the order where it is not given."""
    filled = [{"party_id": f"P{number:02}", **party} for number, party in enumerate(parties)]
    return subjects_of(pl.DataFrame(filled, schema=SCHEMA))


def hit(ours: dict[str, Any], theirs: dict[str, Any], *, threshold: float = 0.5) -> dict[str, Any] | None:
    """The hit of one party against a list of one, if any."""
    found = screen(records(ours), build_index(records(theirs)), threshold=threshold).to_dicts()
    return found[0] if found else None


def score(ours: dict[str, Any], theirs: dict[str, Any]) -> float:
    """The score of one party against a list of one, 0 without a hit."""
    found = hit(ours, theirs)
    return found["score"] if found else 0.0
