"""Owners and the watch list recomputed row by row."""

from datetime import date

from tests.engine.examples.told import Row, Told

PERIOD = date(2022, 1, 1)


def on_the_list(told: Told, party: Row) -> bool:
    """A party with a listed name whose birthday, country or number do not speak against it, still listed."""
    for entry in told.rows("list_entry"):
        if entry["name"] == party["name"] and (entry["delisted_on"] is None or entry["delisted_on"] >= PERIOD):
            same = [entry[column] == party[column] for column in ("country", "birth_date") if entry[column]]
            if all(same) or (entry["registration_no"] and entry["registration_no"] == party["registration_no"]):
                return True
    return False


def held(told: Told) -> tuple[dict[str, float], set[str]]:
    """Per party the share that listed persons own directly, and the parties held 50 % or more in steps."""
    listed = {row["party_id"] for row in told.rows("party") if row["kind"] == "person" and on_the_list(told, row)}
    holdings = [row for row in told.rows("ownership") if row["valid_to"] is None or row["valid_to"] >= PERIOD]
    direct = {row["owned_id"]: 0.0 for row in holdings}
    for row in holdings:
        direct[row["owned_id"]] += row["share"] if row["owner_id"] in listed else 0.0
    blocked = set(listed)
    while True:
        sums: dict[str, float] = {}
        for row in holdings:
            if row["owner_id"] in blocked:
                sums[row["owned_id"]] = sums.get(row["owned_id"], 0.0) + row["share"]
        more = {owned for owned, share in sums.items() if share >= 0.5} - blocked
        if not more:
            return direct, blocked
        blocked |= more


def test_f9_is_a_listed_person_with_half_or_more(told: Told) -> None:
    direct, _ = held(told)
    suppliers = {row["party_id"] for row in told.rows("party") if row["is_supplier"]}
    assert told.noted("F9_LISTED_OWNER") == {party for party in suppliers if direct.get(party, 0) >= 0.5}


def test_f15_is_held_by_listed_persons_in_steps_of_half(told: Told) -> None:
    direct, blocked = held(told)
    suppliers = {row["party_id"] for row in told.rows("party") if row["is_supplier"]}
    found = {party for party in suppliers & blocked if direct.get(party, 0) < 0.5}
    assert told.noted("F15_OWNED_50_STEPS") == found


def test_f16_party_delivered_after_it_was_listed_and_near_misses_did_not(told: Told) -> None:
    delivered = {
        party: max(lot["created_at"].date() for lot in rows)
        for party, rows in told.by("lot", "supplier_id").items()
        if party
    }
    found = {
        party["party_id"]
        for party in told.rows("party")
        for entry in told.rows("list_entry")
        if entry["registration_no"] and entry["registration_no"] == party["registration_no"]
        if entry["name"] == party["name"] and entry["listed_on"] >= PERIOD
        if delivered[party["party_id"]] >= entry["listed_on"]
    }
    assert told.noted("F16_LIST_CHANGE_PARTY") == found


def test_files_with_holes_are_told(told: Told) -> None:
    suppliers = [row for row in told.rows("party") if row["is_supplier"]]
    owned = {row["owned_id"] for row in told.rows("ownership")}
    assert told.noted("KYC_INCOMPLETE") == {row["party_id"] for row in suppliers if not row["kyc_complete"]}
    assert told.noted("OWNERSHIP_UNKNOWN") == {row["party_id"] for row in suppliers} - owned


def test_shares_of_a_party_never_exceed_the_whole(told: Told) -> None:
    for rows in told.by("ownership", "owned_id").values():
        assert sum(row["share"] for row in rows) <= 1 + 1e-9


def test_every_name_under_f8_is_a_variant_and_no_other_supplier_is_listed_by_name(told: Told) -> None:
    names = {entry["name"] for entry in told.rows("list_entry")}
    allowed = (
        told.noted("F8_WATCHLIST_NAME", trap=1)
        | told.noted("F16_LIST_CHANGE_PARTY")
        | told.noted("F16_LIST_CHANGE_PARTY", trap=1)
    )
    for party in told.rows("party"):
        if party["is_supplier"] and party["name"] in names:
            assert party["party_id"] in allowed
