"""Entities of FollowTheMoney as JSON lines, as OpenSanctions publishes them: parties and the links between them."""

from collections import Counter

from cupel.errors import Place
from cupel.messages import _
from cupel.screening.lists.delimited import Broken, text_lines
from cupel.screening.lists.gather import Gather
from cupel.screening.lists.json_text import loads
from cupel.screening.lists.readers.ftm_entity import Entity, Texts, entities_in
from cupel.screening.lists.readers.ftm_links import Links
from cupel.screening.lists.readers.ftm_terms import COUNTRY_ROLES, KINDS, OTHER_THINGS, topic_of
from cupel.screening.lists.record import Record, clean
from cupel.screening.lists.source import Format, Source

NAMES = {"alias": "alias", "previousName": "former", "weakAlias": "weak alias", "abbreviation": "weak alias"}
NUMBERS = {
    "leiCode": "LEI", "imoNumber": "IMO", "mmsi": "MMSI", "callSign": "call sign", "registrationNumber": "registration",
    "taxNumber": "tax", "innCode": "tax", "vatCode": "VAT", "uniqueEntityId": "UEI", "dunsCode": "DUNS",
    "passportNumber": "passport", "idNumber": "national id", "socialSecurityNumber": "national id", "swiftBic": "BIC",
    "isin": "ISIN", "ogrnCode": "registration", "okpoCode": "registration", "usccCode": "registration",
    "kppCode": "tax", "npiCode": "other", "giiNumber": "tax", "icpCode": "other", "bikCode": "other",
    "serialNumber": "aircraft", "cageCode": "registration",
}  # fmt: skip
PLACES = {
    "nationality": "nationality", "citizenship": "nationality", "jurisdiction": "registration", "mainCountry":
    "registration", "flag": "flag", "birthCountry": "birth",
}  # fmt: skip
NOTED = (
    "title",
    "position",
    "website",
    "email",
    "legalForm",
    "sector",
    "topics",
    "wikidataId",
    "incorporationDate",
    "pastFlags",
)
LICENCE = "Data of OpenSanctions: CC BY-NC 4.0, commercial use needs its licence; other sources have their own terms"


def read(source: Source, gather: Gather) -> None:
    """Read all lines; links, sanctions, addresses and documents join their entities at the end.

    An entity nested in another counts as a line of its own, unless one has the same id.
    """
    file = source.files[0]
    links, nested = Links(gather), dict[str, Record]()
    unread: Counter[str] = Counter()
    for line in text_lines(file):
        if isinstance(line, Broken):
            gather.reject(Place(file=file.name, line=line.line), line.reason, line.content, entity=True)
            continue
        entities = _entities(line.text)
        if not entities:
            gather.reject(Place(file=file.name, line=line.number), _("not an entity"), line.text, entity=True)
        for entity in entities:
            if entity.schema in KINDS or entity.schema in OTHER_THINGS:
                record = _record(entity, file.name, line.number)
                links.note_addresses(entity)
                nested.setdefault(entity.id, record) if entity.parent else gather.keep(record)
            elif not links.add(entity):
                unread[entity.schema] += 1
    for entity_id, record in nested.items():
        if gather.record(entity_id) is None:
            gather.keep(record)
    links.join()
    for schema, count in sorted(unread.items()):
        gather.reject(Place(file=file.name), _("{n} entities of this schema are not read").format(n=count), schema)


def _entities(text: str) -> list[Entity]:
    """A line as an entity and those nested in it; empty where it is none."""
    try:
        return list(entities_in(loads(text)))
    except ValueError:
        return []


def _record(entity: Entity, file: str, line: int) -> Record:
    found = entity.properties
    record = Record(clean(entity.id), file, line, KINDS.get(entity.schema, "unknown"))
    topics = found.get("topics", [])
    record.topic = topic_of(topics) if topics else None if entity.target else "ownership only"
    _names(record, found)
    for name, scheme in NUMBERS.items():
        for value in found.get(name, ()):
            record.add_identifier(name, value, scheme=scheme)
    for born in found.get("birthDate", ()):
        record.add_birth(born)
    _places(record, found)
    for gender in found.get("gender", ()):
        record.add_gender(gender)
    for program in (*found.get("programId", ()), *found.get("program", ())):
        record.add_programmes(program)
    record.remarks = "; ".join(found.get("notes", ())) or None
    for name in NOTED:
        for value in found.get(name, ()):
            record.add_extra(name, value)
    for value in entity.datasets:
        record.add_extra("datasets", value)
    for value in entity.referents:
        record.add_extra("referents", value)
    return record


def _names(record: Record, found: Texts) -> None:
    given, family = found.get("firstName", []), found.get("lastName", [])
    parts = {"given": given[0], "family": family[0]} if len(given) == len(family) == 1 else {}
    for at, name in enumerate(found.get("name", ())):
        record.add_name(name, "alias" if at else "primary", **({} if at else parts))
    for key, kind in NAMES.items():
        for name in found.get(key, ()):
            record.add_name(name, kind)


def _places(record: Record, found: Texts) -> None:
    for name, role in PLACES.items():
        for code in found.get(name, ()):
            record.add_place(role, country=code)
    stated = {place.country for place in record.places}
    for code in found.get("country", ()):
        if code.upper() not in stated:
            record.add_place(COUNTRY_ROLES.get(record.kind, "registration"), country=code)
    for text in found.get("address", ()):
        record.add_place("address", text=text)
    for text in found.get("birthPlace", ()):
        record.add_place("birth", text=text)


FORMAT = Format(key="ftm-json", title="FollowTheMoney entities, JSON lines", version="1", read=read, licence=LICENCE)
