"""Public facts as Atom (RFC 4287): ids are the records' permanent ones, links are whole."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed

from cupel_web.notices.news import Entry

if TYPE_CHECKING:
    Base = Feed[Entry, Any]
else:
    Base = Feed

ENTRIES = 50
"""Of a feed, at most."""


class EntryFeed(Base):
    """What feeds of entries have in common."""

    feed_type = Atom1Feed

    def item_title(self, entry: Entry) -> str:
        return entry.title

    def item_description(self, entry: Entry) -> str:
        return entry.text

    def item_link(self, entry: Entry) -> str:
        return settings.SITE_URL + entry.path

    def item_guid(self, entry: Entry) -> str:
        return urn(entry.uid)

    def item_pubdate(self, entry: Entry) -> datetime:
        return entry.at

    def item_updateddate(self, entry: Entry) -> datetime:
        return entry.at


def urn(public_id: str) -> str:
    """A public id as an Atom id: it never changes and names no host."""
    return f"urn:ulid:{public_id}"
