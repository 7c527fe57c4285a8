"""The workspace's only source of the present moment; tests set it, actions receive it as ``now``."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC)


_clock: ContextVar[Clock] = ContextVar("clock", default=system_clock)


def now() -> datetime:
    """The moment by the clock in use."""
    return _clock.get()()


@contextmanager
def clock_set_to(clock: Clock) -> Iterator[None]:
    """Inside the block :func:`now` asks ``clock``."""
    token = _clock.set(clock)
    try:
        yield
    finally:
        _clock.reset(token)
