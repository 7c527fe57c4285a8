"""Choices that several forms of this room offer."""

from collections.abc import Iterable

import pycountry
from django.utils.translation import gettext as _

from cupel_web.kernel.languages import language_name, locale

LANGUAGES = (
    "en", "es", "fr", "de", "pt", "zh", "ar", "id", "ja", "ko", "mn", "ru", "sw", "tr", "qu", "ay",
)  # fmt: skip
"""Languages that consultations are held and comments written in."""

COMMENT_FILE_BYTES, ATTACHMENT_BYTES = 5 << 20, 10 << 20


def language_choices(codes: Iterable[str] = LANGUAGES) -> list[tuple[str, str]]:
    """Codes with the names of languages in the language of the page."""
    return [(code, language_name(code)) for code in codes]


def country_name(code: str) -> str:
    """The name of a country in the language of the page."""
    return str(locale().territories.get(code, code)) if code else ""


def country_choices() -> list[tuple[str, str]]:
    """Every country of ISO 3166-1 by its name in the language of the page."""
    names = [(country.alpha_2, country_name(country.alpha_2)) for country in pycountry.countries]
    return [("", _("not said")), *sorted(names, key=lambda each: each[1])]
