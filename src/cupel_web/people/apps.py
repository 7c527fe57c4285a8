from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "cupel_web.people"

    def ready(self) -> None:
        from cupel_web.people import holdings, kept, policies  # noqa: F401  (registers the rules)

        holdings.declare()
        kept.declare()
