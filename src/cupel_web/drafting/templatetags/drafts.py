"""Drafts on pages."""

from django import template
from django.utils.translation import gettext_lazy as _

from cupel_web.drafting.queries.reading import Reading
from cupel_web.drafting.words import EDITS
from cupel_web.standards.queries import words

register = template.Library()

TRANSLATED = {"present": _("translated"), "stale": _("out of date"), "missing": _("not translated"), "": "–"}


@register.simple_tag
def clause_name(reading: Reading, uid: str) -> str:
    """Label and title of a clause, of the base where the draft has it no more."""
    clause = reading.state.clauses.get(uid) or reading.state.base.clauses.get(uid)
    return f"{reading.label(uid)} {words(clause.title)}" if clause else uid


@register.filter
def edit_words(kind: str) -> object:
    """What an edit does."""
    return EDITS.get(kind, kind)


@register.filter
def translation_words(state: str) -> object:
    """How a text stands in a language."""
    return TRANSLATED[state]
