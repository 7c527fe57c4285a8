"""OFAC's SDN and consolidated lists as plain XML (``sdn.xml``, ``consolidated.xml``)."""

from datetime import date
from xml.etree.ElementTree import Element

from cupel.errors import Place
from cupel.screening.lists import xml
from cupel.screening.lists.countries import last_country
from cupel.screening.lists.dates import day_of
from cupel.screening.lists.gather import Gather
from cupel.screening.lists.readers.linked import link_by_name
from cupel.screening.lists.readers.ofac_csv import KINDS, LICENCE
from cupel.screening.lists.readers.ofac_ids import add_id
from cupel.screening.lists.readers.ofac_remarks import read_remarks
from cupel.screening.lists.record import Record
from cupel.screening.lists.source import Format, Source

ADDRESS = ("address1", "address2", "address3", "city", "postalCode")


def read(source: Source, gather: Gather) -> date | None:
    """Read all entries; the uid is the id."""
    file = source.files[0]
    published: date | None = None
    for line, tag, element in xml.records(file, "publshInformation", "sdnEntry"):
        if element is None:
            gather.reject_oversized(Place(file=file.name, line=line), tag, entity=True)
        elif tag == "sdnEntry":
            gather.keep(_record(element, file.name, line))
        else:
            published = day_of(xml.text(element, "Publish_Date"), month_first=True)
    link_by_name(gather)
    return published


def _record(entry: Element, file: str, line: int) -> Record:
    kind = KINDS.get((entry.findtext("sdnType") or "").strip().lower(), "organisation")
    record = Record(xml.text(entry, "uid"), file, line, kind, "sanction")
    _name(entry, record, "primary")
    for alias in entry.iterfind("akaList/aka"):
        weak = (alias.findtext("category") or "").strip().lower() == "weak"
        former = (alias.findtext("type") or "").strip().lower().startswith("f")
        _name(alias, record, "weak alias" if weak else "former" if former else "alias")
    record.add_programmes(*xml.texts(entry, "programList/program"))
    for number in entry.iterfind("idList/id"):
        add_id(record, xml.text(number, "idType"), xml.text(number, "idNumber"), xml.text(number, "idCountry"))
    _places(entry, record)
    for born in xml.texts(entry, "dateOfBirthList/dateOfBirthItem/dateOfBirth"):
        record.add_birth(born)
    _vessel(entry, record)
    record.add_extra("title", entry.findtext("title"))
    read_remarks(record, entry.findtext("remarks") or "")
    return record


def _name(element: Element, record: Record, kind: str) -> None:
    family, given = xml.text(element, "lastName"), xml.text(element, "firstName")
    if record.kind == "person" and family and given:
        record.add_name(f"{family}, {given}", kind, family=family, given=given)
    else:
        record.add_name(" ".join(part for part in (given, family) if part), kind)


def _places(entry: Element, record: Record) -> None:
    for address in entry.iterfind("addressList/address"):
        text = ", ".join(words for part in ADDRESS if (words := xml.text(address, part)))
        region, country = xml.text(address, "stateOrProvince"), xml.text(address, "country")
        record.add_place("address", country=country, subdivision=region, text=text)
    for path in ("nationalityList/nationality/country", "citizenshipList/citizenship/country"):
        for country in xml.texts(entry, path):
            record.add_place("nationality", country=country)
    for place in xml.texts(entry, "placeOfBirthList/placeOfBirthItem/placeOfBirth"):
        record.add_place("birth", country=last_country(place), text=place)


def _vessel(entry: Element, record: Record) -> None:
    vessel = entry.find("vesselInfo")
    if vessel is not None:
        record.add_identifier("Vessel Call Sign", vessel.findtext("callSign"))
        record.add_place("flag", country=xml.text(vessel, "vesselFlag"))
        for key, tag in (("vessel type", "vesselType"), ("vessel owner", "vesselOwner"), ("tonnage", "tonnage")):
            record.add_extra(key, vessel.findtext(tag))


FORMAT = Format(key="ofac-xml", title="OFAC SDN or consolidated list, XML", version="1", read=read, licence=LICENCE)
