from django.apps import AppConfig


class DiligenceConfig(AppConfig):
    name = "cupel_web.diligence"

    def ready(self) -> None:
        from cupel_web.diligence import kept, policies  # noqa: F401  (registers the rules)
        from cupel_web.diligence.panels import flags_of_clause
        from cupel_web.standards.boards import CLAUSES

        kept.declare()
        CLAUSES.add(flags_of_clause)
