"""The consolidated list of the United Nations Security Council, XML."""

from datetime import date
from functools import partial
from xml.etree.ElementTree import Element

from cupel.errors import Place
from cupel.screening.lists import xml
from cupel.screening.lists.countries import last_country
from cupel.screening.lists.dates import Span, day_of, span_between
from cupel.screening.lists.gather import Gather
from cupel.screening.lists.record import Record, clean
from cupel.screening.lists.source import Format, Source

KINDS = {"INDIVIDUAL": "person", "ENTITY": "organisation"}
NAME_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
QUALITIES = {"low": "weak alias", "f.k.a.": "former"}


def read(source: Source, gather: Gather) -> date | None:
    """Read both kinds of entries; the reference number is the id."""
    file = source.files[0]
    for found in xml.records(file, *KINDS):
        if found.element is None:
            gather.reject_oversized(Place(file=file.name, line=found.line), found.tag, entity=True)
            continue
        record = Record(
            xml.text(found.element, "REFERENCE_NUMBER"), file.name, found.line, KINDS[found.tag], "sanction"
        )
        _read(found.element, record, found.tag)
        gather.keep(record)
    return day_of(xml.root_of(file).attributes.get("dateGenerated", "")[:10])


def _read(entry: Element, record: Record, tag: str) -> None:
    parts = [words for part in NAME_PARTS if (words := xml.text(entry, part))]
    record.add_name(" ".join(parts), "primary")
    record.add_name(entry.findtext("NAME_ORIGINAL_SCRIPT"), "alias")
    for alias in entry.iterfind(f"{tag}_ALIAS"):
        _alias(alias, record)
    record.add_programmes(entry.findtext("UN_LIST_TYPE"))
    record.listed_on = day_of((entry.findtext("LISTED_ON") or "")[:10])
    record.remarks = xml.text(entry, "COMMENTS1")
    record.add_gender(entry.findtext("GENDER"))
    for country in xml.texts(entry, "NATIONALITY/VALUE"):
        record.add_place("nationality", country=country)
    for key, path in (("position", "DESIGNATION/VALUE"), ("title", "TITLE/VALUE"), ("un data id", "DATAID")):
        for words in xml.texts(entry, path):
            record.add_extra(key, words)
    for place in entry.iterfind(f"{tag}_ADDRESS"):
        _place(place, record, "address")
    for place in entry.iterfind("INDIVIDUAL_PLACE_OF_BIRTH"):
        _place(place, record, "birth")
    for birth in entry.iterfind("INDIVIDUAL_DATE_OF_BIRTH"):
        _birth(birth, record)
    for document in entry.iterfind("INDIVIDUAL_DOCUMENT"):
        _document(document, record)


def _alias(alias: Element, record: Record) -> None:
    kind = QUALITIES.get((alias.findtext("QUALITY") or "").strip().lower(), "alias")
    for name in (alias.findtext("ALIAS_NAME") or "").split("; "):
        record.add_name(name, kind)


def _place(place: Element, record: Record, role: str) -> None:
    country = xml.text(place, "COUNTRY")
    words = partial(xml.text, place)
    parts = [part for part in (words("STREET"), words("CITY"), words("ZIP_CODE")) if part]
    note = ", ".join(parts) or (xml.text(place, "NOTE") if not country else None)
    record.add_place(role, country=country, subdivision=words("STATE_PROVINCE"), text=note)


def _birth(birth: Element, record: Record) -> None:
    about = (birth.findtext("TYPE_OF_DATE") or "").strip().upper() == "APPROXIMATELY"
    first, last = xml.text(birth, "FROM_YEAR"), xml.text(birth, "TO_YEAR")
    if first and last:
        span = span_between(first, last)
        if span:
            record.births.setdefault(Span(span.first, span.last, "range"))
        return
    words = clean((birth.findtext("DATE") or "")[:10]) or xml.text(birth, "YEAR")
    if words:
        record.add_birth(f"circa {words}" if about else words)


def _document(document: Element, record: Record) -> None:
    label = xml.text(document, "TYPE_OF_DOCUMENT") or xml.text(document, "TYPE_OF_DOCUMENT2")
    number = xml.text(document, "NUMBER")
    country = xml.text(document, "ISSUING_COUNTRY") or xml.text(document, "COUNTRY_OF_ISSUE")
    record.add_identifier(label, number, country or last_country(xml.text(document, "NOTE") or ""))


FORMAT = Format(
    key="un-xml",
    title="United Nations Security Council consolidated list, XML",
    version="1",
    read=read,
    licence="United Nations material; the terms of use of un.org apply",
)
