"""The people and companies of the trade: suppliers with their files, carriers, laboratories, banks, customers."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import polars as pl
from examples.books.plan import EPOCH, FIRST_DAY, Plan
from examples.books.world.atlas import CODES
from examples.books.world.names import Names
from examples.books.world.sites import Places

NUMBERING = {"carrier": "FWD-{:04d}", "laboratory": "LAB-{:03d}", "customer": "C-{:05d}", "holding": "H{:06d}",
             "person": "N{:06d}", "financier": "BANK/{:03d}", "company": "GRP-{:02d}"}  # fmt: skip
CLEAN = tuple(code for code in CODES if code not in ("XA", "XB", "XC", "XD", "XF", "XG"))
"""Countries without a listed region: where traders and recyclers are registered."""

ACCOUNT_ABROAD = "XM"
"""Where some traders have an account that the group approved in writing."""


@dataclass
class Party:
    """A row of the table of parties."""

    party_id: str
    name: str
    kind: str
    country: str
    is_supplier: bool = False
    registration_no: str | None = None
    incorporated_on: date | None = None
    onboarded_on: date | None = None
    kyc_complete: bool | None = None
    kyc_reviewed_on: date | None = None
    address: str | None = None
    ubo_declared: str | None = None
    birth_date: date | None = None
    nationality: str | None = None


@dataclass
class Cast:
    """All parties by number, and the groups the simulation draws from; ``trade`` is what a supplier sells."""

    parties: list[Party] = field(default_factory=list)
    groups: dict[str, list[int]] = field(default_factory=dict)
    bank_country: dict[int, str] = field(default_factory=dict)

    def add(self, party: Party, *, group: str) -> int:
        """The number of the new party."""
        self.parties.append(party)
        self.groups.setdefault(group, []).append(len(self.parties) - 1)
        return len(self.parties) - 1

    def group(self, name: str) -> list[int]:
        """The numbers of one group, in order of arrival."""
        return self.groups.get(name, [])


class Casting:
    """Fills the cast of one plan."""

    def __init__(self, plan: Plan, *, names: Names) -> None:
        self._plan, self._names = plan, names
        self._chance = plan.stream("actors")
        self.cast = Cast()

    def everyone(self, places: Places) -> Cast:
        """The group, mine operators (with their mine's sellers), traders, recyclers and the service companies."""
        self._other("company", country="QM")
        for place in range(max(5, self._plan.rooted(14))):
            trader = self.supplier("trader", group="trader", country=self._any_clean())
            if place % 5 == 3:
                self.cast.bank_country[trader] = ACCOUNT_ABROAD
        self._operators(places)
        for _ in range(max(20, self._plan.rooted(64))):
            self.supplier("recycler", group="recycler", country=self._any_clean())
        for _ in range(self._plan.rooted(3)):
            self.supplier("smelter", group="blister maker", country=self._any_clean())
        for _ in range(2 * max(4, self._plan.rooted(4))):
            self._broker()
        for kind, count in (("carrier", 9), ("laboratory", 4), ("financier", 3), ("customer", 22)):
            for _ in range(max(3, self._plan.rooted(count))):
                self._other(kind, country=self._any_clean())
        return self.cast

    def supplier(self, kind: str, *, group: str, country: str) -> int:
        """A new supplier with a complete and current file, owned by nobody yet."""
        chance, names = self._chance, self._names
        number = len(self.cast.parties)
        onboarded = FIRST_DAY - timedelta(days=int(chance.integers(200, 2600)))
        party = Party(
            f"{20000000 + 37 * number + int(chance.integers(37))}", names.company(kind), kind, country, True,
            names.registration(country), onboarded - timedelta(days=int(chance.integers(300, 9000))), onboarded, True,
            FIRST_DAY + timedelta(days=int(chance.integers(560, 1000))), names.address(),
        )  # fmt: skip
        added = self.cast.add(party, group=group)
        self.cast.bank_country[added] = country
        return added

    def person(self, country: str) -> int:
        """A new natural person."""
        chance = self._chance
        born = date(1942, 1, 1) + timedelta(days=int(chance.integers(0, 18000)))
        number = len(self.cast.group("person"))
        party = Party(
            NUMBERING["person"].format(number),
            self._names.person(),
            "person",
            country,
            birth_date=born,
            nationality=country,
        )
        return self.cast.add(party, group="person")

    def holding(self, country: str) -> int:
        """A new company that only owns others."""
        return self._other("holding", country=country)

    def _other(self, kind: str, *, country: str) -> int:
        number = len(self.cast.group(kind))
        name = self._names.company(kind) if kind != "company" else f"{self._names.word()} Smelting Group"
        party = Party(
            NUMBERING[kind].format(number), name, kind, country, False, self._names.registration(country),
            EPOCH + timedelta(days=int(self._chance.integers(0, 16000))), address=self._names.address(),
        )  # fmt: skip
        return self.cast.add(party, group=kind)

    def _broker(self) -> None:
        """A trader who never sells to the group itself."""
        country = self._any_clean()
        number = len(self.cast.group("broker"))
        party = Party(
            f"B-{number:04d}",
            self._names.company("trader"),
            "trader",
            country,
            False,
            self._names.registration(country),
        )
        self.cast.add(party, group="broker")

    def _operators(self, places: Places) -> None:
        traders = self.cast.group("trader")
        for mine in places.mines:
            site = places.sites[mine.site]
            mine.operator = self.supplier("producer", group="operator", country=site.country)
            site.party_id = self.cast.parties[mine.operator].party_id
            others = self._chance.choice(traders, size=int(self._chance.integers(0, 4)), replace=False)
            mine.sellers = [mine.operator, *others.tolist()]

    def _any_clean(self) -> str:
        return CLEAN[int(self._chance.integers(len(CLEAN)))]


def party_table(parties: list[Party]) -> pl.DataFrame:
    """The table ``party``."""
    columns = list(Party.__dataclass_fields__)
    rows = [[getattr(party, column) for column in columns] for party in parties]
    return pl.DataFrame(rows, schema=columns, orient="row", infer_schema_length=None)
