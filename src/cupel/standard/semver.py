"""Versions of clauses and editions: what a change is worth, and the number that comes after (semver.org)."""

from collections.abc import Container
from typing import NamedTuple

FIRST = "1.0.0"
"""Version of what is new."""

MAJOR, MINOR, PATCH = 0, 1, 2
STEPS = {"editorial": PATCH, "clarified": MINOR, "relaxed": MAJOR, "strengthened": MAJOR}
"""Which part of the version a kind of change raises (exchange.md 1.3)."""


class Semver(NamedTuple):
    """A version in its order."""

    major: int
    minor: int
    patch: int


def semver(text: str) -> Semver:
    """The version that ``text``, such as ``1.0.0``, is."""
    major, minor, patch = (int(part) for part in text.split("."))
    return Semver(major, minor, patch)


def raised(text: str, step: int, taken: Container[str] = ()) -> str:
    """The next version after ``text`` by ``step`` that is not ``taken``."""
    parts = list(semver(text))
    while True:
        parts = [*parts[:step], parts[step] + 1, *[0] * (PATCH - step)]
        version = ".".join(map(str, parts))
        if version not in taken:
            return version


def step_between(before: str, after: str) -> int:
    """The first part that differs; the last one where none does."""
    return next(
        (place for place, pair in enumerate(zip(semver(before), semver(after), strict=True)) if pair[0] != pair[1]),
        PATCH,
    )
