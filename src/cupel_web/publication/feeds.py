"""Editions that were published, as a feed."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from cupel_web.notices.feeds import ENTRIES, EntryFeed
from cupel_web.notices.news import Entry
from cupel_web.publication.news import entry_of
from cupel_web.publication.queries import publications


class PublicationsFeed(EntryFeed):
    """The newest publications."""

    feed_guid = "urn:cupel:publications"

    def title(self) -> str:
        return _("Editions published")

    def subtitle(self) -> str:
        return _("Every edition of a standard that was published here")

    def link(self) -> str:
        return settings.SITE_URL + reverse("publications")

    def feed_url(self) -> str:
        return settings.SITE_URL + reverse("publications_feed")

    def author_name(self) -> str:
        return _("Secretariat")

    def items(self) -> list[Entry]:
        return [entry_of(each) for each in publications()[:ENTRIES]]
