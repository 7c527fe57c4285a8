"""Canonical JSON and hashes: equal content gives equal bytes, whatever the order, the spacing or the Unicode form."""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from cupel.standard.units import LARGEST


def canonical_json(value: Any) -> bytes:
    """UTF-8 JSON with sorted keys, no white space and NFC text.

    Whole numbers that a float64 holds exactly are numbers; all others are strings of their decimal digits, so that no
    reader rounds them. Dates are ISO 8601 strings. Raises TypeError for anything else that JSON does not know.
    """
    plain = _plain(value)
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def sha256(value: Any) -> str:
    """The hexadecimal SHA-256 of the canonical JSON of ``value``."""
    return hashlib.sha256(canonical_json(value)).hexdigest()


def nfc(text: str) -> str:
    """``text`` in Unicode normalisation form C."""
    return unicodedata.normalize("NFC", text)


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return nfc(value)
    if isinstance(value, int | float | Decimal):
        return _number(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {nfc(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    message = f"{type(value).__name__} has no canonical form"
    raise TypeError(message)


def _number(value: float | Decimal) -> int | str:
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        message = "infinity and not-a-number have no canonical form"
        raise TypeError(message)
    if number == int(number):
        return int(number) if abs(number) <= LARGEST else str(int(number))
    return format(number.normalize(), "f")
