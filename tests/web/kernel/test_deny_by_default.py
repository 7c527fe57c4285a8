"""Deny by default: a view that declares no access rule is never shown."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, path

from cupel_web.kernel.access import declared
from cupel_web.kernel.middleware import UndeclaredViewError


def forgotten(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("never shown")


urlpatterns = [path("forgotten/", forgotten)]


def _patterns(resolver: URLResolver) -> list[URLPattern]:
    found: list[URLPattern] = []
    for pattern in resolver.url_patterns:
        found += _patterns(pattern) if isinstance(pattern, URLResolver) else [pattern]
    return found


def test_every_page_declares_who_may_open_it() -> None:
    undeclared = [str(pattern.pattern) for pattern in _patterns(get_resolver()) if declared(pattern.callback) is None]
    assert undeclared == []


@pytest.mark.urls(__name__)
@pytest.mark.django_db
def test_a_view_without_a_rule_is_refused(visitor: Client) -> None:
    with pytest.raises(UndeclaredViewError, match="forgotten"):
        visitor.get("/forgotten/")
