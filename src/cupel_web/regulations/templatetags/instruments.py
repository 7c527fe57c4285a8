"""Facts about instruments on pages."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cupel.coverage import Reach, is_unverified
from cupel_web.kernel.templatetags.cupel import svg
from cupel_web.regulations import words
from cupel_web.regulations.models import Instrument

register = template.Library()
ICONS = {
    Reach.REACHED: "check",
    Reach.PRIORITY: "exclamation-circle",
    Reach.STRATEGIC: "star",
    Reach.NOT_REACHED: "minus",
    Reach.UNKNOWN: "question-mark-circle",
}

register.filter("when_words", words.when_words)


@register.simple_tag
def source_mark(mark: str) -> SafeString:
    """How sure a fact is, as icon and words; what is not verified stands out."""
    if is_unverified(mark) or mark == "S-part":
        return format_html('<span class="state unknown">{}{}</span>', svg("question-mark-circle"), words.MARKS[mark])
    return format_html('<span class="quiet">{}</span>', words.MARKS.get(mark, mark))


@register.simple_tag
def reach_of(instrument: Instrument, metal: str) -> SafeString:
    """Whether an instrument reaches a metal, in words; says so where that is not verified."""
    known: dict[str, Any] = instrument.reach.get(metal, {"reach": Reach.UNKNOWN.value, "mark": ""})
    reach = Reach(known["reach"])
    unsure = is_unverified(known["mark"])
    doubt = format_html(' <span class="small quiet block">{}</span>', _("unverified")) if unsure else ""
    return format_html('<span class="reach">{}{}</span>{}', svg(ICONS[reach]), words.REACH[reach], doubt)


@register.filter
def change_words(change: dict[str, str]) -> str:
    """One change between two files."""
    part = f"{words.PARTS.get(change['part'], change['part'])} {change['key']}".strip()
    return f"{part}: {words.KINDS[change['kind']]}"
