"""Every address of the workspace, from its URL patterns: so that no new page can be forgotten."""

from django.urls import URLPattern, URLResolver


def patterns(resolver: URLResolver) -> list[URLPattern]:
    """The patterns under a resolver, those of included modules too; operations of the interface for programs aside,
    which have a table of their own.
    """
    found: list[URLPattern] = []
    for pattern in resolver.url_patterns:
        if getattr(pattern, "namespace", None) == "api":
            continue
        found += patterns(pattern) if isinstance(pattern, URLResolver) else [pattern]
    return found
