"""Parties that listed parties own: decided and open hits, the company's holdings, those that lists state."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.screening.lists.hand_made import read, saved

from cupel.chain.tables import polars_schema
from cupel.screening.owned import OwnedAsked, owned_parties, states_holdings
from cupel.screening.owned_columns import OWNED, owned_json_schema
from cupel.screening.owners import RULES, OwnershipRule, held_by_listed
from cupel.screening.tables import WatchList

ON = date(2030, 3, 1)
NAMES = {"a": "Orvandel", "b": "Belmaru", "c": "Sondrak Metals"}
PARTIES = "abcdef"
HITS = {"subject_id": pl.String, "list_id": pl.String, "entity_id": pl.String, "state": pl.String}
Edge = dict[str, Any]


def edges(*rows: Edge) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=polars_schema("ownership"))


def holding(owner: str, owned: str, share: float | None, **more: Any) -> Edge:
    return {"owner_id": owner, "owned_id": owned, "share": share, **more}


def hits(**states: str) -> pl.DataFrame:
    """One hit per party, each with an entry of its own."""
    rows = [(party, "watched", f"L-{party}", state) for party, state in states.items()]
    return pl.DataFrame(rows, schema=HITS, orient="row")


def owned(found: pl.DataFrame, held: pl.DataFrame, *lists: WatchList, **rule: Any) -> list[dict[str, Any]]:
    asked = OwnedAsked(ON, OwnershipRule(**rule))
    return owned_parties(found, held, lists, asked, names=NAMES).to_dicts()


def brief(rows: list[dict[str, Any]]) -> list[tuple[str, str, float, float]]:
    return [(row["party_id"], row["state"], row["known_share"], row["possible_share"]) for row in rows]


HELD = edges(holding("a", "b", 0.6), holding("b", "c", 0.5))


def test_a_match_makes_what_it_owns_listed_and_tells_the_path() -> None:
    told = owned(hits(a="confirmed"), HELD)
    assert brief(told) == [("b", "listed", 0.6, 0.6), ("c", "listed", 0.5, 0.5)]
    assert [(step["step"], step["owner_id"], step["owner_name"], step["owner"]) for step in told[1]["path"]] == [
        (1, "b", "Belmaru", None), (2, "a", "Orvandel", "listed"),
    ]  # fmt: skip
    assert told[1]["sentence"] == (
        "50 % of Sondrak Metals counts as owned by listed parties: Belmaru owns 50 % of Sondrak Metals; "
        "Orvandel (listed) owns 60 % of Belmaru."
    )


@pytest.mark.parametrize("state", ["open", "escalated", "awaiting second reviewer"])
def test_a_hit_that_is_not_decided_leaves_what_it_owns_unknown(state: str) -> None:
    told = owned(hits(a=state), HELD)
    assert brief(told) == [("b", "unknown", 0.0, 0.6), ("c", "unknown", 0.0, 0.5)]
    assert told[0]["path"][0]["owner"] == "hit not decided"
    assert told[0]["sentence"] == (
        "0 % to 60 % of Belmaru counts as owned by listed parties: Orvandel (hit not decided) owns 60 % of Belmaru."
    )


def test_a_cleared_hit_counts_for_nothing() -> None:
    assert owned(hits(a="cleared"), HELD) == []


def test_missing_shares_are_an_interval_and_less_than_the_threshold_is_told_too() -> None:
    held = edges(holding("a", "b", None), holding("a", "b", 0.2), holding("a", "c", 0.3))
    assert brief(owned(hits(a="confirmed"), held)) == [("b", "unknown", 0.2, 1.0), ("c", "not listed", 0.3, 0.3)]


def test_the_threshold_is_an_option() -> None:
    held = edges(holding("a", "b", 0.3))
    states = {least: owned(hits(a="confirmed"), held, threshold=least)[0]["state"] for least in (0.25, 0.3, 0.5)}
    assert states == {0.25: "listed", 0.3: "listed", 0.5: "not listed"}


def test_days_and_kinds_decide_whether_a_holding_counts() -> None:
    held = edges(
        holding("a", "b", 0.6, valid_from=date(2030, 3, 1)), holding("a", "c", 0.6, valid_to=date(2030, 2, 28)),
        holding("a", "d", None, kind="directorship"), holding("a", "e", None, kind="control"),
        holding("a", "f", 0.7, kind="control"),
    )  # fmt: skip
    assert [row[0] for row in brief(owned(hits(a="confirmed"), held))] == ["f", "b"]


edge = st.builds(
    holding, st.sampled_from(PARTIES), st.sampled_from(PARTIES), st.sampled_from([0.1, 0.25, 0.3, 0.5, 0.6, 1.0, None])
)
rules = st.fixed_dictionaries({"rule": st.sampled_from(RULES), "threshold": st.sampled_from([0.25, 0.5])})


@given(held=st.lists(edge, max_size=9), listed=st.sets(st.sampled_from(PARTIES)), rule=rules)
@settings(deadline=None, max_examples=30)
def test_with_all_hits_decided_it_is_what_listed_parties_hold(
    held: list[Edge], listed: set[str], rule: dict[str, Any]
) -> None:
    told = brief(owned(hits(**dict.fromkeys(sorted(listed), "confirmed")), edges(*held), **rule))
    others = [each for each in held if each["owner_id"] != each["owned_id"]]
    top = pl.DataFrame({"party_id": sorted(listed)}, schema={"party_id": pl.String})
    expected = held_by_listed(edges(*others), top, OwnershipRule(**rule)).parties
    assert sorted(told) == sorted(expected.select("party_id", "state", "known", "possible").rows())


@given(
    held=st.lists(edge, max_size=8),
    found=st.dictionaries(st.sampled_from(PARTIES), st.just("open"), max_size=4),
    verdicts=st.lists(st.sampled_from(["confirmed", "cleared", "open"]), min_size=4, max_size=4),
    rule=rules,
)
@settings(deadline=None, max_examples=30)
def test_deciding_hits_only_narrows_what_is_told(
    held: list[Edge], found: dict[str, str], verdicts: list[str], rule: dict[str, Any]
) -> None:
    before = {row[0]: row[2:] for row in brief(owned(hits(**found), edges(*held), **rule))}
    later = hits(**dict(zip(found, verdicts, strict=False)))
    for party, _state, known, possible in brief(owned(later, edges(*held), **rule)):
        least, most = before[party]
        assert least <= known <= possible <= most


def entity(entity_id: str, schema: str, *, target: bool = False, **properties: Any) -> str:
    values = {name: value if isinstance(value, list) else [value] for name, value in properties.items()}
    return json.dumps({"id": entity_id, "schema": schema, "target": target, "properties": values})


def listed(folder: Path, *lines: str) -> WatchList:
    """A list of one listed person, a holding company and a mine, with links between them."""
    parties = (
        entity("p1", "Person", target=True, name="Ovalu Teskarin", topics="sanction"),
        entity("h1", "Company", name="Qorvanel Holding"),
        entity("m1", "Company", name="Qorvanel Mine"),
    )
    return read(saved(folder, "ftm.json", "\n".join((*parties, *lines))), "ftm")


def links(*shares: tuple[str, str, str]) -> list[str]:
    return [
        entity(f"o{number}", "Ownership", owner=owner, asset=asset, percentage=share)
        for number, (owner, asset, share) in enumerate(shares)
    ]


def matched(*pairs: tuple[str, str, str]) -> pl.DataFrame:
    return pl.DataFrame([(party, "ftm", entry, state) for party, entry, state in pairs], schema=HITS, orient="row")


def test_relations_of_a_list_lead_from_a_listed_entry_to_the_party(tmp_path: Path) -> None:
    watched = listed(tmp_path, *links(("p1", "h1", "75"), ("h1", "m1", "60")))
    assert states_holdings([watched])
    told = owned(matched(("c", "m1", "confirmed")), edges(), watched)
    assert brief(told) == [("c", "listed", 0.6, 0.6)]
    ends = ("owner_list", "owner_id", "owned_list", "owned_id")
    steps = [tuple(step[end] for end in ends) for step in told[0]["path"]]
    assert steps == [("ftm", "h1", None, "c"), ("ftm", "p1", "ftm", "h1")]
    assert told[0]["sentence"] == (
        "60 % of Sondrak Metals counts as owned by listed parties: Qorvanel Holding owns 60 % of Sondrak Metals; "
        "Ovalu Teskarin (listed) owns 75 % of Qorvanel Holding."
    )
    assert brief(owned(matched(("c", "m1", "open")), edges(), watched)) == [("c", "unknown", 0.0, 0.6)]


def test_an_entry_kept_for_its_relations_is_not_listed_itself(tmp_path: Path) -> None:
    watched = listed(tmp_path, *links(("p1", "h1", "30")))
    held = edges(holding("b", "c", 1.0))
    assert brief(owned(matched(("b", "h1", "confirmed")), held, watched)) == [("b", "not listed", 0.3, 0.3)]


def test_the_companys_holdings_go_on_where_those_of_the_list_end(tmp_path: Path) -> None:
    watched = listed(tmp_path, *links(("p1", "h1", "75")))
    told = owned(matched(("b", "h1", "confirmed")), edges(holding("b", "c", 0.8)), watched)
    assert brief(told) == [("c", "listed", 0.8, 0.8), ("b", "listed", 0.75, 0.75)]


def test_a_holding_told_by_the_company_and_by_lists_counts_once(tmp_path: Path) -> None:
    watched = listed(tmp_path, *links(("p1", "m1", "30"), ("p1", "m1", "25")))
    both = matched(("a", "p1", "confirmed"), ("c", "m1", "confirmed"))
    assert brief(owned(both, edges(), watched)) == [("c", "not listed", 0.3, 0.3)]
    assert brief(owned(both, edges(holding("a", "c", 0.3)), watched)) == [("c", "not listed", 0.3, 0.3)]
    assert brief(owned(both, edges(holding("a", "c", None)), watched)) == [("c", "not listed", 0.3, 0.3)]
    assert brief(owned(both, edges(holding("b", "c", 0.3)), watched)) == [("c", "not listed", 0.3, 0.3)]


def test_an_entry_matched_with_two_parties_counts_for_both(tmp_path: Path) -> None:
    watched = listed(tmp_path, *links(("p1", "h1", "60"), ("h1", "m1", "100")))
    found = matched(("a", "h1", "confirmed"), ("b", "h1", "confirmed"), ("c", "m1", "confirmed"))
    told = owned(found, edges(), watched)
    assert sorted(brief(told)) == [("a", "listed", 0.6, 0.6), ("b", "listed", 0.6, 0.6), ("c", "listed", 1.0, 1.0)]


@pytest.mark.parametrize(("removed", "count"), [("2030-03-01", 0), ("2030-03-02", 1)])
def test_an_entry_that_was_removed_by_that_day_is_not_listed(tmp_path: Path, removed: str, count: int) -> None:
    sanction = entity("s1", "Sanction", entity="p1", startDate="2020-01-01", endDate=removed)
    watched = listed(tmp_path, *links(("p1", "m1", "60")), sanction)
    assert len(owned(matched(("c", "m1", "confirmed")), edges(), watched)) == count
    held = edges(holding("a", "b", 0.6))
    assert len(owned(matched(("a", "p1", "confirmed")), held, watched)) == count


def test_cycles_of_lists_and_books_end(tmp_path: Path) -> None:
    watched = listed(tmp_path, *links(("h1", "m1", "100"), ("m1", "h1", "100")))
    held = edges(holding("b", "c", 1.0), holding("c", "b", 1.0))
    assert owned(matched(("b", "h1", "open"), ("c", "m1", "confirmed")), held, watched) == []


def test_the_order_is_gravest_first_and_does_not_depend_on_rows() -> None:
    held = edges(holding("a", "b", 0.2), holding("a", "c", None), holding("a", "d", 0.7), holding("a", "e", 0.9))
    told = owned(hits(a="confirmed"), held)
    assert [row["party_id"] for row in told] == ["e", "d", "c", "b"]
    assert owned(hits(a="confirmed"), held.reverse()) == told


def test_the_table_has_the_published_columns(tmp_path: Path) -> None:
    watched = listed(tmp_path, *links(("p1", "m1", "60")))
    told = owned_parties(matched(("c", "m1", "open")), HELD, [watched], OwnedAsked(ON), names={})
    assert dict(told.schema) == {name: column.type for name, column in OWNED.items()}
    jsonschema.Draft202012Validator.check_schema(owned_json_schema())
    jsonschema.validate(told.to_dicts(), owned_json_schema())
    nothing = owned_parties(told_nothing(), edges(), [], OwnedAsked(ON), names={})
    assert dict(nothing.schema) == dict(told.schema)


def told_nothing() -> pl.DataFrame:
    return pl.DataFrame(schema=HITS)
