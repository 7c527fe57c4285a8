from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "cupel_web.kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cupel_web.kernel import kept

        kept.declare()
