"""Revision cycles on pages."""

from datetime import date, datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cupel.coverage import is_unverified
from cupel.governance import Deadline, Measure, ProfileRule
from cupel_web.kernel.templatetags.cupel import svg
from cupel_web.kernel.zones import in_zone
from cupel_web.standards.cycles import words
from cupel_web.standards.models import FactKind
from cupel_web.standards.templatetags.clauses import mark_words

register = template.Library()
register.filter("stage_words", words.stage_words)
register.filter("reading_words", words.reading_words)
register.filter("deadline_words", words.deadline_words)
register.filter("length_words", words.length_words)


@register.filter
def days_late(deadline: Deadline, today: date) -> int:
    """By how many days something is late."""
    return deadline.days_late(today)


@register.simple_tag
def rule_mark(mark: str) -> SafeString:
    """How sure it is that a code asks for this; what is from memory stands out as unverified."""
    if is_unverified(mark):
        shown = _("unverified, {mark}").format(mark=mark_words(mark))
        return format_html('<span class="state unknown">{}{}</span>', svg("question-mark-circle"), shown)
    return format_html('<span class="quiet">{}</span>', mark_words(mark))


@register.filter
def act_words(kind: FactKind) -> str:
    """What may be recorded of a stage, as a link's words."""
    acts = {
        FactKind.PLANNED: _("Plan"),
        FactKind.STARTED: _("Start"),
        FactKind.ENDED: _("End"),
        FactKind.SKIPPED: _("Leave out"),
        FactKind.CLEARED: _("Take back"),
    }
    return acts[kind]


@register.simple_tag
def time_in(moment: datetime, zone: str) -> str:
    """The time of day of a moment as clocks in a zone show it."""
    return f"{in_zone(moment, zone):%H:%M}"


@register.simple_tag
def own_rule(rule: ProfileRule) -> str:
    """A rule of the procedure itself, in words."""
    if rule.measure is Measure.ROUNDS:
        return _("Rounds of consultation")
    return _("Review") if rule.measure is Measure.REVIEW else capfirst(words.stage_words(rule.stage))
