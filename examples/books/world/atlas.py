"""Invented countries on an invented continent in empty ocean, and two editions of an invented list of regions.

Country codes are those ISO 3166-1 leaves to users (QM..QZ, XA..XZ, ZZ), so a listing says nothing about a real place.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from examples.books.plan import day_number
from examples.books.world.names import Names

CODES = ("QM", "QN", "QP", "QR", "QS", "QT", "QV", "QX", "XA", "XB", "XC", "XD", "XF", "XG", "XH", "XM", "XQ", "ZZ")
SUBDIVISIONS = 4
LISTINGS = {
    "fiction-1": {"XA-01": (1, 1), "XA-02": (1, 0), "XB": (1, 1), "XC-01": (1, 1), "XF-02": (0, 1), "XG-03": (1, 0)},
    "fiction-2": {"XA-01": (1, 1), "XA-03": (0, 1), "XB": (1, 1), "XC-01": (1, 1), "XD-02": (1, 1), "XG-03": (1, 1)},
}
"""Edition -> region or whole country -> (conflict-affected, high-risk)."""
PERIODS = {
    "fiction-1": (date(2021, 3, 8), date(2021, 4, 1), date(2023, 6, 30)),
    "fiction-2": (date(2023, 6, 1), date(2023, 7, 1), None),
}
"""Edition -> published, first day, last day."""
CHANGE_DAY = day_number(date(2023, 7, 1))


@dataclass(frozen=True)
class Country:
    """An invented country; its subdivisions are ``<code>-01`` to ``<code>-04``."""

    code: str
    name: str
    latitude: float
    longitude: float
    utc_offset_min: int


def countries(names: Names) -> dict[str, Country]:
    """All countries on a grid between 48 and 15 degrees south, 80 and 110 degrees east: water in the real world."""
    made = {}
    for place, code in enumerate(CODES):
        row, column = divmod(place, 6)
        longitude = 82.0 + 5 * column
        made[code] = Country(code, names.word(), -18.0 - 10 * row, longitude, round(longitude / 15) * 60)
    return made


def regions() -> tuple[str, ...]:
    """All subdivision codes in a fixed order."""
    return tuple(f"{code}-{number:02d}" for code in CODES for number in range(1, SUBDIVISIONS + 1))


class Listing:
    """Which region is listed in which edition, for arrays of region numbers (positions in :func:`regions`)."""

    def __init__(self) -> None:
        self.codes = regions()
        self.number = {code: position for position, code in enumerate(self.codes)}
        self._listed = np.array([[self._covers(listing, code) for code in self.codes] for listing in LISTINGS.values()])
        self._country = np.array([CODES.index(code[:2]) for code in self.codes])
        self._some = np.array([[self._any(listing, code) for code in CODES] for listing in LISTINGS.values()])
        self._whole = np.array([[code in listing for code in CODES] for listing in LISTINGS.values()])

    @staticmethod
    def _covers(listing: dict[str, tuple[int, int]], code: str) -> bool:
        return code in listing or code[:2] in listing

    @staticmethod
    def _any(listing: dict[str, tuple[int, int]], country: str) -> bool:
        return any(code[:2] == country for code in listing)

    def listed(self, region: np.ndarray, *, day: np.ndarray) -> np.ndarray:
        """Whether each region is listed in the edition in force on its day; region -1 is not."""
        return np.where(region >= 0, self._listed[self.edition(day), region], False)

    def in_one_edition(self, region: np.ndarray) -> np.ndarray:
        """Whether each region is in exactly one of the two editions."""
        return np.where(region >= 0, self._listed[0, region] != self._listed[1, region], False)

    def country_has_listed(self, country: np.ndarray, *, day: np.ndarray) -> np.ndarray:
        """Whether the country (position in :data:`CODES`) has any listed region on the day."""
        found: np.ndarray = self._some[self.edition(day), country]
        return found

    def country_is_listed(self, country: np.ndarray, *, day: np.ndarray) -> np.ndarray:
        """Whether the country is listed as a whole on the day."""
        found: np.ndarray = self._whole[self.edition(day), country]
        return found

    @staticmethod
    def edition(day: np.ndarray) -> np.ndarray:
        """0 or 1: the edition in force on the day (days since 1970)."""
        return (day >= CHANGE_DAY).astype(np.int64)


def region_list() -> pl.DataFrame:
    """The two editions as a table."""
    rows = [
        (edition, code, bool(conflict), bool(risk), *PERIODS[edition])
        for edition, listing in LISTINGS.items()
        for code, (conflict, risk) in listing.items()
    ]
    columns = ("edition", "code", "conflict_affected", "high_risk", "published_on", "valid_from", "valid_to")
    return pl.DataFrame(rows, schema=columns, orient="row")
