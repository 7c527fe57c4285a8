"""A search box has the hits of a screening of one party."""

from typing import Any
from unittest.mock import patch

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.screening.parties import COUNTRIES, kinds, names, records, rows

from cupel.screening import build_index, screen, vocabulary
from cupel.screening.index import prepared
from cupel.screening.search import SearchIndex, search
from cupel.screening.vocabulary import alike

asked = st.tuples(names, st.none() | kinds, st.none() | st.sampled_from(COUNTRIES))


@given(theirs=rows(least=1, prefix="L"), questions=st.lists(asked, min_size=1, max_size=4))
@settings(deadline=None, max_examples=20)
def test_a_search_equals_a_screening_of_one_party(theirs: list[dict[str, Any]], questions: list[Any]) -> None:
    index = build_index(records(*theirs))
    lists = SearchIndex(index, threshold=0.5)
    for name, kind, country in questions:
        party = records({"party_id": name, "name": name, "kind": kind, "country": country})
        whole = screen(party, index, threshold=0.5)
        assert search(lists, name, kind=kind, country=country).equals(whole)


LISTED = SearchIndex(build_index(records(
    {"name": "Orvandel Belmaru", "kind": "person", "country": "DE"},
    {"name": "Orvandel Belmari", "kind": "organisation", "country": "CL"},
    {"name": "Ulvane", "kind": "unknown"},
))).warm()  # fmt: skip


def test_the_best_come_first_and_no_more_than_asked_for() -> None:
    assert search(LISTED, "Orvandel Belmaru")["entity_id"].to_list() == ["P00", "P01"]
    assert search(LISTED, "Orvandel Belmaru", most=1)["entity_id"].to_list() == ["P00"]


@pytest.mark.parametrize(("more", "feature"), [({"kind": "organisation"}, "kind"), ({"country": "CL"}, "country")])
def test_kind_and_country_are_compared(more: dict[str, str], feature: str) -> None:
    told = search(LISTED, "Orvandel Belmaru", **more)  # type: ignore[arg-type]
    assert dict(told.select("entity_id", feature).iter_rows()) == {"P00": "conflicts", "P01": "agrees"}


def test_the_threshold_leaves_out() -> None:
    strict = SearchIndex(LISTED.index, threshold=0.999)
    assert search(strict, "Orvandel Belmaru").height == 1


@pytest.mark.parametrize("name", ["", "...", "Zzyzzyx"])
def test_a_name_that_nobody_has_finds_nothing(name: str) -> None:
    found = search(LISTED, name)
    assert found.is_empty()
    assert found.columns == search(LISTED, "Ulvane").columns


@given(ours=st.lists(names, min_size=1, max_size=3), theirs=st.lists(names, min_size=1, max_size=30))
@settings(deadline=None, max_examples=30)
def test_few_words_looked_up_meet_the_same_words_as_in_a_join(ours: list[str], theirs: list[str]) -> None:
    few, many = (prepared(pl.DataFrame({"name": each, "kind": "person"})).vocabulary for each in (ours, theirs))
    for query, listed in ((few, many), (many, few)):
        joined = alike(query, listed)
        with patch.object(vocabulary, "FEW", 0.01):
            assert alike(query, listed).equals(joined)
