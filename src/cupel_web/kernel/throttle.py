"""Pages that anybody may send forms to take only so many from one address of the network."""

from django.core.cache import cache
from django.http import HttpRequest

from cupel_web.kernel import clock

HOUR = 3600


def asks_too_often(request: HttpRequest, *, what: str, most: int) -> bool:
    """Whether more than ``most`` in an hour came from one address of the network, as each process counts."""
    hour = int(clock.now().timestamp()) // HOUR
    key = f"{what}-{request.META.get('REMOTE_ADDR', '')}-{hour}"
    cache.add(key, 0, HOUR)
    return int(cache.incr(key)) > most
