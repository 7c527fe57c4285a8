"""What is new in a group, as a feed."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from cupel_web.groups.models import Group
from cupel_web.groups.queries.records import group_named
from cupel_web.kernel import clock
from cupel_web.notices.feeds import ENTRIES, EntryFeed, urn
from cupel_web.notices.news import Entry, news_of


class GroupFeed(EntryFeed):
    """The newest public facts about a group."""

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
