"""Pages that anybody may send forms to take only so many from one address of the network."""

from django.core.cache import cache
from django.http import HttpRequest

from cupel_web.kernel import clock

HOUR = 3600


def asks_too_often(request: HttpRequest, *, what: str, most: int) -> bool:
    """Whether more than ``most`` in an hour came from one address of the network, as each process counts."""
    return happens_too_often(f"{what}-{request.META.get('REMOTE_ADDR', '')}", most=most)


def happens_too_often(what: str, *, most: int) -> bool:
    """Whether this is more than the ``most``-th time in an hour, from wherever, as each process counts."""
    key = f"{what}-{int(clock.now().timestamp()) // HOUR}"
    cache.add(key, 0, HOUR)
    return int(cache.incr(key)) > most
