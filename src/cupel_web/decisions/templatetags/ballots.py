"""Positions, outcomes and counts in words."""

from collections.abc import Mapping

from django import template
from django.utils.translation import gettext as _

from cupel_web.decisions.clauses import NamedClause
from cupel_web.decisions.models import Objection
from cupel_web.decisions.results import COLUMNS
from cupel_web.kernel.templatetags.cupel import STATES

register = template.Library()


@register.filter
def position_words(position: str) -> str:
    """A position, or that there is none, in a word."""
    return str(STATES[str(position)][0])


@register.filter
def outcome_words(outcome: str) -> str:
    """What a ballot came to."""
    return _("undecided while an objection is open") if outcome == "open" else str(STATES[str(outcome)][0])


@register.filter
def counts_words(counts: Mapping[str, int]) -> str:
    """Numbers of votes by position, those that are not zero."""
    return ", ".join(f"{counts[column]} {position_words(column)}" for column in COLUMNS if counts.get(column))


@register.filter
def clause_of(objection: Objection, clauses: Mapping[str, NamedClause]) -> NamedClause | None:
    """The clause an objection is about."""
    return clauses.get(objection.clause)
