"""Lists as a run is given them: versions in a store, or publishers' files that are read for this run only."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path

from cupel.screening.lists import About, find_version, read_list, read_version
from cupel.screening.tables import WatchList

Progress = Callable[[str, int, int], None]


def given_lists(given: Sequence[str], *, store: Path, on: date, progress: Progress | None = None) -> list[WatchList]:
    """Each of ``given``: a file or folder where there is one, else a version in ``store`` (``LIST@LABEL``, or ``LIST``
    for its newest). A file is called by its name; the day ``on`` counts as that of its import.

    Raises :class:`~cupel.errors.ListError` for a list that is not found or cannot be read.
    """
    lists = []
    for number, name in enumerate(given):
        path = Path(name)
        lists.append(_read(path, on) if path.exists() else read_version(find_version(store, name).folder))
        if progress:
            progress("lists", number + 1, len(given))
    return lists


def _read(path: Path, on: date) -> WatchList:
    called = re.sub(r"[^A-Za-z0-9._-]+", "-", path.resolve().stem if path.is_file() else path.resolve().name)
    return read_list(path, About(list_id=called.strip("-.").lower() or "list", imported_at=_midnight(on)))


def _midnight(on: date) -> datetime:
    return datetime.combine(on, time(), tzinfo=UTC)
