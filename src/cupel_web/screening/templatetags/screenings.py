"""Codes of screening as people read them."""

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cupel.screening.sentences import country_name, days
from cupel_web.kernel.templatetags.cupel import decimal, percent, svg
from cupel_web.screening import reasons
from cupel_web.screening.ownership import OWNED, POSSIBLE, UNKNOWN
from cupel_web.screening.queries.owned import Step

register = template.Library()

ANSWER_LOOKS = {
    OWNED: ("exclamation-triangle", "critical"),
    POSSIBLE: ("exclamation-circle", "high"),
    UNKNOWN: ("question-mark-circle", "unknown"),
}
"""Icon and class of the answers that pages show."""

NO_BREAK = "\u00a0"
"""Between a number and its unit in running text: no line ends there."""


def _words(name: str, table: dict[str, Promise]) -> None:
    register.filter(name, lambda code: table.get(code, code))


_words("verdict_words", reasons.VERDICTS)
_words("reason_words", reasons.REASONS)
_words("feature_words", reasons.FEATURES)
_words("agreement_words", reasons.AGREEMENTS)
_words("group_words", reasons.GROUPS)
_words("change_words", reasons.CHANGES)
_words("entry_change_words", reasons.ENTRY_CHANGES)
_words("point_words", reasons.POINTS)
_words("alias_words", reasons.ALIASES)
_words("party_kind_words", reasons.KINDS)
_words("role_words", reasons.ROLES)
_words("effect_words", reasons.EFFECTS)
register.filter("country_words", lambda code: country_name(code) if code else "")
register.filter("birth_words", days)


@register.filter
def score(value: float | None) -> str:
    """A score in [0, 1] with three decimals; a dash where there is none."""
    return "–" if value is None else decimal(value, 3)


@register.filter
def hundredths(value: float) -> str:
    """A number with two decimals."""
    return decimal(value, 2)


@register.filter
def points(value: float) -> str:
    """Points with their sign."""
    return ("+" if value >= 0 else "−") + decimal(abs(value), 3)


@register.filter
def groups_listed(codes: list[str]) -> str:
    """Groups of evidence in words."""
    return ", ".join(str(reasons.GROUPS.get(code, code)) for code in codes)


@register.simple_tag
def agreements(hit: Any) -> SafeString:
    """What agrees and what conflicts, in words."""
    known = [(code, getattr(hit, code)) for code in reasons.FEATURES]
    told = [(reasons.FEATURES[code], reasons.AGREEMENTS[value], value) for code, value in known if value]
    return format_html_join(", ", '<span class="{2}">{0} {1}</span>', told)


@register.simple_tag
def answer(code: str) -> SafeString:
    """Whether half or more of a party is owned, as icon and words."""
    icon, look = ANSWER_LOOKS[code]
    return format_html('<span class="state {}">{}{}</span>', look, svg(icon), reasons.ANSWERS[code])


@register.simple_tag(takes_context=True)
def holding(context: Context, step: Step) -> SafeString:
    """A holding of a path in words; an owner with a hit leads to it."""
    told, owner = step.holding, format_html("{}", step.holding["owner_name"])
    if step.hit:
        address = reverse("hit", kwargs={"company": context["company"].public_id, "hit": step.hit})
        owner = format_html('<a href="{}">{}</a>', address, told["owner_name"])
    marks = [told["owner_list"], reasons.OWNERS[told["owner"]] if told["owner"] else None]
    marked = format_html("{} ({})", owner, ", ".join(str(mark) for mark in marks if mark)) if any(marks) else owner
    share = _("an unknown share") if told["share"] is None else percent(told["share"]).replace(" ", NO_BREAK)
    return format_html(_("{owner} owns {share} of {owned}"), owner=marked, share=share, owned=told["owned_name"])


@register.simple_tag
def pieces(name: list[list[str]]) -> SafeString:
    """A name as written; words that agree, that are alike and that stand alone are told apart by their line."""
    return format_html_join("", '<span class="word {}">{}</span>', [(mark or "aside", text) for text, mark in name])


@register.simple_tag
def band_label(band: Any) -> SafeString:
    """The bounds of a band of scores."""
    low, high = decimal(band.low, 2), decimal(band.high, 2)
    return format_html("{}–{}", low, high) if low != high else format_html("{}", low)
