"""What a reader is given and what it says of itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from cupel.screening.lists.gather import Gather


@dataclass(frozen=True)
class Source:
    """A list's file or folder, all files in it that are read, and headings given by the user (column: heading)."""

    path: Path
    files: tuple[Path, ...]
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Format:
    """A layout that can be read. ``read`` fills the tables and returns the day of publication, if the file says it.

    ``version`` goes up when the same file would give other tables.
    """

    key: str
    title: str
    version: str
    read: Callable[[Source, Gather], date | None]
    licence: str | None = None
