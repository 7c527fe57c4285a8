"""What a ballot comes to, as plain data that can be kept and shown: rules, tallies, positions by seat, objections.

No person is in it: a position belongs to a seat.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from cupel.governance import Answer, Outcome, Position, Requirement, Result, Voter

NOT_VOTED = "not voted"
COLUMNS = (*(each.value for each in Position), NOT_VOTED)
FULL = 1000
"""Length of a bar that is everything, in units of the drawing."""


@dataclass(frozen=True, kw_only=True)
class SeatPosition:
    """A seat of the electorate and the position that counts for it; ``by_chair``: the chair recused it;
    ``by_alternate``: the seat's alternate took the position.
    """

    elector: str
    label: str
    category: str
    organisation: str
    position: Position | None
    by_chair: bool = False
    by_alternate: bool = False


@dataclass(frozen=True, kw_only=True)
class ObjectionAnswer:
    """What became of an objection of a seat."""

    objection: str
    number: int
    label: str
    answer: Answer


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A part of a bar; lengths in units of the drawing."""

    css: str
    start: float
    length: float


@dataclass(frozen=True, kw_only=True)
class Tally:
    """Votes of a category, an organisation, or of all (no ``name``), by position."""

    name: str
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def cells(self) -> list[tuple[str, int]]:
        """Positions with their numbers, in the order of the columns."""
        return [(column, self.counts.get(column, 0)) for column in COLUMNS]

    @property
    def segments(self) -> list[Segment]:
        """The bar: in favour, abstaining, against; the rest has not voted or is recused."""
        kinds = (("known", ("support", "accept")), ("maybe", ("abstain",)), ("listed", ("object",)))
        found, start = [], 0.0
        for css, positions in kinds:
            number = sum(self.counts.get(position, 0) for position in positions)
            length = round(FULL * number / self.total, 1) if self.total else 0.0
            found.append(Segment(css=css, start=round(start, 1), length=length))
            start += length
        return found


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What there is to show of a ballot's count."""

    outcome: Outcome
    rules: list[Requirement]
    overall: Tally
    categories: list[Tally]
    organisations: list[Tally]
    seats: list[SeatPosition]
    objections: list[ObjectionAnswer]

    @property
    def categories_and_all(self) -> list[Tally]:
        """A tally per category, then all votes."""
        return [*self.categories, self.overall]


def result_data(
    result: Result, voters: Sequence[Voter], seats: Sequence[SeatPosition], objections: Sequence[ObjectionAnswer]
) -> dict[str, Any]:
    """A count as plain data; shares are exact fractions in text."""
    names = {seat.elector: seat.organisation for seat in seats}
    taken = [(voter, result.positions[voter.voter_id]) for voter in voters]
    return {
        "outcome": result.outcome.value,
        "rules": [
            {"rule": r.rule, "category": r.category, "reached": str(r.reached), "needed": str(r.needed), "met": r.met}
            for r in result.requirements
        ],
        "overall": _counts(position for _voter, position in taken),
        "categories": _by((voter.category, position) for voter, position in taken),
        "organisations": _by((names[voter.seats[0]], position) for voter, position in taken),
        "seats": [
            {
                "elector": seat.elector, "label": seat.label, "category": seat.category,
                "organisation": seat.organisation, "position": seat.position, "by_chair": seat.by_chair,
                "by_alternate": seat.by_alternate,
            }
            for seat in seats
        ],
        "objections": [
            {"objection": each.objection, "number": each.number, "label": each.label, "answer": each.answer.value}
            for each in objections
        ],
    }  # fmt: skip


def sheet_from(data: Mapping[str, Any]) -> Sheet:
    """What :func:`result_data` wrote, ready to be shown."""
    return Sheet(
        outcome=Outcome(data["outcome"]),
        rules=[
            Requirement(**{**rule, "reached": Fraction(rule["reached"]), "needed": Fraction(rule["needed"])})
            for rule in data["rules"]
        ],
        overall=Tally(name="", counts=data["overall"]),
        categories=[Tally(name=name, counts=counts) for name, counts in data["categories"]],
        organisations=[Tally(name=name, counts=counts) for name, counts in data["organisations"]],
        seats=[
            SeatPosition(**{**seat, "position": Position(seat["position"]) if seat["position"] else None})
            for seat in data["seats"]
        ],
        objections=[ObjectionAnswer(**{**each, "answer": Answer(each["answer"])}) for each in data["objections"]],
    )


def digest(data: Mapping[str, Any]) -> str:
    """SHA-256 of plain data in one canonical form."""
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _by(pairs: Iterable[tuple[str, Position | None]]) -> list[list[Any]]:
    """Names with their counts, as lists: JSON knows no tuples."""
    groups: dict[str, list[Position | None]] = {}
    for name, position in pairs:
        groups.setdefault(name, []).append(position)
    return [[name, _counts(groups[name])] for name in sorted(groups)]


def _counts(positions: Iterable[Position | None]) -> dict[str, int]:
    found = Counter(position.value if position else NOT_VOTED for position in positions)
    return {column: found[column] for column in COLUMNS if found[column]}
