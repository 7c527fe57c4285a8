"""Permanent public ids."""

from ulid import ULID


def new_id() -> str:
    """A new ULID: 26 characters, sortable by the time it was made."""
    return str(ULID())
