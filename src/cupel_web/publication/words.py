"""A publication in a few words, for feeds, and where it stands."""

from django.urls import reverse
from django.utils.translation import gettext as _

from cupel_web.publication.models import Publication


def path_of(publication: Publication) -> str:
    """The page of a publication."""
    text = publication.edition.text
    return reverse("publication", kwargs={"standard": text.standard, "edition": text.edition})


def in_short(publication: Publication) -> str:
    """From when it is in force, until when the edition before may be used, and what changes."""
    edition = publication.edition
    parts = [_("In force from {day}.").format(day=edition.in_force_on)]
    if edition.transition_until:
        until = _("{edition} may be used until {day}.")
        parts.append(until.format(edition=edition.supersedes, day=edition.transition_until))
    return " ".join([*parts, edition.summary])
