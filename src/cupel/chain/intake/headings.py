"""Headings of real tables: compared without case, accents, blanks and punctuation; the unit they state is split off."""

import re
from dataclasses import dataclass
from functools import cache

from cupel.chain.units import unit_of
from cupel.sheets import plain

_BRACKETED = re.compile(r"^(?P<base>.*\S)\s*[\(\[](?:in\s+)?(?P<unit>[^\)\]]+)[\)\]]\s*$")
_TRAILING = re.compile(r"^(?P<base>.*[^\s_\-,.])[\s_\-,.]+(?:in[\s_])?(?P<unit>[A-Za-z$%]+(?:/[A-Za-z]+)?)$")
_PERCENT = re.compile(r"^(?P<base>.*[^\s%])\s*(?P<unit>%)$")
_LEADING_PERCENT = re.compile(r"^(?P<unit>%)\s*(?P<base>\S.*)$")


@dataclass(frozen=True)
class Heading:
    """A heading as compared: ``key`` of all of it, ``base`` without the unit, and the ``unit`` it states."""

    text: str
    key: str
    base: str
    unit: str | None


@cache
def parse_heading(text: str) -> Heading:
    """``text`` with its unit split off: ``"Gross weight (kg)"`` has the base ``grossweight`` and the unit ``kg``."""
    for pattern in (_BRACKETED, _PERCENT, _LEADING_PERCENT, _TRAILING):
        match = pattern.match(text.strip())
        unit = unit_of(match["unit"]) if match else None
        if match and unit:
            return Heading(text, plain(text), plain(match["base"]), unit)
    return Heading(text, plain(text), plain(text), None)
