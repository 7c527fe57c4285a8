"""The places of trade: the group's plants, ports, borders, and mines with their route to the group."""

from dataclasses import dataclass, field, replace

import numpy as np
import polars as pl
from examples.books.plan import Plan
from examples.books.world.atlas import Country
from examples.books.world.names import Names

ZINC, COPPER, REFINERY, CONCENTRATOR = range(4)
PLANTS = (
    ("ZLS", "QM-01", "smelter", "Zinc-Lead Works"),
    ("CSR", "QM-02", "smelter", "Copper Smelter"),
    ("RFN", "QM-02", "refinery", "Copper Refinery"),
    ("CNC", "QP-01", "concentrator", "Concentrator"),
)
"""Site id, region, kind and last words of the name of the group's plants, in the order of their numbers."""
MINE_SLOTS = (
    "zn QR-01", "zn XA-01", "cu QS-02", "pb QT-01", "ore QP-02", "zn QV-03", "cu XA-02", "zn XC-02", "pb XF-02",
    "cu XH-01", "ore QP-03", "zn QM-03", "pb XQ-01", "bk QX-02", "cu XD-02", "zn XG-02", "pb XB-02", "cu ZZ-01",
    "ore QP-04", "zn XC-?", "pb XA-03", "bk XM-01", "cu QT-03", "zn XH-03", "cu XB-?", "pb QS-04", "zn XA-04",
    "cu QR-02", "ore QN-01", "zn XD-01", "cu XQ-03", "pb XF-01",
)  # fmt: skip
"""What a mine digs and where; ``?``: the books hold only the name of a former district."""
LANDLOCKED = {"XH": ("XG", 1, True), "XM": ("QR", 0, True), "XB": ("XQ", 0, False)}
"""Country without coast -> country and number of the port it uses, and whether it loads at a dry port."""
PORT_REGIONS = {"QM": (1,), "QP": (1,), "XG": (3, 1), "XA": (4, 1), "XC": (3,), "XF": (1,), "QT": (2, 4)}
"""Country -> subdivisions of its ports; other coasts have one port in their first subdivision."""


@dataclass
class Site:
    """A row of the table of sites; ``region`` is null where only words are known."""

    site_id: str
    name: str
    kind: str
    country: str
    region: str | None
    latitude: float
    longitude: float
    utc_offset_min: int
    locode: str | None = None
    party_id: str | None = None
    place_text: str | None = None
    parent_site_id: str | None = None
    min_round_trip_h: int | None = None


@dataclass
class Mine:
    """A mine: its site, what it digs, and how its concentrate leaves."""

    site: int
    material: str
    plant: int
    rail: bool
    route: tuple[int, ...]
    operator: int = -1
    sellers: list[int] = field(default_factory=list)


@dataclass
class Places:
    """All sites by number, and the groups the simulation draws from; ``pits``: mine -> site of its renamed pit."""

    sites: list[Site] = field(default_factory=list)
    plants: list[int] = field(default_factory=list)
    ports: dict[str, list[int]] = field(default_factory=dict)
    mines: list[Mine] = field(default_factory=list)
    pits: dict[int, int] = field(default_factory=dict)

    def add(self, site: Site) -> int:
        """The number of the new site."""
        self.sites.append(site)
        return len(self.sites) - 1


class Surveyor:
    """Lays out the places of one plan."""

    def __init__(self, plan: Plan, *, atlas: dict[str, Country], names: Names) -> None:
        self._plan, self._atlas, self._names = plan, atlas, names
        self._chance = plan.stream("places")
        self._crossings: dict[str, tuple[int, ...]] = {}
        self.places = Places()

    def survey(self) -> Places:
        """Plants, ports, the dry port and border post of each landlocked country, then mines."""
        for site_id, region, kind, words in PLANTS:
            name = f"{self._names.word()} {words}"
            self.places.plants.append(self._site(site_id, name=name, kind=kind, region=region))
        for plant in self.places.plants:
            self.places.sites[plant].min_round_trip_h = int(self._chance.integers(2, 5))
        for country in self._atlas:
            if country not in LANDLOCKED:
                self._ports(country)
        for country in LANDLOCKED:
            self._crossing(country)
        for number in range(max(len(MINE_SLOTS), self._plan.rooted(len(MINE_SLOTS)))):
            self._mine(number)
        for number in range(1, len(self.places.mines), 11):
            self._pit(number)
        return self.places

    def _site(self, site_id: str, *, name: str, kind: str, region: str, words: str | None = None) -> int:
        country = self._atlas[region[:2]]
        north, east = self._chance.uniform(-3.5, 3.5, 2) * (1.0, 0.6)
        site = Site(
            site_id, name, kind, country.code, None if words else region, round(country.latitude + north, 4),
            round(country.longitude + east, 4), country.utc_offset_min, place_text=words,
        )  # fmt: skip
        return self.places.add(site)

    def _ports(self, country: str) -> None:
        for subdivision in PORT_REGIONS.get(country, (1,)):
            name = self._names.word(long=False)
            locode = f"{country}{name[:2].upper()}{subdivision}"
            port = self._site(f"PT.{locode}", name=f"Port {name}", kind="port", region=f"{country}-{subdivision:02d}")
            self.places.sites[port].locode = locode
            self.places.ports.setdefault(country, []).append(port)

    def _crossing(self, country: str) -> None:
        coast, _, dry_port = LANDLOCKED[country]
        stops = []
        if dry_port:
            name = f"{self._names.word(long=False)} Dry Port"
            stops.append(self._site(f"DP.{country}1", name=name, kind="dry port", region=f"{country}-02"))
        # The border post lies on the coastal country's side.
        name = f"{self._names.word(long=False)} Crossing"
        stops.append(self._site(f"BP.{country}{coast}", name=name, kind="border post", region=f"{coast}-02"))
        self._crossings[country] = tuple(stops)

    def _mine(self, number: int) -> None:
        material, place = MINE_SLOTS[number % len(MINE_SLOTS)].split()
        words = f"{self._names.word()} district (former)" if place.endswith("?") else None
        region = place.replace("?", "01")
        name = self._names.word()
        site = self._site(f"{700 + number}", name=f"{name} Mine", kind="mine", region=region, words=words)
        plant = {"cu": COPPER, "ore": CONCENTRATOR}.get(material, ZINC)
        rail = bool(self._chance.random() < 0.4)
        self.places.mines.append(Mine(site, material, plant, rail, self.way_out(region[:2], plant=plant)))

    def _pit(self, number: int) -> None:
        """A part of the mine that got a name of its own."""
        mine = self.places.sites[self.places.mines[number].site]
        name = mine.name.replace(" Mine", " North Pit")
        pit = replace(mine, site_id=f"{mine.site_id}-N", name=name, parent_site_id=mine.site_id)
        self.places.pits[number] = self.places.add(pit)

    def way_out(self, country: str, *, plant: int) -> tuple[int, ...]:
        """The stops between a mine in ``country`` and the plant's gate: none where both lie in one country."""
        home = PLANTS[plant][1][:2]
        if country == home:
            return ()
        stops: tuple[int, ...] = ()
        number = 0
        if country in LANDLOCKED:
            stops = self._crossings[country]
            country, number, _ = LANDLOCKED[country]
        return (*stops, self.places.ports[country][number], self.places.ports[home][0])


def site_table(sites: list[Site]) -> pl.DataFrame:
    """The table ``site``."""
    renamed = {"region": "subdivision"}
    columns = list(Site.__dataclass_fields__)
    rows = [[getattr(site, column) for column in columns] for site in sites]
    frame = pl.DataFrame(rows, schema=columns, orient="row", infer_schema_length=None)
    return frame.rename(renamed)


def region_numbers(sites: list[Site], *, number: dict[str, int]) -> np.ndarray:
    """Per site the number of its region, -1 where only words are known."""
    return np.array([number[site.region] if site.region else -1 for site in sites])
