from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "cupel_web.kernel"
    default_auto_field = "django.db.models.BigAutoField"
