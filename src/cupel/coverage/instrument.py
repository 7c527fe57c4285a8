"""An instrument: a law, guideline or rule of a market that asks something of those in a value chain."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Any

from cupel.coverage.dates import DateRule
from cupel.standard import MARKS, Texts, canonical_json

METALS = ("cu", "pb", "mo", "ni", "zn")
"""The principal covered metals: copper, lead, molybdenum, nickel, zinc."""

PARTLY_SEEN = "S-part"
"""A source was seen for a part of the fact, or a secondary source alone."""

SOURCE_MARKS = ("S", PARTLY_SEEN, *(mark for mark in MARKS if mark != "S"))


class Reach(StrEnum):
    """Whether an instrument reaches a metal. ``PRIORITY``, ``STRATEGIC``: it does, and singles the metal out."""

    REACHED = "reached"
    PRIORITY = "priority"
    STRATEGIC = "strategic"
    NOT_REACHED = "not reached"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class MetalReach:
    """Whether one metal is reached, and how sure that is."""

    reach: Reach
    mark: str


@dataclass(frozen=True, kw_only=True)
class Version:
    """A text of the instrument; ``on``: a day, month or year, as exact as the source is; empty where unknown."""

    name: str
    on: str
    what: Texts
    source: str
    mark: str


@dataclass(frozen=True, kw_only=True)
class DatedEvent:
    """Something that happens on a day or every year; ``id`` stays while its date or wording changes."""

    id: str
    when: DateRule
    what: Texts
    source: str
    mark: str


@dataclass(frozen=True, kw_only=True)
class Instrument:
    """An instrument with what it is, whom and which metals it reaches, its versions and its dated events."""

    code: str
    title: Texts
    addressees: Texts
    state: Texts
    source: str
    mark: str
    reach: Mapping[str, MetalReach]
    reach_remark: Texts
    versions: tuple[Version, ...]
    events: tuple[DatedEvent, ...]


@dataclass(frozen=True, kw_only=True)
class InstrumentList:
    """A file of instruments: ``edition`` is the day of its facts, ``data`` what it says as plain data."""

    edition: date
    about: Texts
    instruments: tuple[Instrument, ...]
    data: Mapping[str, Any]

    @property
    def content_hash(self) -> str:
        """SHA-256 over the content, whatever the spacing and the order of its keys."""
        return sha256(canonical_json(self.data)).hexdigest()

    @property
    def by_code(self) -> dict[str, Instrument]:
        """The instruments by code."""
        return {each.code: each for each in self.instruments}


def is_unverified(mark: str) -> bool:
    """Whether a fact with this mark is from memory."""
    return mark.startswith("M-")
