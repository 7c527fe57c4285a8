from django.apps import AppConfig


class StandardsConfig(AppConfig):
    name = "cupel_web.standards"

    def ready(self) -> None:
        from cupel_web.groups.boards import GROUPS
        from cupel_web.groups.clocks import clocks_come_from
        from cupel_web.kernel.duties import duties_come_from
        from cupel_web.notices.news import news_come_from
        from cupel_web.standards import holdings, kept, policies  # noqa: F401  (policies registers the rules)
        from cupel_web.standards.cycles.clocks import clocks
        from cupel_web.standards.cycles.duties import duties
        from cupel_web.standards.cycles.news import cycle_news
        from cupel_web.standards.cycles.panels import cycles_of_group

        holdings.declare()
        kept.declare()
        duties_come_from(duties)
        clocks_come_from(clocks)
        news_come_from(cycle_news)
        GROUPS.add(cycles_of_group)
