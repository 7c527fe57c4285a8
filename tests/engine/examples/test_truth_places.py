"""Origins and ports against the list, row by row in plain Python."""

from datetime import date

from tests.engine.examples.told import Row, Told

STOPS = ("port", "border post", "dry port")


def listed_codes(told: Told, day: date) -> set[str]:
    """Codes of the edition in force on a day."""
    return {
        row["code"]
        for row in told.rows("region_determination")
        if row["valid_from"] <= day and (row["valid_to"] is None or day <= row["valid_to"])
    }


def is_listed(told: Told, site: Row, day: date) -> bool | None:
    """Whether a site is listed on a day; nobody knows where only words are left and some of the country is listed."""
    codes = listed_codes(told, day)
    if site["country"] in codes:
        return True
    if site["subdivision"]:
        return site["subdivision"] in codes
    return None if any(code[:2] == site["country"] for code in codes) else False


def origin_states(told: Told) -> dict[str, bool | None]:
    """Per mined or bought lot whether its declared origin is listed on the loading day."""
    states: dict[str, bool | None] = {}
    for lot in told.mined:
        mine = told.declared_mine(lot)
        states[lot["lot_id"]] = is_listed(told, mine, lot["loaded_on"]) if mine else None
    return states


def test_f17_is_what_the_list_says_on_the_loading_day(told: Told) -> None:
    states = origin_states(told)
    assert told.noted("F17_LISTED_ORIGIN") == {lot for lot, state in states.items() if state}
    blister = {row["lot_id"] for row in told.rows("lot") if row["form"] == "blister"}
    assert told.noted("F17_LISTED_ORIGIN", trap=2) == {lot for lot, state in states.items() if state is None} | blister


def test_near_misses_of_f17_lie_beside_a_listed_region(told: Told) -> None:
    for lot_id in told.noted("F17_LISTED_ORIGIN", trap=1):
        lot = told.lots[lot_id]
        mine = told.declared_mine(lot)
        assert mine is not None
        codes = listed_codes(told, lot["loaded_on"])
        assert mine["subdivision"] not in codes
        assert any(code[:2] == mine["country"] for code in codes)


def test_f16_is_a_region_of_one_edition_loaded_while_that_edition_is_in_force(told: Told) -> None:
    editions = {row["edition"] for row in told.rows("region_determination")}
    codes = {
        edition: {row["code"] for row in told.rows("region_determination") if row["edition"] == edition}
        for edition in editions
    }
    changed, listed = set(), set()
    for lot in told.mined:
        mine = told.declared_mine(lot)
        if mine and mine["subdivision"]:
            inside = [bool({mine["subdivision"], mine["country"]} & found) for found in codes.values()]
            if sum(inside) == 1:
                changed.add(lot["lot_id"])
                listed |= {lot["lot_id"]} if is_listed(told, mine, lot["loaded_on"]) else set()
    assert told.noted("F16_LIST_CHANGE_REGION") == listed
    assert told.noted("F16_LIST_CHANGE_REGION", trap=1) == changed - listed


def test_f18_is_cargo_put_ashore_in_a_listed_region_other_than_the_origin(told: Told) -> None:
    found = set()
    for leg in told.rows("leg"):
        stop, mine = told.sites[leg["to_site_id"]], told.declared_mine(told.lots[leg["lot_id"]])
        home = mine["subdivision"] if mine else None
        if leg["kind"] == "leg" and stop["kind"] in STOPS and stop["subdivision"] != home:
            found |= {leg["lot_id"]} if is_listed(told, stop, leg["arrived_on"]) else set()
    assert told.noted("F18_TRANSIT_LISTED") == found


def test_only_invented_countries_occur() -> None:
    from examples.books.world.atlas import CODES

    users = (
        {f"Q{letter}" for letter in "MNOPQRSTUVWXYZ"}
        | {f"X{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
        | {"ZZ"}
    )
    assert set(CODES) <= users - {"XK"}
