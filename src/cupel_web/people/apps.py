from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "cupel_web.people"

    def ready(self) -> None:
        from cupel_web.kernel.duties import duties_come_from
        from cupel_web.people import holdings, kept, policies  # noqa: F401  (registers the rules)
        from cupel_web.people.duties import duties

        holdings.declare()
        kept.declare()
        duties_come_from(duties)
