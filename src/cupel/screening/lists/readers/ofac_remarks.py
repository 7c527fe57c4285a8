"""OFAC's remarks: what stands between the semicolons, by the label it begins with."""

import re
from collections.abc import Callable

from cupel.screening.lists.countries import last_country
from cupel.screening.lists.record import Record

PERSONAL = (
    "Passport", "Diplomatic Passport", "Stateless Person Passport", "Travel Document Number", "National ID No.",
    "National Foreign ID Number", "Cedula No.", "Cedula de Ciudadania", "C.U.R.P.", "C.U.I.P.", "D.N.I.", "I.F.E.",
    "LE Number", "SSN", "Identification Number", "Identification Card", "Personal ID Card", "Citizen's Card Number",
    "Turkish Identification Number", "Numero de Identidad", "Residency Number", "Electoral Registry No.",
    "Credencial electoral", "Driver's License No.", "Birth Certificate Number", "Cartilla de Servicio Militar Nacional",
    "Bosnian Personal ID No.", "Stateless Person ID Card", "Kenyan ID No.", "Refugee ID Card",
    "Italian Fiscal Code", "Afghan Money Service Provider License Number", "Interpol: Red Notice. File No.",
)  # fmt: skip
COMPANIES = (
    "Registration Number", "Registration ID", "Company Number", "UK Company Number", "Commercial Registry Number",
    "Public Registration Number", "Business Registration Number", "Business Registration Document #", "Business Number",
    "Enterprise Number", "Branch Unit Number", "Chamber of Commerce Number", "Certificate of Incorporation Number",
    "Dubai Chamber of Commerce Membership No.", "Registered Charity No.", "Trade License No.", "C.R. No.",
    "Matricula Mercantil No", "Folio Mercantil No.", "Government Gazette Number", "License", "File Number",
    "Economic Register Number (CBLS)", "Istanbul Chamber of Comm. No.", "Romanian C.R.", "Tourism License No.",
    "Unified Social Credit Code (USCC)", "United Social Credit Code Certificate (USCCC)", "Pilot License Number",
    "Legal Entity Number", "Central Registration System Number", "Numero Unico de Matricula", "Registry Number",
    "Tax ID No.", "NIT #", "R.F.C.", "RFC", "RUC #", "RIF #", "RTN", "C.U.I.T.", "C.U.I.L.", "US FEIN", "V.A.T. Number",
    "Fiscal Code", "D-U-N-S Number", "SWIFT/BIC", "BIK (RU)", "ISIN", "UEI", "Bank Identifier Number",
)  # fmt: skip
CRAFT = (
    "Vessel Registration Identification", "Other Vessel Registration Identification", "MMSI", "Vessel Call Sign",
    "Aircraft Tail Number", "Previous Aircraft Tail Number", "Aircraft Manufacturer's Serial Number (MSN)",
    "Aircraft Construction Number (also called L/N or S/N or F/N)", "Aircraft Mode S Transponder Code", "Hull Number",
)  # fmt: skip
_LABELS = "|".join(re.escape(label) for label in sorted((*PERSONAL, *COMPANIES, *CRAFT), key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?P<label>{_LABELS})\s+(?:#\s+)?(?P<value>.+?)(?:\s+\((?P<country>[^()]*)\))?"
    r"(?P<dates>(?:\s+(?:issued|expires|issue date|expiration date)\b.*)?)$"
)
_FIELD = re.compile(
    r"(?:alt\. )?(?P<label>DOB|POB|nationality|citizen|Gender|Website|Email Address|Linked To:)\s+(?P<value>.+)"
)
_ALIAS = re.compile(r"(?P<kind>a\.k\.a\.|f\.k\.a\.|n\.k\.a\.)\s*'(?P<name>.+)'")
_NOTED = (
    (
        "secondary sanctions",
        re.compile(r"(?:alt\. )?(?:Secondary sanctions risk:|Additional Sanctions Information -)\s*(.+)"),
    ),
    ("former flag", re.compile(r"(?:alt\. )?Former Vessel Flag\s+(.+)")),
    ("established", re.compile(r"Organization Established Date\s+(.+)")),
    ("target type", re.compile(r"Target Type\s+(.+)")),
    ("organisation type", re.compile(r"Organization Type:\s*(.+)")),
    ("digital currency address", re.compile(r"(?:alt\. )?Digital Currency Address -\s*(.+)")),
)
_SEPARATOR = re.compile(r";\s+")


def read_remarks(record: Record, remarks: str) -> None:
    """Add to ``record`` what its remarks say in OFAC's fixed forms; the whole text stays in ``record.remarks``."""
    record.remarks = remarks.strip() or None
    for item in _SEPARATOR.split(remarks.strip().removesuffix(".")):
        _read_item(record, item.strip().strip("()" if item.startswith("(Linked") else ""))


def _read_item(record: Record, item: str) -> None:
    found = _FIELD.fullmatch(item)
    if found:
        _FIELDS[found["label"]](record, found["value"])
        return
    found = _ALIAS.fullmatch(item)
    if found:
        record.add_name(found["name"], "former" if found["kind"] == "f.k.a." else "weak alias")
        return
    bare = item.removeprefix("alt. ")
    found = _NUMBER.fullmatch(bare)
    if found:
        record.add_identifier(found["label"], found["value"], found["country"])
        return
    _note(record, item, bare)


def _note(record: Record, item: str, bare: str) -> None:
    for prefix, role in (("Nationality of Registration ", "registration"), ("Vessel Flag ", "flag")):
        if bare.startswith(prefix):
            record.add_place(role, country=bare.removeprefix(prefix))
            return
    for key, pattern in _NOTED:
        found = pattern.fullmatch(item)
        if found:
            record.add_extra(key, found[1])
            return


def _birth_place(record: Record, value: str) -> None:
    record.add_place("birth", country=last_country(value), text=value)


_FIELDS: dict[str, Callable[[Record, str], None]] = {
    "DOB": Record.add_birth,
    "POB": _birth_place,
    "nationality": lambda record, value: record.add_place("nationality", country=value),
    "citizen": lambda record, value: record.add_place("nationality", country=value),
    "Gender": Record.add_gender,
    "Website": lambda record, value: record.add_extra("website", value),
    "Email Address": lambda record, value: record.add_extra("email", value),
    "Linked To:": lambda record, value: record.add_extra("linked_to", value),
}
