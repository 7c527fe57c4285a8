"""Countries as publishers write them, as ISO 3166-1 alpha-2 codes. Source of codes and names: ISO 3166 (pycountry)."""

import re
import unicodedata
from functools import cache, lru_cache

PUBLISHERS = {
    "AE": ("uae", "emirates"),
    "BN": ("brunei",),
    "BO": ("bolivia",),
    "CD": ("congo democratic republic of the", "democratic republic of the congo", "dr congo", "drc", "congo kinshasa",
           "congo dem rep", "zaire"),
    "CG": ("congo republic of the", "republic of the congo", "congo brazzaville"),
    "CI": ("ivory coast", "cote d ivoire"),
    "CV": ("cape verde", "cabo verde"),
    "CZ": ("czech republic",),
    "FK": ("falkland islands",),
    "GB": ("uk", "great britain", "britain", "england", "scotland", "wales", "northern ireland"),
    "GM": ("the gambia", "gambia the"),
    "BS": ("the bahamas", "bahamas the"),
    "HK": ("hong kong china", "hong kong sar"),
    "IR": ("iran", "iran islamic republic of"),
    "KP": ("korea north", "north korea", "dprk", "democratic people s republic of korea", "korea dpr"),
    "KR": ("korea south", "south korea", "republic of korea"),
    "LA": ("laos",),
    "MD": ("moldova", "republic of moldova"),
    "MK": ("macedonia", "the former yugoslav republic of macedonia", "north macedonia the republic of"),
    "MM": ("burma",),
    "MO": ("macau", "macao china", "macau sar"),
    "PS": ("palestine", "state of palestine",
           "palestinian", "palestinian territories", "west bank", "gaza", "region gaza", "gaza strip",
           "occupied palestinian territory", "palestinian territory occupied"),
    "RU": ("russia",),
    "SY": ("syria",),
    "SZ": ("swaziland",),
    "TL": ("east timor",),
    "TR": ("turkey", "turkiye"),
    "TW": ("taiwan", "taiwan china", "chinese taipei"),
    "TZ": ("tanzania",),
    "US": ("usa", "u s a", "u s", "united states of america"),
    "VA": ("vatican city", "holy see"),
    "VE": ("venezuela",),
    "VG": ("british virgin islands", "virgin islands british"),
    "VI": ("virgin islands u s", "us virgin islands"),
    "VN": ("vietnam", "viet nam"),
    "XK": ("kosovo",),
}  # fmt: skip
"""Spellings that ISO 3166 does not have; XK is the code that the European Commission uses for Kosovo."""


@lru_cache(maxsize=16_384)
def country_code(text: str | None) -> str | None:
    """The alpha-2 code of a country's name or code; None where it is empty or not known."""
    return _codes().get(_plain(text)) if text else None


def last_country(text: str) -> str | None:
    """The country that ends a place such as "Kolwezi, Congo, Democratic Republic of the"; None where none does."""
    parts = [part.strip() for part in text.split(",")]
    for taken in (3, 2, 1):
        code = country_code(", ".join(parts[-taken:]))
        if code:
            return code
    return None


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(char for char in letters if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", " ", letters).strip()


@cache
def _codes() -> dict[str, str]:
    import pycountry

    codes: dict[str, str] = {}
    for country in pycountry.countries:
        for field in ("name", "official_name", "common_name", "alpha_2", "alpha_3"):
            value = getattr(country, field, None)
            if value:
                codes[_plain(value)] = country.alpha_2
    codes |= {name: code for code, names in PUBLISHERS.items() for name in names}
    return codes | {"xk": "XK"}
