from django.apps import AppConfig


class RegulationsConfig(AppConfig):
    name = "cupel_web.regulations"

    def ready(self) -> None:
        from cupel_web.groups.boards import GROUPS
        from cupel_web.kernel.duties import duties_come_from
        from cupel_web.regulations import holdings, kept, policies  # noqa: F401  (policies registers the rules)
        from cupel_web.regulations.duties import duties
        from cupel_web.regulations.panels import watched_by_group

        holdings.declare()
        kept.declare()
        duties_come_from(duties)
        GROUPS.add(watched_by_group)
