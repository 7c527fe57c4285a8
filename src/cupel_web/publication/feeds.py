"""Editions that were published, as Atom (RFC 4287)."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from cupel_web.meetings.feeds import urn
from cupel_web.publication.models import Publication
from cupel_web.publication.queries import publications
from cupel_web.publication.words import in_short, path_of

ENTRIES = 50

if TYPE_CHECKING:
    PublicationFeed = Feed[Publication, None]
else:
    PublicationFeed = Feed


class PublicationsFeed(PublicationFeed):
    """The newest publications; ids are the records' permanent ones, links are whole."""

    feed_type = Atom1Feed
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

    def items(self) -> list[Publication]:
        return list(publications()[:ENTRIES])

    def item_title(self, publication: Publication) -> str:
        return str(publication)

    def item_description(self, publication: Publication) -> str:
        return in_short(publication)

    def item_link(self, publication: Publication) -> str:
        return settings.SITE_URL + path_of(publication)

    def item_guid(self, publication: Publication) -> str:
        return urn(publication.public_id)

    def item_pubdate(self, publication: Publication) -> datetime:
        return publication.edition.published_at

    def item_updateddate(self, publication: Publication) -> datetime:
        return publication.edition.published_at
