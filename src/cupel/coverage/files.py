"""Loading a file of instruments: read, fit to the schema, and check what no schema can say."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from cupel.coverage.dates import DateRule
from cupel.coverage.instrument import (
    METALS,
    DatedEvent,
    Instrument,
    InstrumentList,
    MetalReach,
    Reach,
    Version,
)
from cupel.coverage.schema import instruments_schema
from cupel.errors import StandardError
from cupel.messages import _
from cupel.standard import (
    Document,
    Steps,
    document_mistakes,
    read_document,
    shipped_folder,
    validator_of,
)

Data = Mapping[str, Any]


class InstrumentInspection(NamedTuple):
    """What a file holds: the instruments if it has no mistakes, else every mistake found."""

    instruments: InstrumentList | None
    mistakes: list[StandardError]


def shipped_instruments() -> Path:
    """The file of instruments that comes with the package."""
    return shipped_folder() / "regulations" / "instruments.yaml"


def load_instruments(path: Path) -> InstrumentList:
    """The instruments in a file.

    Raises StandardError with the first mistake's file, line, path and remedy; :func:`inspect_instruments` gives all.
    """
    found, mistakes = inspect_instruments(path)
    if found is None:
        raise mistakes[0]
    return found


def inspect_instruments(path: Path) -> InstrumentInspection:
    """Read a file and gather every mistake instead of stopping at the first."""
    try:
        document = read_document(path, root=path.parent)
    except StandardError as mistake:
        return InstrumentInspection(None, [mistake])
    mistakes = list(document_mistakes(document, validator_of(instruments_schema())))
    mistakes = mistakes or list(_mistakes(document))
    return InstrumentInspection(None if mistakes else instruments_from(document.data), mistakes)


def _mistakes(document: Document) -> Iterator[StandardError]:
    rows = document.data["instruments"]
    yield from _twice(document, [(("instruments", n, "code"), row["code"]) for n, row in enumerate(rows)])
    for number, row in enumerate(rows):
        here: Steps = ("instruments", number)
        versions, events = row.get("versions", ()), row.get("events", ())
        yield from _twice(document, [((*here, "versions", n, "name"), each["name"]) for n, each in enumerate(versions)])
        yield from _twice(document, [((*here, "events", n, "id"), each["id"]) for n, each in enumerate(events)])
        for n, event in enumerate(events):
            yield from _date_mistakes(document, (*here, "events", n), event)
        yield from _reach_mistakes(document, (*here, "reach"), row["reach"])


def _twice(document: Document, values: Sequence[tuple[Steps, str]]) -> Iterator[StandardError]:
    seen: dict[str, int | None] = {}
    for steps, value in values:
        if value in seen:
            message = _("{value} stands here twice, first in line {line}.").format(value=value, line=seen[value])
            yield document.mistake(steps, message, code="instrument-twice", remedy=_("Keep one, or rename one."))
        seen.setdefault(value, document.place(steps).line)


def _date_mistakes(document: Document, steps: Steps, event: Data) -> Iterator[StandardError]:
    if ("on" in event) == ("yearly" in event):
        message = _("The event {event} needs a day, or a day of every year, and not both.").format(event=event["id"])
        remedy = _("Write on: 2027-08-18, or yearly: '05-31'.")
        yield document.mistake(steps, message, code="instrument-date", remedy=remedy)
    elif "yearly" in event:
        try:
            DateRule(yearly=event["yearly"])
        except ValueError:
            message = _("Not every year has the day {day}.").format(day=event["yearly"])
            remedy = _("Write month and day, such as '05-31'; for the end of February '02-28'.")
            yield document.mistake((*steps, "yearly"), message, code="instrument-yearly", remedy=remedy)


def _reach_mistakes(document: Document, steps: Steps, rows: Sequence[Data]) -> Iterator[StandardError]:
    named = [((*steps, n, "metals", m), metal) for n, row in enumerate(rows) for m, metal in enumerate(row["metals"])]
    yield from _twice(document, named)
    lacking = [metal for metal in METALS if metal not in {metal for _steps, metal in named}]
    if lacking:
        message = _("Nothing is said about {metals}.").format(metals=", ".join(lacking))
        remedy = _("Name every metal; where it is not known, write reach: unknown.")
        yield document.mistake(steps, message, code="instrument-metal", remedy=remedy)


def instruments_from(data: Data) -> InstrumentList:
    """The instruments in the plain data of a file without mistakes, such as :attr:`InstrumentList.data` of before."""
    return InstrumentList(
        edition=date.fromisoformat(data["edition"]),
        about=data["about"],
        instruments=tuple(_instrument(row) for row in data["instruments"]),
        data=data,
    )


def _instrument(row: Data) -> Instrument:
    names = ("code", "title", "addressees", "state", "source", "mark")
    return Instrument(
        **{name: row[name] for name in names},
        reach={
            metal: MetalReach(reach=Reach(group["reach"]), mark=group["mark"])
            for group in row["reach"]
            for metal in group["metals"]
        },
        reach_remark=row.get("reach_remark", {}),
        versions=tuple(Version(**{"on": "", **each}) for each in row.get("versions", ())),
        events=tuple(_event(each) for each in row.get("events", ())),
    )


def _event(row: Data) -> DatedEvent:
    day = date.fromisoformat(row["on"]) if "on" in row else None
    names = ("id", "what", "source", "mark")
    return DatedEvent(when=DateRule(on=day, yearly=row.get("yearly", "")), **{name: row[name] for name in names})
