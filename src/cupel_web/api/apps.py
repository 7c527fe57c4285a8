from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "cupel_web.api"

    def ready(self) -> None:
        from cupel_web.api import holdings, kept

        holdings.declare()
        kept.declare()
