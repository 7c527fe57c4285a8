from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "cupel_web.screening"

    def ready(self) -> None:
        from cupel_web.screening import holdings, kept, policies  # noqa: F401  (registers the rules)

        holdings.declare()
        kept.declare()
