"""Origins and ports against the edition of the list in force on the day."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from examples.books.truth import FINDING, TRAP, UNKNOWN, Truth
from examples.books.world import World
from examples.books.world.atlas import CODES
from examples.books.world.sites import region_numbers

STOPS = ("port", "border post", "dry port")


@dataclass(frozen=True)
class Origins:
    """Per parcel: ``region`` (number, -1 unknown), ``listed`` certainly, and ``unresolved``: it may be listed."""

    region: np.ndarray
    listed: np.ndarray
    unresolved: np.ndarray


def origins(parcels: pl.DataFrame, *, world: World) -> Origins:
    """The declared mine's region against the list on the loading day; scrap has none, and nobody tells which mines
    are behind bought blister."""
    listing, sites = world.listing, world.places.sites
    mine, day = parcels["mine"].to_numpy(), parcels["loaded"].to_numpy()
    region = region_numbers([sites[one.site] for one in world.mines], number=listing.number)
    country = np.array([CODES.index(sites[one.site].country) for one in world.mines])[mine]
    silent = (parcels["story"] == "origin not declared").to_numpy()
    declared = (mine >= 0) & ~silent
    place = np.where(declared, region[mine], -1)
    words = declared & (place < 0)
    whole = words & listing.country_is_listed(country, day=day)
    some = words & listing.country_has_listed(country, day=day) & ~whole
    untold = silent | (parcels["form"] == "blister").to_numpy()
    return Origins(place, listing.listed(place, day=day) | whole, some | untold)


def note_origins(truth: Truth, *, parcels: pl.DataFrame, origin: Origins, world: World) -> None:
    """F17 and F16 (region) for every lot the list touches."""
    listing, day = world.listing, parcels["loaded"].to_numpy()
    code = np.array([*listing.codes, "words only"], dtype=object)[origin.region]
    country = np.array([CODES.index(region[:2]) for region in listing.codes])[origin.region]
    near = (origin.region >= 0) & ~origin.listed & listing.country_has_listed(country, day=day)
    cases = (
        (origin.listed, FINDING, "listed on the loading day"),
        (near, TRAP, "not listed on the loading day, other regions of the country are"),
        (origin.unresolved, UNKNOWN, "the place cannot be resolved"),
    )
    ids = parcels["lot_id"]
    for chosen, trap, words in cases:
        for row in np.flatnonzero(chosen).tolist():
            truth.add("F17_LISTED_ORIGIN", "lot", ids[row], trap=trap, detail=f"{code[row]}: {words}")
    for row in np.flatnonzero(listing.in_one_edition(origin.region)).tolist():
        trap = FINDING if origin.listed[row] else TRAP
        truth.add("F16_LIST_CHANGE_REGION", "lot", ids[row], trap=trap, detail=f"{code[row]} is in one edition only")


def note_transit(truth: Truth, *, legs: pl.DataFrame, lot_ids: pl.Series, origin: Origins, world: World) -> None:
    """F18 from the log of each voyage (``row``: the lot): was the place listed on the day the cargo was put ashore?"""
    sites, listing = world.places.sites, world.listing
    target, row, day = legs["to"].to_numpy(), legs["row"].to_numpy(), legs["arrived"].to_numpy()
    region = region_numbers(sites, number=listing.number)[target]
    country = np.array([CODES.index(site.country) for site in sites])[target]
    stop = np.array([site.kind in STOPS for site in sites])[target]
    ashore = stop & (legs["kind"] == "leg").to_numpy()
    listed = listing.listed(region, day=day)
    found = set(row[ashore & listed & (region != origin.region[row])].tolist())
    truth.add_all("F18_TRANSIT_LISTED", "lot", _ids(lot_ids, found), detail="put ashore in a listed region")
    called = stop & ~ashore & listed
    passed = ashore & ~listed & listing.country_has_listed(country, day=day)
    for chosen, words in (
        (called, "called, not discharged"),
        (passed, "unlisted region of a country with listed ones"),
    ):
        near = set(row[chosen].tolist()) - found
        truth.add_all("F18_TRANSIT_LISTED", "lot", _ids(lot_ids, near), trap=TRAP, detail=words)


def _ids(lot_ids: pl.Series, rows: set[int]) -> list[str]:
    return lot_ids.gather(sorted(rows)).to_list()
