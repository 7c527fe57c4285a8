"""Choices that several forms of this room offer."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pycountry
from babel import Locale
from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from cupel_web.kernel.templatetags.cupel import size
from cupel_web.work.media import MOST_NAME, plain_name

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LANGUAGES = (
    "en", "es", "fr", "de", "pt", "zh", "ar", "id", "ja", "ko", "mn", "ru", "sw", "tr", "qu", "ay",
)  # fmt: skip
"""Languages that consultations are held and comments written in."""

COMMENT_FILE_BYTES, ATTACHMENT_BYTES = 5 << 20, 10 << 20


def _locale() -> Locale:
    return Locale.parse((get_language() or "en").split("-")[0])


def language_choices(codes: Iterable[str] = LANGUAGES) -> list[tuple[str, str]]:
    """Codes with the names of languages in the language of the page."""
    return [(code, language_name(code)) for code in codes]


def language_name(code: str) -> str:
    """The name of a language in the language of the page."""
    return str(_locale().languages.get(code, code)) if code else ""


def country_name(code: str) -> str:
    """The name of a country in the language of the page."""
    return str(_locale().territories.get(code, code)) if code else ""


def country_choices() -> list[tuple[str, str]]:
    """Every country of ISO 3166-1 by its name in the language of the page."""
    names = [(country.alpha_2, country_name(country.alpha_2)) for country in pycountry.countries]
    return [("", _("not said")), *sorted(names, key=lambda each: each[1])]


class BoundedFileField(forms.FileField):
    """One file of a bounded size with a name that can be kept."""

    def __init__(self, *, label: "_StrPromise", most: int, accept: str = "") -> None:
        super().__init__(
            label=label, max_length=MOST_NAME, help_text=gettext_lazy("At most %(most)s.") % {"most": size(most)}
        )
        self.most = most
        if accept:
            self.widget.attrs["accept"] = accept

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if file and file.size > self.most:
            raise forms.ValidationError(_("The file is larger than allowed."))
        if file and not plain_name(file.name):
            raise forms.ValidationError(_("The file has no name."))
        return file
