from django.apps import AppConfig


class RecommendationsConfig(AppConfig):
    name = "cupel_web.recommendations"

    def ready(self) -> None:
        from cupel_web.groups.boards import GROUPS
        from cupel_web.groups.clocks import clocks_come_from
        from cupel_web.kernel.duties import duties_come_from
        from cupel_web.notices.news import news_come_from
        from cupel_web.recommendations import holdings, kept, policies  # noqa: F401  (registers the rules)
        from cupel_web.recommendations.clocks import clocks
        from cupel_web.recommendations.duties import duties
        from cupel_web.recommendations.news import recommendation_news
        from cupel_web.recommendations.panels import latest_recommendations
        from cupel_web.recommendations.queries.finding import add_to_search
        from cupel_web.work.boards import SEARCH

        holdings.declare()
        kept.declare()
        duties_come_from(duties)
        clocks_come_from(clocks)
        news_come_from(recommendation_news)
        GROUPS.add(latest_recommendations)
        add_to_search(SEARCH)
