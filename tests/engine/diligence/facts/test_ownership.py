"""Listed owners, directly and in steps, against a plain fixed point counted in thousandths."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.diligence.books import Row, Tables, dossier, said

HALF = 0.5
FIT = 0.88

Stake = tuple[str, str, int]
"""Owner, owned, thousandths."""


def called(name: str) -> str:
    """A telling name that is not like that of another number."""
    return f"{3 * name}orvex"


def lists(*names: str, **more: object) -> list[Row]:
    """Entries with the names of the parties listed."""
    return [{"entry_id": f"entry {name}", "name": called(name), **more} for name in names]


def party(name: str, **more: object) -> Row:
    """A party with a name of its own."""
    return {"party_id": name, "name": called(name), "kind": "company", **more}


def delivered(supplier: str, *, loaded: str = "2024-03-01", arrived: str = "2024-03-20T08:00", number: int = 1) -> Row:
    """One parcel of a supplier."""
    return {"lot_id": f"{supplier} {number}", "supplier_id": supplier, "loaded_on": loaded, "created_at": arrived}


def books(stakes: list[Stake], listed: list[str], **more: list[Row]) -> Tables:
    """Parties of the stakes, each called as its number, with a delivery that dates the books."""
    names = sorted({name for owner, owned, _ in stakes for name in (owner, owned)} | set(listed) | {"seller"})
    held = [
        {"owner_id": a, "owned_id": b, "share": part / 1000, "valid_from": f"2000-01-{n + 1:02}"}
        for n, (a, b, part) in enumerate(stakes)
    ]
    tables: Tables = {"party": [party(name) for name in names], "ownership": held, "list_entry": lists(*listed)}
    return {**tables, "lot": [delivered("seller")], **more}


def held(tables: Tables, *, threshold: float = HALF) -> set[str]:
    """Parties that listed ones hold."""
    return {
        name
        for name, state in said(
            dossier(tables), "party", "held_by_listed", threshold=threshold, least_score=FIT
        ).items()
        if state
    }


def brute_force(stakes: list[Stake], listed: set[str], *, thousandths: int) -> set[str]:
    """Add the stakes of listed and held owners, again and again, until nobody new is held."""
    holders, found = set(listed), set[str]()
    while True:
        owned = {name for _, name, _ in stakes}
        sums = {name: sum(part for owner, of, part in stakes if of == name and owner in holders) for name in owned}
        found = {name for name, total in sums.items() if total >= thousandths}
        if found <= holders:
            return found
        holders |= found


NAMES = "abcdef"
stakes_of_all = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.sampled_from(NAMES),
        st.sampled_from([1, 100, 166, 249, 250, 333, 334, 499, 500, 501]),
    ),
    max_size=12,
    unique_by=lambda stake: stake[:2],
)


@settings(max_examples=80, deadline=None)
@given(stakes_of_all, st.sets(st.sampled_from(NAMES), min_size=1, max_size=2), st.sampled_from([250, 499, 500]))
def test_held_parties_are_the_fixed_point_on_any_graph_with_cycles(
    stakes: list[Stake], listed: set[str], thousandths: int
) -> None:
    tables = books(stakes, sorted(listed))
    assert held(tables, threshold=thousandths / 1000) == brute_force(stakes, listed, thousandths=thousandths)


@pytest.mark.parametrize(("thousandths", "found"), [(499, set()), (500, {"seller"})])
def test_half_is_held_and_less_is_not(thousandths: int, found: set[str]) -> None:
    assert held(books([("boss", "seller", thousandths)], ["boss"])) == found


def test_parts_of_several_listed_owners_add_up() -> None:
    stakes = [("boss", "seller", 333), ("chief", "seller", 167), ("public", "seller", 500)]
    assert held(books(stakes, ["boss", "chief"])) == {"seller"}
    assert held(books(stakes, ["boss"])) == set()


def test_parts_are_not_multiplied_along_the_way() -> None:
    stakes = [("boss", "first", 500), ("first", "second", 500), ("second", "seller", 500)]
    assert held(books(stakes, ["boss"])) == {"first", "second", "seller"}


def test_a_minority_on_the_way_breaks_it() -> None:
    assert held(books([("boss", "first", 499), ("first", "seller", 1000)], ["boss"])) == set()


def test_companies_that_own_each_other_are_held_only_from_outside() -> None:
    ring = [("seller", "twin", 600), ("twin", "seller", 600)]
    assert held(books(ring, ["boss"])) == set()
    assert held(books([*ring, ("boss", "twin", 500)], ["boss"])) == {"seller", "twin"}


def stake(owner: str, owned: str, share: float | None, *, since: str = "2000-01-01", until: str | None = None) -> Row:
    """A dated holding."""
    return {"owner_id": owner, "owned_id": owned, "share": share, "valid_from": since, "valid_to": until}


def dated(*holdings: Row, listed: list[Row] | None = None, lots: list[Row] | None = None) -> Tables:
    """A seller, a boss and their holdings."""
    people = [party("seller"), party("boss", kind="person"), party("middle")]
    entries = lists("boss", kind="person") if listed is None else listed
    return {"party": people, "ownership": list(holdings), "list_entry": entries, "lot": lots or [delivered("seller")]}


@pytest.mark.parametrize(("until", "found"), [("2024-02-29", set()), ("2024-03-01", {"seller"}), (None, {"seller"})])
def test_a_stake_sold_before_the_books_begin_does_not_count(until: str | None, found: set[str]) -> None:
    assert held(dated(stake("boss", "seller", 0.6, until=until))) == found


@pytest.mark.parametrize(("since", "found"), [("2024-03-20", {"seller"}), ("2024-03-21", set())])
def test_a_stake_bought_after_the_books_end_does_not_count(since: str, found: set[str]) -> None:
    assert held(dated(stake("boss", "seller", 0.6, since=since))) == found


def test_an_owner_delisted_before_the_books_begin_does_not_count() -> None:
    assert (
        held(dated(stake("boss", "seller", 0.6), listed=lists("boss", kind="person", delisted_on="2024-02-29")))
        == set()
    )


def test_stakes_held_one_after_the_other_are_not_added() -> None:
    lots = [delivered("seller"), delivered("seller", loaded="2024-08-01", arrived="2024-08-20T08:00", number=2)]
    earlier, later = stake("boss", "seller", 0.3, until="2024-05-31"), stake("boss", "seller", 0.4, since="2024-06-01")
    assert held(dated(earlier, later, lots=lots)) == set()


def test_a_stake_of_unknown_size_leaves_it_open() -> None:
    books = dossier(dated(stake("boss", "seller", None)))
    assert said(books, "party", "held_by_listed", threshold=HALF, least_score=FIT)["seller"] is None
    assert said(books, "party", "listed_direct_share", least_score=FIT)["seller"] == 0.0
    assert said(books, "party", "listed_direct_share:possible", least_score=FIT)["seller"] == 1.0


def test_a_known_majority_outweighs_a_stake_of_unknown_size() -> None:
    tables = dated(stake("boss", "seller", 0.5), stake("boss", "seller", None, since="2001-01-01"))
    assert held(tables) == {"seller"}


def test_a_stake_of_unknown_size_beside_the_way_to_the_seller_changes_nothing() -> None:
    assert held(dated(stake("boss", "middle", None), stake("middle", "seller", 0.4))) == set()
    assert (
        said(
            dossier(dated(stake("boss", "middle", None), stake("middle", "seller", 0.4))),
            "party",
            "held_by_listed",
            threshold=HALF,
            least_score=FIT,
        )["seller"]
        is False
    )


@pytest.mark.parametrize("table", ["list_entry", "ownership"])
@pytest.mark.parametrize(
    ("fact", "arguments"),
    [("held_by_listed", {"threshold": HALF, "least_score": FIT}), ("listed_direct_share", {"least_score": FIT})],
)
def test_without_lists_or_holdings_nothing_is_known(table: str, fact: str, arguments: dict[str, Any]) -> None:
    tables = dated(stake("boss", "seller", 0.6)) | {table: []}
    assert set(said(dossier(tables), "party", fact, **arguments).values()) == {None}


def direct_share(*holdings: Row, **more: Any) -> float | None:
    """The largest stake of one listed person in the seller."""
    found: float | None = said(dossier(dated(*holdings, **more)), "party", "listed_direct_share", least_score=FIT)[
        "seller"
    ]
    return found


def test_the_direct_share_is_the_largest_of_one_person() -> None:
    assert direct_share(stake("boss", "seller", 0.6)) == 0.6


def test_a_share_held_through_a_company_is_not_direct() -> None:
    assert direct_share(stake("boss", "middle", 0.6), stake("middle", "seller", 1.0)) == 0.0


def test_a_share_of_somebody_else_is_none() -> None:
    assert direct_share(stake("middle", "seller", 1.0)) == 0.0


def listing(*entries: Row, lots: list[Row] | None = None, seller: Row | None = None) -> Tables:
    """A seller that may be listed itself."""
    return {"party": [seller or party("seller")], "list_entry": list(entries), "lot": lots or [delivered("seller")]}


def entry(**more: object) -> Row:
    """The seller's name on a list."""
    return {"entry_id": "entry", "name": called("seller"), **more}


def named(tables: Tables, *, min_agreement: float = 1) -> bool | None:
    """Is the seller named on a list since before its first delivery?"""
    found: bool | None = said(dossier(tables), "party", "name_listed", min_agreement=min_agreement, least_score=FIT)[
        "seller"
    ]
    return found


def test_a_name_on_the_list_is_found_and_the_entry_is_told() -> None:
    tables = listing(entry())
    assert named(tables) is True
    assert said(dossier(tables), "party", "list_entry", min_agreement=1, least_score=FIT) == {"seller": "entry"}


def test_another_name_is_not_listed() -> None:
    assert named(listing(entry(name="somebody else"))) is False


def test_without_a_list_nobody_is_known_to_be_unlisted() -> None:
    assert named(listing()) is None


@pytest.mark.parametrize(
    ("agreeing", "least", "found"), [(0, 0, True), (0, 1, False), (1, 1, True), (1, 2, False), (2, 2, True)]
)
def test_across_borders_a_name_needs_agreeing_attributes(agreeing: int, least: int, found: bool) -> None:
    same = {"registration_no": "HRB 77-A", "address": "1 Example Road"}
    kept = dict(list(same.items())[1 : 1 + agreeing]) if agreeing == 1 else dict(list(same.items())[:agreeing])
    tables = listing(entry(country="QY", **kept), seller=party("seller", country="QX", **same))
    assert named(tables, min_agreement=least) is found


def test_a_listing_after_the_first_delivery_is_judged_by_later_deliveries() -> None:
    lots = [delivered("seller", arrived=f"2024-0{month}-10T08:00", number=month) for month in (3, 4, 5)]
    tables = listing(entry(listed_on="2024-04-10"), lots=lots)
    assert named(tables) is False
    assert said(dossier(tables), "party", "deliveries_after_listing", least_score=FIT) == {"seller": 2}


def test_deliveries_after_delisting_do_not_count() -> None:
    lots = [delivered("seller", arrived=f"2024-0{month}-10T08:00", number=month) for month in (3, 4, 5)]
    tables = listing(entry(listed_on="2024-04-01", delisted_on="2024-05-10"), lots=lots)
    assert said(dossier(tables), "party", "deliveries_after_listing", least_score=FIT) == {"seller": 1}


def test_a_supplier_delisted_before_its_first_delivery_is_clear() -> None:
    tables = listing(entry(listed_on="2020-01-01", delisted_on="2024-03-10"))
    assert named(tables) is False
    assert said(dossier(tables), "party", "deliveries_after_listing", least_score=FIT) == {"seller": 0}
