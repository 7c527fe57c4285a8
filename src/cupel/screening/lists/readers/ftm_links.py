"""What FollowTheMoney keeps in entities of its own: links, sanctions, addresses and documents."""

from cupel.screening.lists.dates import day_of
from cupel.screening.lists.gather import Gather
from cupel.screening.lists.readers.ftm_entity import Entity, Texts
from cupel.screening.lists.record import Relation, clean

EDGES = {
    "Ownership": ("owner", "asset", "ownership"),
    "Directorship": ("director", "organization", "directorship"),
    "Family": ("person", "relative", "family"),
    "Associate": ("person", "associate", "associate"),
    "Membership": ("member", "organization", "associate"),
    "Employment": ("employee", "employer", "associate"),
    "Representation": ("agent", "client", "associate"),
    "UnknownLink": ("subject", "object", "associate"),
    "Succession": ("predecessor", "successor", "associate"),
}
"""Schemas of links: the properties of both ends, and our kind."""


class Links:
    """Links and attachments, until all entities are known."""

    def __init__(self, gather: Gather) -> None:
        self._gather = gather
        self._sanctions: dict[str, list[Texts]] = {}
        self._documents: list[tuple[str, Texts]] = []
        self._addresses: dict[str, Texts] = {}
        self._addressed: list[tuple[str, str]] = []

    def note_addresses(self, entity: Entity) -> None:
        """Remember which addresses an entity has."""
        self._addressed.extend((entity.id, address) for address in entity.properties.get("addressEntity", ()))

    def add(self, entity: Entity) -> bool:
        """Take a link or an attachment; False where ``entity`` is neither. A nested one belongs to its parent."""
        found = entity.properties
        if entity.schema in EDGES:
            self._edge(entity, *EDGES[entity.schema])
        elif entity.schema == "Sanction":
            for holder in _ends(entity, "entity"):
                self._sanctions.setdefault(holder, []).append(found)
        elif entity.schema in ("Identification", "Passport"):
            self._documents.extend((holder, found) for holder in _ends(entity, "holder"))
        elif entity.schema == "Address":
            self._addresses[entity.id] = found
        else:
            return False
        return True

    def join(self) -> None:
        """Add everything taken to the entities it belongs to."""
        for holder, sanctions in self._sanctions.items():
            self._join_sanctions(holder, sanctions)
        for holder, found in self._documents:
            record = self._gather.record(holder)
            if record:
                label = first(found, "type") or "Passport"
                record.add_identifier(label, first(found, "number"), first(found, "country"))
        for holder, address in self._addressed:
            record, found = self._gather.record(holder), self._addresses.get(address, {})
            if record:
                record.add_place("address", country=first(found, "country"), text=first(found, "full"))

    def _edge(self, entity: Entity, owner: str, owned: str, kind: str) -> None:
        found = entity.properties
        share = share_of(first(found, "percentage")) if kind == "ownership" else None
        since, until = day_of(first(found, "startDate")), day_of(first(found, "endDate"))
        for start in _ends(entity, owner):
            for end in _ends(entity, owned):
                self._gather.relate(Relation(start, end, kind, share, since, until))

    def _join_sanctions(self, holder: str, sanctions: list[Texts]) -> None:
        record = self._gather.record(holder)
        if record is None:
            return
        starts = [day_of(first(found, "listingDate") or first(found, "startDate")) for found in sanctions]
        ends = [day_of(first(found, "endDate")) for found in sanctions]
        record.listed_on = min((day for day in starts if day), default=None)
        known = [day for day in ends if day]
        record.delisted_on = max(known) if len(known) == len(ends) else None
        for found in sanctions:
            record.add_programmes(*found.get("programId", ()), *found.get("program", ()))
            for key in ("authority", "reason", "sourceUrl"):
                record.add_extra(key, first(found, key))


def share_of(text: str | None) -> float | None:
    """A percentage as a fraction; None where it is none, or a range."""
    try:
        share = float((clean(text) or "").rstrip("% ")) / 100
    except ValueError:
        return None
    return share if 0 <= share <= 1 else None


def first(found: Texts, name: str) -> str | None:
    """The first value of a property; None where there is none."""
    values = found.get(name)
    return values[0] if values else None


def _ends(entity: Entity, name: str) -> list[str]:
    stated = entity.properties.get(name, [])
    return stated or ([entity.parent] if entity.parent else [])
