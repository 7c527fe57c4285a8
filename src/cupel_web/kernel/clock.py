"""The workspace's only source of the present moment; tests set it, actions receive it as ``now``."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC)


_clock: ContextVar[Clock] = ContextVar("clock", default=system_clock)


def now() -> datetime:
    """The moment by the clock in use."""
    return _clock.get()()


def moment(text: str) -> datetime:
    """An ISO 8601 moment, as the operator's commands take it; in UTC where it names no zone."""
    given = datetime.fromisoformat(text)
    return given if given.tzinfo else given.replace(tzinfo=UTC)


def day_of(moment: datetime) -> date:
    """The day of a moment: days of the workspace are those of UTC."""
    return moment.astimezone(UTC).date()


def begin_of(day: date) -> datetime:
    """The first moment of a day of the workspace."""
    return datetime.combine(day, time(), UTC)


def today() -> date:
    """The day by the clock in use."""
    return day_of(now())


@contextmanager
def clock_set_to(clock: Clock) -> Iterator[None]:
    """Inside the block :func:`now` asks ``clock``."""
    token = _clock.set(clock)
    try:
        yield
    finally:
        _clock.reset(token)
