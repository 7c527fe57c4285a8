"""Numbers, ids and codes as people read them: units on every number, names beside ids."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

import polars as pl

from cupel.messages import _, ngettext
from cupel.standard import units

GAP = units.GAP

STEPS = ((1e6, "t"), (1e3, "kg"), (1.0, "g"))
"""Grams per unit of mass, largest first."""

LEAST_PERCENT = 0.0001
"""What a sentence still prints in figures."""


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What a finding is about: ``name`` in words, empty where the books give none, and the books' own ``number``."""

    name: str
    number: str

    def __str__(self) -> str:
        return f"{self.name} ({self.number})" if self.name else self.number


Names = Mapping[tuple[str, str], str]
"""Name by table (``party`` or ``site``) and id."""


def names_of(frame: pl.DataFrame) -> Names:
    """The rows ``table, id, name`` of a run as a mapping."""
    return {(table, key): name for table, key, name in frame.select("table", "id", "name").iter_rows()}


def count(number: int) -> str:
    """``12 345``."""
    return f"{number:,}".replace(",", GAP)


def mass(grams: float) -> str:
    """``1 234 t``, ``12.3 t``, ``4.5 kg``: one decimal below a hundred, none above."""
    for size, unit in STEPS:
        if abs(grams) >= size:
            return f"{_decimal(grams / size)}{GAP}{unit}"
    return f"0{GAP}g"


def masses(certain: float, possible: float) -> str:
    """``12.3 t``, or ``12.3 t to 19.9 t`` where the two ends read differently."""
    low, high = mass(certain), mass(possible)
    return low if low == high else _("{low} to {high}").format(low=low, high=high)


def tonnes(grams: float) -> str:
    """``1 234.5 t`` whatever the size, for columns that are compared."""
    value = grams / STEPS[0][0]
    return f"<{GAP}0.1{GAP}t" if 0 < value < 0.05 else f"{f'{value:,.1f}'.replace(',', GAP)}{GAP}t"


def percent(share: float | None) -> str:
    """``12.3 %``; what is not quite nothing or not quite all is not rounded to it."""
    if share is None:
        return _("not known")
    return f"{_hundredths(share)}{GAP}%"


def interval(certain: float | None, possible: float | None) -> str:
    """``12.3 to 19.9 %``, or one number where both ends read the same."""
    if certain is None or possible is None:
        return _("not known")
    low, high = _hundredths(certain), _hundredths(possible)
    if low == high:
        return percent(certain)
    return _("{low} to {high}").format(low=low, high=f"{high}{GAP}%")


def exactly(value: float, *, digits: int = 4) -> str:
    """``1 234``, ``0.0456``: so many significant digits and no zeros that say nothing, for sentences."""
    rounded = Decimal(f"{value:.{digits}g}")
    text = f"{rounded:,f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(",", GAP)


def quantity(value: float | bool | str, unit: str | None) -> str:
    """A fact in a sentence, in its expression unit: ``1 234.5 t`` for grams, ``12 days``, ``0.456`` for a fraction."""
    if isinstance(value, bool | str):
        return str(value)
    match unit:
        case "g":
            return _exact_mass(value)
        case "%":
            return _exact_percent(value)
        case "1" | "count" | None:
            return exactly(value)
    return units.with_unit(units.tidy(value), unit)


def _exact_mass(grams: float) -> str:
    rounded = float(f"{grams:.5g}")
    size, unit = next((step for step in STEPS if abs(rounded) >= step[0]), STEPS[-1])
    return f"{exactly(rounded / size, digits=5)}{GAP}{unit}"


def _exact_percent(share: float) -> str:
    value = round(share * 100, 12)
    if 0 < value < LEAST_PERCENT:
        return f"<{GAP}{exactly(LEAST_PERCENT)}{GAP}%"
    text = exactly(value)
    return f">{GAP}99.99{GAP}%" if text == "100" and value < 100 else f"{text}{GAP}%"


def listing(parts: list[str]) -> str:
    """``a, b and c``; empty where there is nothing."""
    if len(parts) < 2:
        return "".join(parts)
    return _("{most} and {last}").format(most=", ".join(parts[:-1]), last=parts[-1])


def metal(code: str) -> str:
    """``copper`` for ``cu``."""
    words = {
        "cu": _("copper"),
        "ni": _("nickel"),
        "pb": _("lead"),
        "zn": _("zinc"),
        "mo": _("molybdenum"),
        "au": _("gold"),
        "ag": _("silver"),
    }
    return words.get(code, code)


def severity(code: str) -> str:
    """A severity, or a state of a subject, in one word."""
    words = {
        "critical": _("Critical"),
        "high": _("High"),
        "medium": _("Medium"),
        "low": _("Low"),
        "unknown": _("Unknown"),
    }
    return words[code]


def subjects(subject_type: str, number: int) -> str:
    """``1 lot``, ``34 lots``."""
    words = {
        "lot": ngettext("{n} lot", "{n} lots", number),
        "receipt": ngettext("{n} receipt", "{n} receipts", number),
        "party": ngettext("{n} party", "{n} parties", number),
        "site-year": ngettext("{n} mine and year", "{n} mines and years", number),
        "site-party-year": ngettext("{n} mine, supplier and year", "{n} mines, suppliers and years", number),
        "country-metal-year": ngettext("{n} country, metal and year", "{n} countries, metals and years", number),
        "site-metal-period": ngettext("{n} plant, metal and quarter", "{n} plants, metals and quarters", number),
    }
    return words.get(subject_type, "{n} " + subject_type).format(n=count(number))


def subject(subject_type: str, subject_id: str, names: Names) -> Subject:
    """The parts of a subject's id by name: ``Dunholqui Mine, 2023`` for ``S0209|2023``."""

    def called(table: str, key: str) -> str:
        return names.get((table, key)) or key

    match subject_type, subject_id.split("|"):
        case "party", [party]:
            return Subject(name=names.get(("party", party), ""), number=party)
        case "site-year", [site, year]:
            return Subject(name=f"{called('site', site)}, {year}", number=site)
        case "site-party-year", [site, party, year]:
            return Subject(name=f"{called('site', site)}, {called('party', party)}, {year}", number=f"{site}, {party}")
        case "country-metal-year", [code, of, year]:
            return Subject(name=f"{country(code)}, {metal(of)}, {year}", number=code)
        case "site-metal-period", [site, code, period]:
            return Subject(name=f"{called('site', site)}, {metal(code)}, {period}", number=site)
    return Subject(name="", number=subject_id)


def country(code: str | None) -> str:
    """``Chile`` for ``CL``; a code that ISO 3166-1 does not know stays as it is. Inverted names are turned back."""
    if code is None:
        return _("country not known")
    import pycountry

    found = pycountry.countries.get(alpha_2=code)
    if found is None:
        return code
    name, _comma, before = str(getattr(found, "common_name", found.name)).partition(", ")
    return f"{before} {name}".strip()


@cache
def region(text: str) -> str:
    """``Antofagasta`` for ``CL-AN``; words, and codes that ISO 3166-2 does not know, stay as they are."""
    import pycountry

    found = pycountry.subdivisions.get(code=text)  # type: ignore[no-untyped-call]
    return str(found.name) if found else text


def origin(row: Mapping[str, Any], names: Names) -> tuple[str, str]:
    """An origin in words, and the larger place it lies in: the mine, else the region, else the country, else the kind
    of not knowing. ``row``: ``origin_kind`` and, where known, ``origin_site_id, origin_region, origin_country``.
    """
    others = {
        "recycled": _("Recycled material"),
        "undeclared": _("Origin not declared"),
        "legacy": _("Stock from before these books"),
        "unknown": _("Feed that the books do not show"),
    }
    if row["origin_kind"] in others:
        return others[row["origin_kind"]], ""
    site, within = row.get("origin_site_id"), row.get("origin_region")
    where = [region(within)] if within else []
    where.append(country(row.get("origin_country")))
    if site:
        where.insert(0, names.get(("site", site)) or site)
    return where[0], ", ".join(where[1:])


def _decimal(value: float) -> str:
    number = f"{value:,.1f}" if abs(value) < 99.95 else f"{value:,.0f}"
    return number.replace(",", GAP)


def _hundredths(share: float) -> str:
    value = round(share * 100, 7)
    if 0 < value < 0.05:
        return f"<{GAP}0.1"
    if 99.95 <= value < 100:
        return f">{GAP}99.9"
    return "0" if value == 0 else "100" if value == 100 else f"{value:.1f}"
