"""Rules about the machine itself."""

import hmac

from django.conf import settings
from django.http import HttpRequest


def may_read_metrics(request: HttpRequest) -> bool:
    """The caller shows the token from the environment; without one set, nobody may."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(settings.METRICS_TOKEN) and hmac.compare_digest(given.encode(), settings.METRICS_TOKEN.encode())
