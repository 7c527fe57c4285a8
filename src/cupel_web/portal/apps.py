from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "cupel_web.portal"
