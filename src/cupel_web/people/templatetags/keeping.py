"""Retention in words."""

from django import template
from django.utils.translation import ngettext

from cupel.governance import Term, Unit
from cupel_web.kernel.retention import ACTS, CLASSES, KINDS, Act

register = template.Library()


@register.filter
def length_words(term: Term) -> str:
    """A term as a number and its unit."""
    number = term.length
    words = {
        Unit.DAYS: ngettext("%(number)s day", "%(number)s days", number),
        Unit.WORKING_DAYS: ngettext("%(number)s working day", "%(number)s working days", number),
        Unit.WEEKS: ngettext("%(number)s week", "%(number)s weeks", number),
        Unit.MONTHS: ngettext("%(number)s month", "%(number)s months", number),
        Unit.YEARS: ngettext("%(number)s year", "%(number)s years", number),
    }
    return words[term.unit] % {"number": number}


@register.filter
def class_name(code: str) -> str:
    """The name of a retention class."""
    return str(CLASSES[code].name)


@register.filter
def kind_name(code: str) -> str:
    """The name of a kind of record; its code once no room keeps it any more."""
    return str(KINDS[code].name) if code in KINDS else code


@register.filter
def act_words(act: Act | None) -> str:
    """What is done when the time is over."""
    return str(ACTS[act]) if act else ""
