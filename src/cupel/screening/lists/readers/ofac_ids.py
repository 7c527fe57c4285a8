"""Numbers and facts that OFAC keeps in one list of "ids", told apart by their type."""

import re

from cupel.screening.lists.record import Record
from cupel.screening.lists.schemes import scheme_of

_WORDS_ONLY = ("BIC", "call sign", "LEI")
_FACTS = {"website": "website", "email address": "email", "linked to:": "linked_to", "secondary sanctions risk:":
          "secondary sanctions", "additional sanctions information -": "secondary sanctions"}  # fmt: skip


def add_id(record: Record, kind: str | None, value: str | None, country: str | None) -> None:
    """Add an "id": gender, registration and facts go where they belong, what holds no digit is no number."""
    label = (kind or "").strip()
    if label.lower() == "gender":
        record.add_gender(value)
    elif label.lower().startswith("nationality of registration"):
        record.add_place("registration", country=value)
    elif label.lower() in _FACTS:
        record.add_extra(_FACTS[label.lower()], value)
    elif re.search(r"\d", value or "") or scheme_of(label) in _WORDS_ONLY:
        record.add_identifier(label, value, country)
    else:
        record.add_extra(label or "id", value)
