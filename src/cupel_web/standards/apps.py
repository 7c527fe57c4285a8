from django.apps import AppConfig


class StandardsConfig(AppConfig):
    name = "cupel_web.standards"
