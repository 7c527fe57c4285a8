"""Which kind of number a publisher's words mean."""

import re
from functools import lru_cache

from cupel.screening.identifiers import normalised_number

_RULES: dict[str, tuple[str, ...]] = {
    "LEI": (r"\blei\b", "legal entity (identifier|number)"),
    "MMSI": (r"\bmmsi\b",),
    "IMO": (r"\bimo\b", "vessel registration identification"),
    "call sign": ("call sign",),
    "BIC": ("swift", r"\bbic\b"),
    "ISIN": (r"\bisin\b",),
    "DUNS": ("d-?u-?n-?s",),
    "UEI": (r"\buei\b", "unique entity"),
    "aircraft": ("aircraft", "tail number"),
    "hull": (r"\bhull\b", r"\bhin\b"),
    "passport": ("passport", "pasaporte", "passeport", "travel document"),
    "VAT": (r"v\.?a\.?t\b",),
    "tax": (
        r"\btax\b", "fiscal", "fein", r"\bn\.?i\.?t\b", r"r\.?f\.?c\b", r"c\.?u\.?i\.?t\b", r"\bruc\b", r"\brif\b",
        r"\brtn\b", r"\binn\b", r"\btin\b", r"\bnif\b", r"\bpan\b",
    ),
    "registration": (
        "regist", "company", "commerc", "incorporat", "licen[cs]e", r"c\.r\. no", "matricula", "folio", "chamber",
        "social credit", "uscc", "enterprise", "business", "charity", "gazette", "branch unit", r"\bogrn", "trade",
    ),
    "national id": (
        "national", "identi", "cedula", "citizen", "birth cert", r"c\.?u\.?r\.?p", r"d\.?n\.?i\b", r"\bssn\b",
        "social security", "personal", "residen", "elector", "stateless", r"\bni number", r"\bid card", r"i\.f\.e",
        r"\ble number", r"\bid\b",
    ),
}  # fmt: skip
"""Patterns (any case) of labels per scheme; the first scheme that fits counts."""

_DRIVER = re.compile("driver", re.IGNORECASE)
_COMPILED = {scheme: re.compile("|".join(patterns), re.IGNORECASE) for scheme, patterns in _RULES.items()}
_LEI = re.compile(r"[A-Z0-9]{18}[0-9]{2}")
_IMO_NUMBER = re.compile(r"^IMO(?=\d)")


@lru_cache(maxsize=4_096)
def scheme_of(label: str, *, kind: str = "unknown") -> str:
    """The scheme (``tables.SCHEMES``) that ``label`` means on a number of an entity of ``kind``; ``other`` if unclear.

    "Identification Number" of an organisation is a registration. A driver's licence is a personal document.
    """
    if _DRIVER.search(label):
        return "national id"
    for scheme, pattern in _COMPILED.items():
        if pattern.search(label):
            company = scheme == "national id" and kind in ("organisation", "vessel", "aircraft")
            return "registration" if company else scheme
    return "other"


def settled_scheme(scheme: str, value: str) -> str:
    """``scheme``, corrected where the number itself says otherwise: IMO numbers, and legal entity numbers of no LEI."""
    number = normalised_number(value)
    if scheme in ("registration", "national id", "other") and _IMO_NUMBER.match(number):
        return "IMO"
    return "registration" if scheme == "LEI" and not _LEI.fullmatch(number) else scheme


def normalised(scheme: str, value: str) -> str:
    """``value`` as it is compared: letters and digits in upper case; IMO numbers without their prefix."""
    number = normalised_number(value) or value.strip().upper()
    return _IMO_NUMBER.sub("", number) if scheme == "IMO" else number
