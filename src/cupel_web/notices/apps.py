from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "cupel_web.notices"

    def ready(self) -> None:
        from cupel_web.notices import kept

        kept.declare()
