from django.apps import AppConfig


class PublicationConfig(AppConfig):
    name = "cupel_web.publication"

    def ready(self) -> None:
        from cupel_web.drafting.boards import DRAFTS
        from cupel_web.kernel.duties import duties_come_from
        from cupel_web.notices.news import news_come_from
        from cupel_web.publication import holdings, kept, policies  # noqa: F401  (policies registers the rules)
        from cupel_web.publication.duties import duties
        from cupel_web.publication.news import publication_news
        from cupel_web.publication.panels import approval_of_draft, publication_of_cycle, publication_of_edition
        from cupel_web.standards.boards import CYCLES, EDITIONS

        holdings.declare()
        kept.declare()
        duties_come_from(duties)
        news_come_from(publication_news)
        DRAFTS.add(approval_of_draft)
        CYCLES.add(publication_of_cycle)
        EDITIONS.add(publication_of_edition)
