"""Words and acts of recommendations."""

from django import template

from cupel_web.kernel.templatetags.cupel import STATES

register = template.Library()


@register.filter
def state_words(state: str) -> str:
    """A state in a word."""
    return str(STATES[str(state)][0])
