"""The registers: who owns whom, and the invented watch list; and the suppliers still free for a story."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
import polars as pl
from examples.books.plan import EPOCH
from examples.books.truth import Truth
from examples.books.world import World

HELD_FROM, LISTED_ON = date(2014, 5, 1), date(2021, 2, 3)
HOLDING_COUNTRY, PERSON_COUNTRY = "XQ", "ZZ"
"""Where the holdings and the listed persons of a story live."""
ENTRY_COLUMNS = ("entry_id", "name", "aliases", "kind", "country", "registration_no", "birth_date", "address",
                 "programme", "listed_on", "delisted_on")  # fmt: skip


@dataclass
class Registers:
    """Rows of ``ownership`` and ``list_entry``; ``delivered``: first and last delivery by supplier number."""

    world: World
    truth: Truth
    delivered: dict[int, tuple[date, date]]
    holdings: list[tuple[str, str, float, str, date, date | None]] = field(default_factory=list)
    entries: list[dict[str, object]] = field(default_factory=list)
    chance: np.random.Generator = field(init=False)
    free: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.chance = self.world.plan.stream("owners")
        self.free = [int(number) for number in self.chance.permutation(sorted(self.delivered))]

    def next(self, base: float) -> list[int]:
        """The next free suppliers, as many as the plan wants of a story, but always leaving most."""
        count = min(self.world.plan.rooted(base), max(1, len(self.free) // 12))
        taken, self.free = self.free[:count], self.free[count:]
        return taken

    def id(self, number: int) -> str:
        """The id of a party."""
        return self.world.cast.parties[number].party_id

    def home(self, number: int) -> str:
        """The country of a party."""
        return self.world.cast.parties[number].country

    def hold(self, owner: int, owned: int, *, share: float, until: date | None = None) -> None:
        """``owner`` holds ``share`` of ``owned``; a person who holds half is declared as its beneficial owner."""
        self.holdings.append((self.id(owner), self.id(owned), share, "ownership", HELD_FROM, until))
        person = self.world.cast.parties[owner]
        if person.kind == "person" and until is None and share >= 0.5:
            self.world.cast.parties[owned].ubo_declared = person.name

    def fill(self, owned: int, *, share: float) -> None:
        """The other owner, who is nobody special."""
        self.hold(self.world.casting.person(self.home(owned)), owned, share=share)

    def list_name(self, name: str, *, kind: str, **known: object) -> str:
        """A new entry of the watch list with what is ``known``; its id."""
        entry_id = f"FWL-{7001 + 3 * len(self.entries)}"
        entry = {"entry_id": entry_id, "name": name, "kind": kind, "programme": "FICTION", "listed_on": LISTED_ON}
        self.entries.append(entry | known)
        return entry_id

    def listed_person(self, country: str = PERSON_COUNTRY, *, known: dict[str, object] | None = None) -> int:
        """A new person whose name is on the list, with its own country and birthday unless others are known."""
        person = self.world.casting.person(country)
        party = self.world.cast.parties[person]
        own: dict[str, object] = {"country": party.country, "birth_date": party.birth_date}
        self.list_name(party.name, kind="person", **(known or own))
        return person

    def note(self, code: str, supplier: int, *, detail: str, trap: int = 0) -> None:
        """Notes a finding or near miss about a supplier."""
        self.truth.add(code, "party", self.id(supplier), trap=trap, detail=detail)

    def ownership(self) -> pl.DataFrame:
        """The table ``ownership``."""
        columns = ["owner_id", "owned_id", "share", "kind", "valid_from", "valid_to"]
        return pl.DataFrame(self.holdings, schema=columns, orient="row", infer_schema_length=None)

    def watchlist(self) -> pl.DataFrame:
        """The table ``list_entry``."""
        rows = [[entry.get(column) for column in ENTRY_COLUMNS] for entry in self.entries]
        return pl.DataFrame(rows, schema=list(ENTRY_COLUMNS), orient="row", infer_schema_length=None)


def deliveries(parcels: pl.DataFrame) -> dict[int, tuple[date, date]]:
    """Per supplier (party number) the days of its first and last delivery."""
    arrived = pl.col("arrived")
    found = parcels.group_by("supplier").agg(first=arrived.min(), last=arrived.max()).sort("supplier")
    return {
        number: (EPOCH + timedelta(days=first), EPOCH + timedelta(days=last)) for number, first, last in found.rows()
    }
