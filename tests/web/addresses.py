"""Every address of the workspace, from its URL patterns: so that no new page can be forgotten."""

from django.urls import URLPattern, URLResolver


def patterns(resolver: URLResolver) -> list[URLPattern]:
    """The patterns under a resolver, those of included modules too."""
    found: list[URLPattern] = []
    for pattern in resolver.url_patterns:
        found += patterns(pattern) if isinstance(pattern, URLResolver) else [pattern]
    return found
