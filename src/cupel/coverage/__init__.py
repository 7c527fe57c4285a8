"""What standards are held against: instruments such as laws and guidelines, with their reach and their dates, and codes
for those who set standards.

Above :mod:`cupel.standard`, whose reader of YAML it uses, since obligations and crosswalks speak of clauses.
"""

from cupel.coverage.changes import ChangeKind, InstrumentChange, compare
from cupel.coverage.dates import DateRule, awaiting, days_between, over, remind_from
from cupel.coverage.files import (
    InstrumentInspection,
    inspect_instruments,
    instruments_from,
    load_instruments,
    shipped_instruments,
)
from cupel.coverage.instrument import (
    METALS,
    PARTLY_SEEN,
    SOURCE_MARKS,
    DatedEvent,
    Instrument,
    InstrumentList,
    MetalReach,
    Reach,
    Version,
    is_unverified,
)
from cupel.coverage.profiles import load_profile, shipped_profiles
from cupel.coverage.schema import instruments_schema

__all__ = [
    "METALS",
    "PARTLY_SEEN",
    "SOURCE_MARKS",
    "ChangeKind",
    "DateRule",
    "DatedEvent",
    "Instrument",
    "InstrumentChange",
    "InstrumentInspection",
    "InstrumentList",
    "MetalReach",
    "Reach",
    "Version",
    "awaiting",
    "compare",
    "days_between",
    "inspect_instruments",
    "instruments_from",
    "instruments_schema",
    "is_unverified",
    "load_instruments",
    "load_profile",
    "over",
    "remind_from",
    "shipped_instruments",
    "shipped_profiles",
]
