"""Codes, units and ids of findings as people read them."""

from datetime import date, datetime
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cupel.standard import with_unit
from cupel.standard.units import tidy
from cupel_web.diligence.charts import origin_label, origin_name
from cupel_web.diligence.words import FINDING_KINDS, METALS, SUBJECTS
from cupel_web.kernel.templatetags.cupel import STATES, mass, percent

register = template.Library()

DECIMALS = 6
NO_UNIT = ("", "1", "count")
ELSEWHERE = ("see ", "by ")
"""How a column says that another cell of the row names its unit."""
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
    "read-list": gettext_lazy("reading the list"),
    "keep-list": gettext_lazy("keeping the version"),
    "screen": gettext_lazy("comparing names"),
    "explain": gettext_lazy("telling hits"),
}
STAGE_UNITS = {
    "read": gettext_lazy("rows"),
    "check": gettext_lazy("checks"),
    "trace": gettext_lazy("steps"),
    "write": gettext_lazy("files"),
    "read-list": gettext_lazy("steps"),
    "keep-list": gettext_lazy("steps"),
    "screen": gettext_lazy("parts"),
    "explain": gettext_lazy("hits"),
}

register.filter("origin_words", origin_label)
register.filter("origin_name", origin_name)


@register.filter
def kind_words(code: str) -> object:
    """What was found, in words; a kind of somebody's own standard as it is written there."""
    return FINDING_KINDS.get(code) or code.replace("_", " ").capitalize()


@register.filter
def subject_type_words(code: str) -> object:
    """What a finding is about."""
    return SUBJECTS.get(code, code)


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
def stage_unit(code: str) -> object:
    """What background work counts meanwhile."""
    return STAGE_UNITS.get(code, "")


@register.filter
def metal_word(code: str) -> object:
    """A metal's name."""
    return METALS.get(code, code)


@register.filter
def spaced(name: str) -> str:
    """A fact's or column's name as words."""
    return name.replace("_", " ")


@register.simple_tag
def shares(certain: float, possible: float) -> str:
    """An interval of shares; one share where both ends read the same."""
    low, high = percent(certain), percent(possible)
    return low if low == high else _("%(low)s to %(high)s") % {"low": low.removesuffix(" %"), "high": high}


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
        rounded = tidy(round(value, DECIMALS))
        return (
            number_format(rounded, force_grouping=True)
            if unit in NO_UNIT or unit.startswith(ELSEWHERE)
            else with_unit(rounded, unit)
        )
    return str(value)
