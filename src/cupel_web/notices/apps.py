from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "cupel_web.notices"
