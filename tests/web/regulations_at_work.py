"""Instruments that tests name: two of an invented file, watched by the working group."""

from copy import deepcopy
from datetime import date, datetime
from typing import Any

import pytest
from tests.web.people_at_work import NOON
from tests.web.scheme_at_work import Scheme

from cupel.coverage import DateRule, InstrumentList, instruments_from
from cupel_web.groups.models import Group
from cupel_web.regulations.actions import NewEvent, NewVersion, add_event, add_version, import_instruments
from cupel_web.regulations.models import DatedEvent, Instrument, InstrumentVersion
from cupel_web.regulations.queries.records import instrument_named

ALL = ["cu", "pb", "mo", "ni", "zn"]
APPLIES, REPORT = date(2025, 9, 1), "07-31"
"""Alpha applies three months after :data:`NOON`; its report is due every year, two months after it."""

FILE: dict[str, Any] = {
    "edition": "2025-06-01",
    "about": {"en": "Invented."},
    "instruments": [
        {
            "code": "ALPHA",
            "title": {"en": "Alpha Act", "de": "Alpha-Gesetz"},
            "addressees": {"en": "Smelters"},
            "state": {"en": "In force."},
            "source": "alpha.example",
            "mark": "S",
            "reach": [
                {"metals": ["cu", "ni"], "reach": "strategic", "mark": "S"},
                {"metals": ["pb", "mo", "zn"], "reach": "not reached", "mark": "M-high"},
            ],
            "versions": [{"name": "1", "on": "2020", "what": {"en": "First"}, "source": "alpha.example", "mark": "S"}],
            "events": [
                {
                    "id": "applies",
                    "on": "2025-09-01",
                    "what": {"en": "Applies"},
                    "source": "alpha.example",
                    "mark": "S",
                },
                {"id": "report", "yearly": REPORT, "what": {"en": "Report"}, "source": "memory", "mark": "M-med"},
                {"id": "began", "on": "2021-01-01", "what": {"en": "Began"}, "source": "alpha.example", "mark": "S"},
            ],
        },
        {
            "code": "BETA",
            "title": {"en": "Beta Guide"},
            "addressees": {"en": "All"},
            "state": {"en": "Soft."},
            "source": "memory",
            "mark": "M-low",
            "reach": [{"metals": ALL, "reach": "unknown", "mark": "M-low"}],
        },
    ],
}


def file(*, edition: str = "2025-06-01", **alpha: Any) -> InstrumentList:
    """The invented file of a day; ``alpha``: facts of the first instrument that it says otherwise."""
    data = deepcopy(FILE)
    data["edition"] = edition
    data["instruments"][0].update(alpha)
    return instruments_from(data)


def taken_in(found: InstrumentList, group: Group | None, *, now: datetime = NOON) -> None:
    """The file, imported at the command line."""
    import_instruments(found, watcher=group, by=None, now=now)


def event_of(key: str, code: str = "ALPHA") -> DatedEvent:
    """An event by its id in the file, loaded as pages load it."""
    return next(each for each in instrument_named(code).events.all() if each.key == key)


def version_added(instrument: Instrument, name: str = "2", *, now: datetime = NOON) -> InstrumentVersion:
    """A version that the secretariat added."""
    new = NewVersion(name=name, on="2025-05", what={"en": f"Text {name}"}, source="alpha.example", mark="S")
    return add_version(instrument, new, by=None, now=now)


def event_added(instrument: Instrument, rule: DateRule, *, mark: str = "S", now: datetime = NOON) -> DatedEvent:
    """A date that the secretariat added."""
    new = NewEvent(when=rule, what={"en": "By hand"}, source="a letter", mark=mark)
    return add_event(instrument, new, by=None, now=now)


@pytest.fixture
def alpha(scheme: Scheme) -> Instrument:
    """The first of the invented instruments, watched by the working group since :data:`NOON`."""
    taken_in(file(), scheme.group)
    return instrument_named("ALPHA")
