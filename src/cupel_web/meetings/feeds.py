"""What is new in a group, as Atom (RFC 4287)."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from cupel_web.groups.models import Group
from cupel_web.groups.queries.records import group_named
from cupel_web.kernel import clock
from cupel_web.notices.news import Entry, news_of

ENTRIES = 50


if TYPE_CHECKING:
    EntryFeed = Feed[Entry, Group]
else:
    EntryFeed = Feed


class GroupFeed(EntryFeed):
    """The newest public facts about a group; ids are the records' permanent ones, links are whole."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, slug: str) -> Group:  # noqa: ARG002
        return group_named(slug)

    def title(self, group: Group) -> str:
        return group.name

    def subtitle(self, group: Group) -> str:
        return _("What is new in {group}").format(group=group.name)

    def link(self, group: Group) -> str:
        return settings.SITE_URL + reverse("group", kwargs={"slug": group.slug})

    def feed_url(self, group: Group) -> str:
        return settings.SITE_URL + reverse("group_feed", kwargs={"slug": group.slug})

    def feed_guid(self, group: Group) -> str:
        return urn(group.public_id)

    def author_name(self, group: Group) -> str:
        return group.name

    def items(self, group: Group) -> list[Entry]:
        return news_of(group, now=clock.now(), limit=ENTRIES)

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
