"""Small parts of pages of consultations."""

from django import template

from cupel.standard import Texts
from cupel_web.consultations.forms.fields import country_name
from cupel_web.consultations.models.disposition import Decision, Workflow
from cupel_web.consultations.models.submission import Category
from cupel_web.consultations.queries import texts
from cupel_web.consultations.views.common import Desk
from cupel_web.kernel.languages import language_name

register = template.Library()
register.filter("language_word", language_name)
register.filter("country_word", country_name)


@register.filter
def said(text: Texts) -> str:
    """A text by language, in that of the page."""
    return texts.said(text)


@register.filter
def category_word(code: str) -> object:
    """Whom a commenter speaks for."""
    return Category(code).label if code in Category else code


@register.filter
def work_word(code: str) -> object:
    """How far the group's work on a comment is."""
    return Workflow(code).label


@register.filter
def decision_word(code: str) -> object:
    """What the group decides."""
    return Decision(code).label


@register.filter
def comment_number(name: str) -> int:
    """The number in a comment's name."""
    return int(name.removeprefix("C-"))


@register.simple_tag
def desk_url(desk: Desk, page: str, **address: str) -> str:
    """A page of a submission, for whoever works on it."""
    return desk.path(page, **address)
