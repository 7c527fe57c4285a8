"""Codes, units and ids of findings as people read them."""

from datetime import date, datetime
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cupel_web.diligence.charts import KINDS, origin_label
from cupel_web.kernel.templatetags.cupel import STATES, mass, percent

register = template.Library()

ABBREVIATIONS = {"COO", "BL", "ASM", "KYC"}
DECIMALS = 6
METALS = {
    "cu": gettext_lazy("copper"),
    "ni": gettext_lazy("nickel"),
    "pb": gettext_lazy("lead"),
    "zn": gettext_lazy("zinc"),
    "mo": gettext_lazy("molybdenum"),
    "au": gettext_lazy("gold"),
    "ag": gettext_lazy("silver"),
}
SORTS = {
    "severity": gettext_lazy("severity"),
    "clause": gettext_lazy("clause"),
    "kind": gettext_lazy("finding"),
    "subject": gettext_lazy("subject"),
}

STAGES = {
    "read": gettext_lazy("reading the books"),
    "check": gettext_lazy("checking clause by clause"),
    "trace": gettext_lazy("tracing origins"),
    "write": gettext_lazy("writing the results"),
}

register.filter("origin_words", origin_label)


@register.filter
def kind_words(code: str) -> str:
    """``F4_COO_AFTER_ARRIVAL`` as ``COO after arrival (F4)``; known abbreviations stay as they are."""
    words = code.split("_")
    number = f" ({words.pop(0)})" if words[0][1:].isdigit() else ""
    text = " ".join(word if word in ABBREVIATIONS else word.lower() for word in words)
    return text[:1].upper() + text[1:] + number


@register.filter
def origin_kind(code: str) -> object:
    """What kind of origin it is."""
    return KINDS.get(code, code)


@register.filter
def state_word(code: str) -> object:
    """The word of a state or severity."""
    return STATES[code][0]


@register.filter
def sort_word(code: str) -> object:
    """What a list is ordered by."""
    return SORTS[code]


@register.filter
def stage_word(code: str) -> object:
    """What background work is doing."""
    return STAGES.get(code, code)


@register.filter
def metal_word(code: str) -> object:
    """A metal's name."""
    return METALS.get(code, code)


@register.filter
def subject_words(subject: str) -> str:
    """Parts of a composed id with air between them."""
    return subject.replace("|", " · ")


@register.filter
def spaced(name: str) -> str:
    """A fact's or column's name as words."""
    return name.replace("_", " ")


@register.filter
def unlocalized(number: float) -> str:
    """A number as SVG wants it in every language."""
    return repr(number)


@register.filter
def signed_percent(share: float) -> str:
    """A difference of shares with its sign."""
    return ("+" if share > 0 else "−") + percent(abs(share))


@register.filter
def cell(value: Any, unit: str) -> str:
    """A value of the books with its unit."""
    if unit == "g":
        return f"{mass(value)} ({number_format(value, force_grouping=True)} g)"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        value = round(value, DECIMALS)
        return f"{number_format(value, force_grouping=True)} {'' if unit in ('', '1') else unit}".strip()
    return str(value)
