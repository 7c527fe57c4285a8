"""One name against the lists that a company sees; indexes are held ready in this process."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import polars as pl

from cupel.screening import SearchIndex, build_index, search, unscreenable
from cupel.screening.lists import read_version
from cupel.screening.records import subjects_of
from cupel_web.screening.folders import folder_of
from cupel_web.screening.models import ListVersion

HELD = 8
"""Most lists held ready at once, each a few hundred megabytes at 200,000 names."""


def keeps_no_word(name: str) -> bool:
    """Whether a name keeps no word that tells somebody, such as a legal form alone: no hit of it says nothing then."""
    return not unscreenable(subjects_of(pl.DataFrame({"party_id": [name], "name": [name]}))).is_empty()


def found(versions: Iterable[ListVersion], name: str, *, kind: str, country: str) -> list[dict[str, Any]]:
    """Hits of a name in the lists, the most alike first, each with its ``version``."""
    told = [
        {**row, "version": version}
        for version in versions
        for row in search(_index(folder_of(version)), name, kind=kind or None, country=country or None).to_dicts()
    ]
    return sorted(told, key=lambda row: -row["score"])


@lru_cache(maxsize=HELD)
def _index(folder: Path) -> SearchIndex:
    """By the folder, whose name is the hash of what it holds."""
    return SearchIndex(build_index(read_version(folder))).warm()
