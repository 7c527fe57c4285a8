"""What the European Union's list means, the same in its CSV and its XML: kinds, names, birth dates, documents.

Source: European Commission, financial sanctions files, schema 1.1.
"""

from collections.abc import Mapping

from cupel.screening.lists.countries import last_country
from cupel.screening.lists.dates import Span, span_between, span_of
from cupel.screening.lists.record import Record, clean

KINDS = {"p": "person", "person": "person", "e": "organisation", "enterprise": "organisation"}
DOCUMENTS = {
    "passport": "passport", "diplomatic": "passport", "id": "national id", "ssn": "national id", "residentperm":
    "national id", "birthcert": "national id", "electionid": "national id", "driverslicence": "national id",
    "regnumber": "registration", "tradelic": "registration", "fiscalcode": "tax", "swiftbic": "BIC", "imo": "IMO",
}  # fmt: skip
"""Codes of types of documents; others go by their description."""

LICENCE = "European Union, reuse with mention of the source (Decision 2011/833/EU)"

Fields = Mapping[str, str]


def kind_of(code: str | None) -> str:
    """The kind of an entity by the code or word of its subject type."""
    return KINDS.get((code or "").strip().lower(), "unknown")


def add_name(record: Record, field: Fields) -> None:
    """Add a name with its language; the list has no primary names, the first strong one serves as such."""
    whole = clean(field.get("wholeName")) or " ".join(
        part for part in (clean(field.get(key)) for key in ("firstName", "middleName", "lastName")) if part
    )
    weak = field.get("strong", "").lower() == "false"
    language = (clean(field.get("nameLanguage")) or "").lower() or None
    record.add_name(
        whole,
        "weak alias" if weak else "alias",
        language=language,
        given=field.get("firstName"),
        middle=field.get("middleName"),
        family=field.get("lastName"),
    )
    record.add_gender(field.get("gender"))
    record.add_extra("title", field.get("title"))
    record.add_extra("position", field.get("function"))


def add_address(record: Record, field: Fields) -> None:
    """Add an address."""
    parts = [clean(field.get(key)) for key in ("street", "poBox", "zipCode", "city", "place")]
    text = ", ".join(dict.fromkeys(part for part in parts if part))
    record.add_place("address", country=_country(field), subdivision=field.get("region"), text=text)


def add_birth(record: Record, field: Fields) -> None:
    """Add a date of birth (day, year, range of years, about) and the place."""
    span = _span(field)
    if span:
        about = field.get("circa", "").lower() == "true" and span.precision != "range"
        record.births.setdefault(Span(span.first, span.last, "circa") if about else span)
    parts = [clean(field.get(key)) for key in ("place", "city", "zipCode")]
    text = ", ".join(dict.fromkeys(part for part in parts if part))
    record.add_place("birth", country=_country(field), subdivision=field.get("region"), text=text)


def add_document(record: Record, field: Fields) -> None:
    """Add a number with its type; false, revoked and expired ones stay and say so."""
    code = (field.get("identificationTypeCode") or "").strip().lower()
    label = clean(field.get("identificationTypeDescription")) or code
    number = clean(field.get("number")) or clean(field.get("latinNumber"))
    record.add_identifier(label, number, _country(field), scheme=DOCUMENTS.get(code, ""))
    for flag in ("knownFalse", "knownExpired", "reportedLost", "revokedByIssuer"):
        if number and field.get(flag, "").lower() == "true":
            record.add_extra(flag, number)


def add_citizenship(record: Record, field: Fields) -> None:
    """Add a nationality."""
    record.add_place("nationality", country=_country(field), subdivision=field.get("region"))


def _country(field: Fields) -> str | None:
    code, words = clean(field.get("countryIso2Code")), clean(field.get("countryDescription"))
    known = code if code and code != "00" else None
    return known or (last_country(words) or words if words else None)


def _span(field: Fields) -> Span | None:
    first, last = clean(field.get("yearRangeFrom")), clean(field.get("yearRangeTo"))
    whole = clean(field.get("birthdate"))
    if whole:
        return span_of(whole)
    if first and last:
        return span_between(first, last)
    year, month, day = (clean(field.get(key)) for key in ("year", "month", "day"))
    return span_of("-".join((year, *(part for part in (month, day if month else None) if part)))) if year else None
