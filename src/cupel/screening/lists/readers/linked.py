"""Links that a list states by name only."""

from cupel.screening.lists.gather import Gather
from cupel.screening.lists.record import Relation


def link_by_name(gather: Gather) -> None:
    """Turn ``extra["linked_to"]`` into relations where exactly one entity of the list has that name."""
    holders: dict[str, set[str]] = {}
    for record in gather.records():
        for name in record.names:
            holders.setdefault(name.name.casefold(), set()).add(str(record.entity_id))
    for record in gather.records():
        for name in record.extra.get("linked_to", ()):
            found = holders.get(name.casefold(), set()) - {record.entity_id}
            if len(found) == 1:
                gather.relate(Relation(str(record.entity_id), found.pop(), "associate"))
