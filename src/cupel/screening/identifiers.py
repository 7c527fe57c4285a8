"""Numbers that name one party: written one way, checked where the number carries its own check."""

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

LEI, IMO, BIC, ISIN = "LEI", "IMO", "BIC", "ISIN"
_LEI: Final = re.compile(r"[A-Z0-9]{18}[0-9]{2}")
_IMO: Final = re.compile(r"(?:IMO)?([0-9]{7})")
_BIC: Final = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_ISIN: Final = re.compile(r"[A-Z]{2}[A-Z0-9]{9}[0-9]")
LEI_MODULUS, LEI_REMAINDER = 97, 1
IMO_SHIP_WEIGHTS = (7, 6, 5, 4, 3, 2)
IMO_COMPANY_WEIGHTS = (8, 6, 4, 2, 9, 7)


def normalised_number(value: str) -> str:
    """Letters and digits of ``value``, upper case."""
    return re.sub(r"[^0-9A-Za-z]", "", value).upper()


def is_sound(scheme: str, value: str) -> bool | None:
    """Whether ``value``, as :func:`normalised_number` writes it, passes its scheme's check; None if it carries none.

    LEI: ISO 17442, remainder by 97 (ISO/IEC 7064). IMO: ship numbers and company numbers (IMO resolution A.1117(30)).
    ISIN: ISO 6166, double-add-double. BIC: form only (ISO 9362).
    """
    checks: dict[str, Callable[[str], bool]] = {LEI: _lei, IMO: _imo, ISIN: _isin, BIC: _bic}
    check = checks.get(scheme.upper())
    return None if check is None else check(value)


def _digits(text: str) -> str:
    return "".join(str(int(char, 36)) for char in text)


def _lei(text: str) -> bool:
    return _LEI.fullmatch(text) is not None and int(_digits(text)) % LEI_MODULUS == LEI_REMAINDER


def _imo(text: str) -> bool:
    match = _IMO.fullmatch(text)
    if match is None:
        return False
    digits = [int(char) for char in match[1]]
    ship = sum(w * d for w, d in zip(IMO_SHIP_WEIGHTS, digits, strict=False)) % 10
    company = (11 - sum(w * d for w, d in zip(IMO_COMPANY_WEIGHTS, digits, strict=False)) % 11) % 10
    return digits[-1] in {ship, company}


def _bic(text: str) -> bool:
    return _BIC.fullmatch(text) is not None


def _isin(text: str) -> bool:
    if _ISIN.fullmatch(text) is None:
        return False
    digits = [int(char) for char in _digits(text)]
    doubled = [d if i % 2 else sum(divmod(2 * d, 10)) for i, d in enumerate(reversed(digits[:-1]))]
    return (10 - sum(doubled) % 10) % 10 == digits[-1]
