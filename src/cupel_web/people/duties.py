"""What awaits people about records: those whose time is over, for the secretariat to review."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cupel_web.kernel.duties import Duty
from cupel_web.kernel.models import User
from cupel_web.people.models import Role
from cupel_web.people.queries import holds
from cupel_web.people.retention import awaiting_review


def duties(person: User, on: date) -> Iterator[Duty]:
    """All of them."""
    if not holds(person, Role.SECRETARIAT):
        return
    number, since = awaiting_review(on=on)
    if number:
        yield Duty(
            act=_("Review records whose time is over"),
            about=ngettext("%(number)s record", "%(number)s records", number) % {"number": number},
            path=reverse("retention"),
            since=since,
        )
