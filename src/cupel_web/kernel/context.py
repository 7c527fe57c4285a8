"""What every template knows."""

from django.conf import settings
from django.http import HttpRequest


def appearance(request: HttpRequest) -> dict[str, object]:
    """The colour scheme a person chose (``auto`` follows their system) and the languages there are."""
    theme = request.COOKIES.get("theme", "auto")
    return {"theme": theme if theme in {"light", "dark"} else "auto", "languages": settings.LANGUAGES}
