"""What changed between two files of instruments."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from cupel.coverage.instrument import DatedEvent, Instrument, InstrumentList, Version

PARTS = ("title", "addressees", "state", "reach", "reach_remark", "source", "mark")
Entry = TypeVar("Entry", Version, DatedEvent)


class ChangeKind(StrEnum):
    """What became of a part."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, kw_only=True)
class InstrumentChange:
    """One change of one instrument. ``part``: ``instrument`` as a whole, one of its facts such as ``state``, or
    ``version`` or ``event``, which ``key`` names.
    """

    code: str
    part: str
    kind: ChangeKind
    key: str = ""


def compare(before: InstrumentList | None, after: InstrumentList) -> list[InstrumentChange]:
    """Every change from one file to the next, by code; all instruments are added where there was no file before."""
    old, new = before.by_code if before else {}, after.by_code
    return [change for code in sorted(old | new) for change in _of(code, old.get(code), new.get(code))]


def _of(code: str, old: Instrument | None, new: Instrument | None) -> Iterator[InstrumentChange]:
    if old is None or new is None:
        kind = ChangeKind.ADDED if old is None else ChangeKind.REMOVED
        yield InstrumentChange(code=code, part="instrument", kind=kind)
        return
    for part in PARTS:
        if getattr(old, part) != getattr(new, part):
            yield InstrumentChange(code=code, part=part, kind=ChangeKind.CHANGED)
    yield from _entries(code, "version", _versions(old), _versions(new))
    yield from _entries(code, "event", _events(old), _events(new))


def _entries(code: str, part: str, old: Mapping[str, Entry], new: Mapping[str, Entry]) -> Iterator[InstrumentChange]:
    for key in [*old, *(key for key in new if key not in old)]:
        if old.get(key) != new.get(key):
            kind = ChangeKind.ADDED if key not in old else ChangeKind.REMOVED if key not in new else ChangeKind.CHANGED
            yield InstrumentChange(code=code, part=part, kind=kind, key=key)


def _versions(instrument: Instrument) -> dict[str, Version]:
    return {each.name: each for each in instrument.versions}


def _events(instrument: Instrument) -> dict[str, DatedEvent]:
    return {each.id: each for each in instrument.events}
