"""What every template knows."""

from django.http import HttpRequest

from cupel_web.kernel.languages import offered_names


def appearance(request: HttpRequest) -> dict[str, object]:
    """The colour scheme a person chose (``auto`` follows their system) and the languages the page can be in."""
    theme = request.COOKIES.get("theme", "auto")
    return {"theme": theme if theme in {"light", "dark"} else "auto", "languages": offered_names(request)}
