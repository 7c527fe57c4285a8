"""Addresses of the interface for programs."""

from django.urls import path

from cupel_web.api import views
from cupel_web.api.access import declare
from cupel_web.api.interface import api

urlpatterns = [
    path("me/tokens/", views.tokens, name="tokens"),
    path("me/tokens/<ulid:token>/revoke/", views.revoke_token, name="revoke_token"),
    path("interface/", views.reference, name="api_reference"),
    path("api/", declare(api)),
    path("api/<path:rest>", views.nothing_there, name="api_nothing_there"),
]
