"""The European Union's consolidated list of financial sanctions, XML 1.1."""

from collections.abc import Callable
from datetime import date
from xml.etree.ElementTree import Element

from cupel.errors import Place
from cupel.screening.lists import xml
from cupel.screening.lists.dates import day_of
from cupel.screening.lists.gather import Gather
from cupel.screening.lists.readers import eu
from cupel.screening.lists.record import Record, clean
from cupel.screening.lists.source import Format, Source

PARTS: dict[str, Callable[[Record, eu.Fields], None]] = {
    "nameAlias": eu.add_name,
    "address": eu.add_address,
    "birthdate": eu.add_birth,
    "identification": eu.add_document,
    "citizenship": eu.add_citizenship,
}


def read(source: Source, gather: Gather) -> date | None:
    """Read all sanctioned entities; the logical id is the id."""
    file = source.files[0]
    for found in xml.records(file, "sanctionEntity"):
        if found.element is None:
            gather.reject_oversized(Place(file=file.name, line=found.line), found.tag, entity=True)
        else:
            gather.keep(_record(found.element, file.name, found.line))
    return day_of(xml.root_of(file).attributes.get("generationDate", "")[:10])


def _record(entity: Element, file: str, line: int) -> Record:
    record = Record(clean(entity.get("logicalId")), file, line, topic="sanction")
    subject = entity.find("subjectType")
    if subject is not None:
        record.kind = eu.kind_of(subject.get("classificationCode") or subject.get("code"))
    for child in entity:
        if child.tag in PARTS:
            PARTS[child.tag](record, child.attrib)
    for regulation in entity.iterfind("regulation"):
        record.add_programmes(regulation.get("programme"))
        record.add_extra("regulation", regulation.get("numberTitle"))
        day = day_of((regulation.get("publicationDate") or "")[:10])
        record.listed_on = min(filter(None, (record.listed_on, day)), default=None)
    record.listed_on = day_of((entity.get("designationDate") or "")[:10]) or record.listed_on
    record.add_extra("eu reference", entity.get("euReferenceNumber"))
    record.add_extra("un reference", entity.get("unitedNationId"))
    record.remarks = "; ".join(xml.texts(entity, "remark")) or None
    return record


FORMAT = Format(
    key="eu-xml",
    title="European Union financial sanctions, XML 1.1",
    version="1",
    read=read,
    licence=eu.LICENCE,
)
