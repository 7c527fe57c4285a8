from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DecisionsConfig(AppConfig):
    name = "cupel_web.decisions"

    def ready(self) -> None:
        from cupel_web.decisions import holdings, kept, policies  # noqa: F401  (registers the rules)
        from cupel_web.decisions.clocks import clocks
        from cupel_web.decisions.duties import duties
        from cupel_web.decisions.news import decision_news
        from cupel_web.decisions.panels import latest_decisions
        from cupel_web.decisions.queries.finding import add_to_search
        from cupel_web.groups.boards import GROUPS
        from cupel_web.groups.clocks import clocks_come_from
        from cupel_web.groups.places import Room, groups_have
        from cupel_web.kernel.duties import duties_come_from
        from cupel_web.notices.news import news_come_from
        from cupel_web.work.boards import SEARCH

        holdings.declare()
        kept.declare()
        duties_come_from(duties)
        clocks_come_from(clocks)
        news_come_from(decision_news)
        GROUPS.add(latest_decisions)
        groups_have(Room(page="ballots", label=_("Decisions")))
        add_to_search(SEARCH)
