"""One small set of books per finding kind: a subject that is flagged, one that is not, and what changes that."""

from dataclasses import dataclass, field
from typing import Any

from tests.engine.diligence.books import Row, Tables


@dataclass(frozen=True, kw_only=True)
class Case:
    """Books that show one kind.

    ``flagged`` and ``clear``: subjects. ``change``: a parameter of the clause and another value within its bounds.
    ``then``: the subject whose state changes with it, and its new state (None: no longer judged). ``others``: values of
    the clause's further parameters, each of which changes what is found in these books or in the generated ones.
    ``needs``: columns (``table.column``) without which ``flagged`` is undecided or not judged.
    """

    kind: str
    books: Tables
    flagged: str
    clear: str
    change: tuple[str, Any]
    then: tuple[str, str | None]
    others: dict[str, Any] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    forgiving: dict[str, str] = field(default_factory=dict)
    """Columns whose absence clears the flagged subject, each with the reason why that is meant."""


PLACES: list[Row] = [
    {"site_id": "conflict mine", "name": "Alder", "country": "QX", "subdivision": "QX-AB"},
    {"site_id": "risk mine", "name": "Birch", "country": "QX", "subdivision": "QX-CD"},
    {"site_id": "clear mine", "name": "Cedar", "country": "QX", "subdivision": "QX-EF"},
    {"site_id": "conflict port", "name": "Dogwood", "kind": "port", "country": "QX", "subdivision": "QX-AB"},
    {"site_id": "clear port", "name": "Elm", "kind": "port", "country": "QX", "subdivision": "QX-EF"},
    {"site_id": "plant", "name": "Fir", "kind": "smelter", "country": "QY", "subdivision": "QY-AB"},
]
EDITIONS: list[Row] = [
    {"edition": "E1", "code": "QX-AB", "conflict_affected": True, "high_risk": False, "valid_to": "2024-06-30"},
    {"edition": "E1", "code": "QX-CD", "conflict_affected": False, "high_risk": True, "valid_to": "2024-06-30"},
    {"edition": "E2", "code": "QX-AB", "conflict_affected": True, "high_risk": False, "valid_from": "2024-07-01"},
]
"""``QX-CD`` leaves the list with the second edition."""


def parcel(tag: str, name: str, *, seller: str | None = None, **more: Any) -> Row:
    """A lot bought from the case's seller."""
    made: Row = {"lot_id": f"{tag} {name}", "supplier_id": seller or f"{tag} seller", "loaded_on": "2024-03-01"}
    return {**made, **more}


def party(tag: str, name: str = "seller", **more: Any) -> Row:
    """A party of the case, called as its number."""
    return {"party_id": f"{tag} {name}", "name": f"{tag} {name}", "kind": "trader", "country": "QX", **more}


def paper(tag: str, kind: str, *, number: int = 1, lot: str | None = None, **more: Any) -> Row:
    """A paper, on a lot where one is named."""
    return {
        "document_id": f"{tag} {kind} {number}",
        "document_type": kind,
        "lot_id": f"{tag} {lot}" if lot else None,
        **more,
    }


def step(tag: str, lot: str, seq: int, start: str, end: str) -> Row:
    """A leg of a lot's way."""
    return {"lot_id": f"{tag} {lot}", "seq": seq, "from_site_id": start, "to_site_id": end, "arrived_on": "2024-03-10"}
