"""Drafts on pages."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from cupel.exchange import PartChange
from cupel.standard import part_titles
from cupel_web.drafting.forms import TakeForm
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


@register.filter
def part_title(change: PartChange) -> str:
    """The name of a part, with the language where it is not English."""
    word = part_titles()[change.part]
    return word if change.language == "en" else f"{word} ({change.language})"


@register.simple_tag
def take_box(form: TakeForm, what: str, which: object, label: str, clause: str) -> SafeString:
    """A tick for something of a file that can be taken over, of a clause that only screen readers are told again."""
    value = f"{what}:{which}"
    ticked = " checked" if value in form.ticked else ""
    return format_html(
        '<div><label><input type="checkbox" name="take" value="{}"{}> {} <span class="{}">{}</span></label></div>',
        value, ticked, label, "" if what == "gone" else "hidden-text", clause,
    )  # fmt: skip
