"""OFAC's advanced XML (``sdn_advanced.xml``, ``cons_advanced.xml``): parties by reference to lists of values.

The lists of values stand first; the order of the other sections does not matter. Source: OFAC, advanced sanctions data
model.
"""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple
from xml.etree.ElementTree import Element

from cupel.errors import Place
from cupel.screening.lists import xml
from cupel.screening.lists.gather import Gather
from cupel.screening.lists.readers.ofac_csv import LICENCE
from cupel.screening.lists.readers.ofac_ids import add_id
from cupel.screening.lists.readers.ofac_names import add_names
from cupel.screening.lists.readers.ofac_periods import day_in, span_in
from cupel.screening.lists.readers.ofac_values import Values
from cupel.screening.lists.record import Record, Relation, clean
from cupel.screening.lists.source import Format, Source

ROLES = {
    "location": "address",
    "place of birth": "birth",
    "nationality country": "nationality",
    "citizenship country": "nationality",
    "nationality of registration": "registration",
    "vessel flag": "flag",
}
RELATIONS = (("own", "control"), ("leader", "directorship"), ("executive", "directorship"), ("family", "family"))
"""Kinds of relations by a word in OFAC's name for them; all others are associates."""

REGION_PARTS = ("STATE/PROVINCE", "REGION")


class _Location(NamedTuple):
    country: str | None
    region: str | None
    text: str | None


class _Document(NamedTuple):
    identity: str
    label: str | None
    number: str | None
    country: str | None


class _Place(NamedTuple):
    record: Record
    role: str
    location: str


class _Measure(NamedTuple):
    profile: str
    programmes: tuple[str, ...]
    listed_on: date | None


def read(source: Source, gather: Gather) -> date | None:
    """Read all parties; the fixed reference is the id."""
    file = source.files[0]
    reading = _Reading(file.name)
    sections = reading.sections()
    for line, tag, element in xml.records(file, *sections):
        if element is None:
            gather.reject_oversized(Place(file=file.name, line=line), tag, entity=tag == "DistinctParty")
        else:
            sections[tag](element, line)
    reading.join()
    for record in reading.parties:
        gather.keep(record)
    return reading.published


class _Reading:
    """What the sections say, until all of them are read and :meth:`join` brings them together."""

    def __init__(self, file: str) -> None:
        self.published: date | None = None
        self.parties: list[Record] = []
        self._file = file
        self._values = Values()
        self._locations: dict[str, _Location] = {}
        self._documents: list[_Document] = []
        self._profiles: dict[str, Record] = {}
        self._identities: dict[str, Record] = {}
        self._places: list[_Place] = []
        self._relations: list[tuple[str, str, str]] = []
        self._measures: list[_Measure] = []

    def sections(self) -> dict[str, Callable[[Element, int], None]]:
        """The reader of each kind of record."""
        return {
            "DateOfIssue": self._issue,
            "ReferenceValueSets": self._reference,
            "Location": self._location,
            "IDRegDocument": self._document,
            "DistinctParty": self._party,
            "ProfileRelationship": self._relation,
            "SanctionsEntry": self._entry,
        }

    def join(self) -> None:
        """Add places, documents, programmes and relations to the parties they name."""
        for record, role, number in self._places:
            place = self._locations.get(number, _Location(None, None, None))
            record.add_place(role, country=place.country, subdivision=place.region, text=place.text)
        for document in self._documents:
            if document.identity in self._identities:
                add_id(self._identities[document.identity], document.label, document.number, document.country)
        for measure in self._measures:
            record_of = self._profiles.get(measure.profile)
            if record_of:
                record_of.add_programmes(*measure.programmes)
                record_of.listed_on = min(filter(None, (record_of.listed_on, measure.listed_on)), default=None)
        for owner, owned, kind in self._relations:
            first, second = self._profiles.get(owner), self._profiles.get(owned)
            if first and second:
                relation = Relation(str(first.entity_id), str(second.entity_id), kind)
                first.relations.setdefault(relation)

    def _issue(self, element: Element, _line: int) -> None:
        self.published = day_in(element)

    def _reference(self, element: Element, _line: int) -> None:
        self._values.add(element)

    def _location(self, element: Element, _line: int) -> None:
        country = element.find("LocationCountry")
        parts: dict[str, str] = {}
        for part in element.iterfind("LocationPart"):
            values = sorted(part.iterfind("LocationPartValue"), key=lambda value: value.get("Primary") == "false")
            words = clean(values[0].findtext("Value")) if values else None
            if words:
                parts[self._values.word("LocPartType", part.get("LocPartTypeID")) or "Unknown"] = words
        region = ", ".join(parts.pop(part) for part in REGION_PARTS if part in parts)
        code = self._values.country(country.get("CountryID")) if country is not None else None
        self._locations[element.get("ID", "")] = _Location(code, region, ", ".join(parts.values()))

    def _document(self, element: Element, _line: int) -> None:
        label = self._values.word("IDRegDocType", element.get("IDRegDocTypeID"))
        country = self._values.country(element.get("IssuedBy-CountryID"))
        number = xml.text(element, "IDRegistrationNo")
        self._documents.append(_Document(element.get("IdentityID", ""), label, number, country))

    def _party(self, element: Element, line: int) -> None:
        record = Record(clean(element.get("FixedRef")), self._file, line, topic="sanction")
        for profile in element.iterfind("Profile"):
            record.kind = self._values.party_kind(profile.get("PartySubTypeID"))
            self._profiles[profile.get("ID", "")] = record
            for identity in profile.iterfind("Identity"):
                self._identities[identity.get("ID", "")] = record
                add_names(record, identity, self._values)
            for feature in profile.iterfind("Feature"):
                self._feature(feature, record)
        self.parties.append(record)

    def _feature(self, feature: Element, record: Record) -> None:
        kind = self._values.word("FeatureType", feature.get("FeatureTypeID")) or "feature"
        role = ROLES.get(kind.lower())
        for version in feature.iterfind("FeatureVersion"):
            for period in version.iterfind("DatePeriod"):
                self._period(period, record, kind)
            for location in version.iterfind("VersionLocation"):
                self._places.append(_Place(record, role or "address", location.get("LocationID", "")))
            for detail in version.iterfind("VersionDetail"):
                words = self._values.word("DetailReference", detail.get("DetailReferenceID")) or clean(detail.text)
                if role:
                    record.add_place(role, country=words)
                elif words:
                    add_id(record, kind, words, None)

    def _period(self, period: Element, record: Record, kind: str) -> None:
        span = span_in(period)
        if span and kind.lower() == "birthdate":
            record.births.setdefault(span)
        elif span:
            record.add_extra(kind.lower(), f"{span.first} to {span.last}")

    def _relation(self, element: Element, _line: int) -> None:
        words = (self._values.word("RelationType", element.get("RelationTypeID")) or "").lower()
        kind = next((kind for word, kind in RELATIONS if word in words), "associate")
        first, second = element.get("From-ProfileID", ""), element.get("To-ProfileID", "")
        owned_by = kind == "control" and " by" in words
        self._relations.append((second, first, kind) if owned_by else (first, second, kind))

    def _entry(self, element: Element, _line: int) -> None:
        days = [day for event in element.iterfind("EntryEvent") if (day := day_in(event.find("Date")))]
        programmes = tuple(xml.texts(element, "SanctionsMeasure/Comment"))
        self._measures.append(_Measure(element.get("ProfileID", ""), programmes, min(days, default=None)))


FORMAT = Format(key="ofac-advanced", title="OFAC advanced XML", version="1", read=read, licence=LICENCE)
