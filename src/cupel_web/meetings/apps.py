from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "cupel_web.meetings"

    def ready(self) -> None:
        from cupel_web.groups.boards import GROUPS
        from cupel_web.groups.clocks import clocks_come_from
        from cupel_web.groups.places import Room, groups_have
        from cupel_web.kernel.duties import duties_come_from
        from cupel_web.meetings import holdings, kept, policies  # noqa: F401  (registers the rules)
        from cupel_web.meetings.clocks import clocks
        from cupel_web.meetings.duties import duties
        from cupel_web.meetings.models import AgendaItem
        from cupel_web.meetings.news import group_news, meeting_news
        from cupel_web.meetings.panels import meetings_of_group
        from cupel_web.meetings.queries.agenda import closed_items
        from cupel_web.meetings.queries.finding import add_to_search, add_to_talk
        from cupel_web.notices.news import news_come_from
        from cupel_web.work.boards import ORIGINS, SEARCH, SUBJECTS

        holdings.declare()
        kept.declare()
        duties_come_from(duties)
        clocks_come_from(clocks)
        news_come_from(group_news)
        news_come_from(meeting_news)
        GROUPS.add(meetings_of_group)
        groups_have(Room(page="meetings", label=_("Meetings")))
        add_to_search(SEARCH)
        add_to_talk(SUBJECTS)
        ORIGINS.add(AgendaItem._meta.label_lower, closed_items)
