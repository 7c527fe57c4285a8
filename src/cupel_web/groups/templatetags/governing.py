"""Tags of groups: the rooms of a group, and its rules in words."""

from typing import TYPE_CHECKING

from django import template
from django.template import Context

from cupel_web.groups import words
from cupel_web.groups.models import Group, TermsOfReference
from cupel_web.groups.places import tabs

if TYPE_CHECKING:
    from django.http import HttpRequest

register = template.Library()
register.filter(words.rule_words)
register.filter(words.reached_words)
register.filter(words.needed_words)
register.filter(words.in_words)


@register.inclusion_tag("groups/parts/tabs.html", takes_context=True)
def group_tabs(context: Context, group: Group) -> dict[str, object]:
    """The rooms of a group, on each of its pages."""
    request: HttpRequest = context["request"]
    return {"group": group, "tabs": tabs(group, user=request.user, path=request.path)}


@register.filter
def proposed_terms(group: Group) -> TermsOfReference | None:
    """The version of a group's terms of reference that waits for approval."""
    return group.terms.filter(approval=None).first()
