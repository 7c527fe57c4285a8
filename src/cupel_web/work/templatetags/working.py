"""People, parts and issues in words."""

from django import template
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from cupel_web.kernel.models import User
from cupel_web.people.queries import name_shown
from cupel_web.work.checks import Kind, Part

register = template.Library()


@register.simple_tag
def person(who: User | None, inside: bool) -> str:
    """The name of a person: to insiders; on public pages only with their consent."""
    if who is None:
        return _("the workspace")
    if not who.is_active:
        return _("somebody who left")
    return name_shown(who, inside=inside) or _("not named")


@register.filter
def asked_words(part: Part) -> str:
    """What the check of a part asks for."""
    if part.kind is Kind.FILE:
        types = ", ".join(part.types)
        return _("a file: {types}").format(types=types) if types else _("a file")
    if part.kind is Kind.WORDS:
        return _("{number} words or more").format(number=part.least) if part.least else _("a text")
    return {Kind.LINK: _("a link"), Kind.SIGNED: _("signed by a named reviewer"), Kind.DATE: _("a day")}[part.kind]


@register.filter
def holds(numbers: set[int], number: int) -> bool:
    """Whether a row number is among those."""
    return number in numbers


@register.filter
def is_me(who: User | None, user: User | AnonymousUser) -> bool:
    """Whether these are the same person."""
    return who is not None and who == user
