"""What is new for feeds: editions that were published."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from cupel_web.kernel.models import PublicModel
from cupel_web.notices.feeds import ENTRIES
from cupel_web.notices.news import Entry
from cupel_web.publication.models import Publication
from cupel_web.publication.queries import publications


def publication_news(group: PublicModel, now: datetime) -> Iterator[Entry]:
    """Editions that were published from the group's drafts."""
    found = publications().filter(asked__draft__group=group.pk, edition__published_at__lte=now)
    yield from map(entry_of, found[:ENTRIES])


def entry_of(publication: Publication) -> Entry:
    """From when it is in force, until when the edition before may be used, and what changes."""
    edition = publication.edition
    text, parts = edition.text, [_("In force from {day}.").format(day=edition.in_force_on)]
    if edition.transition_until:
        until = _("{edition} may be used until {day}.")
        parts.append(until.format(edition=edition.supersedes, day=edition.transition_until))
    return Entry(
        uid=publication.public_id, title=_("Published: {edition}").format(edition=publication),
        text=" ".join([*parts, edition.summary]), at=edition.published_at,
        path=reverse("publication", kwargs={"standard": text.standard, "edition": text.edition}),
    )  # fmt: skip
