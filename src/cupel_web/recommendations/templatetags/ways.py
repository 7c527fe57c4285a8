"""Words and acts of recommendations."""

from django import template

from cupel_web.kernel.models import User
from cupel_web.kernel.templatetags.cupel import STATES
from cupel_web.recommendations.models import FollowUp

register = template.Library()


@register.filter
def state_words(state: str) -> str:
    """A state in a word."""
    return str(STATES[str(state)][0])


@register.filter
def may_finish(person: object, follow_up: FollowUp) -> bool:
    """Whether the person may say that a follow-up is done."""
    return isinstance(person, User) and person.has_perm("recommendations.finish", follow_up)
