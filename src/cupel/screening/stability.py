"""What comes and goes with a new version of a list: the hits of the version before it, for the tuning report.

Only entries that differ between the two versions are compared with the parties again; a pair's score does not depend on
other entries.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl

from cupel.errors import ListError
from cupel.messages import _
from cupel.screening.against import Screening, pairs_of
from cupel.screening.changes import REMOVED, changed_parties
from cupel.screening.lists import read_version, stored_versions
from cupel.screening.records import GROUPS, evidence_hashes, only
from cupel.screening.tables import ListVersion, WatchList
from cupel.screening.tuning import stability_per_threshold

Progress = Callable[[str, int, int], None]
SHOWN = ["subject_id", "entity_id", "name_score", "identifier"]


@dataclass(frozen=True)
class Stability:
    """Two versions of a list and, per threshold, the columns of
    :func:`~cupel.screening.tuning.stability_per_threshold`.
    """

    before: ListVersion
    now: ListVersion
    steps: pl.DataFrame

    def as_dict(self) -> dict[str, Any]:
        """The same as plain data."""
        ends = {"before": self.before, "now": self.now}
        told = {end: {"label": of.label, "content_hash": of.content_hash} for end, of in ends.items()}
        return {"list_id": self.now.list_id, **told, "steps": self.steps.to_dicts()}


def earlier_versions(lists: Sequence[WatchList], given: Sequence[WatchList], *, store: Path) -> dict[str, WatchList]:
    """Per list the version to compare with: the ``given`` one of its id (any one, if there is but one list), else the
    one before it in ``store``; lists without one are left out.

    Raises :class:`~cupel.errors.ListError` where a given version belongs to none of the lists.
    """
    found = {_later(each, lists): each for each in given}
    for each in lists:
        list_id = each.version.list_id
        earlier = None if list_id in found else _stored_before(each.version, store)
        if earlier is not None:
            found[list_id] = earlier
    return found


def stability(
    screening: Screening, earlier: Mapping[str, WatchList], *, progress: Progress | None = None
) -> tuple[Stability, ...]:
    """How the hits of each list with an ``earlier`` version came and went, by list."""
    told = []
    for listed in sorted(screening.lists, key=lambda each: each.version.list_id):
        before = earlier.get(listed.version.list_id)
        if before is not None:
            now = screening.pairs.filter(pl.col("list_id") == listed.version.list_id)
            old = _pairs_before(screening, listed, before, now.select(SHOWN), progress)
            told.append(Stability(before.version, listed.version, stability_per_threshold(now, old)))
    return tuple(told)


def _later(before: WatchList, lists: Sequence[WatchList]) -> str:
    ids = [each.version.list_id for each in lists]
    if before.version.list_id in ids:
        return before.version.list_id
    if len(ids) == 1:
        return ids[0]
    raise ListError(
        _("'{list_id}' is an earlier version of none of the lists.").format(list_id=before.version.list_id),
        code="no-later-version",
        remedy=_("Keep both versions in a store under one id, or give that list alone."),
    )


def _stored_before(version: ListVersion, store: Path) -> WatchList | None:
    versions = stored_versions(store, version.list_id)
    place = next((at for at, one in enumerate(versions) if one.version == version), 0)
    return read_version(versions[place - 1].folder) if place else None


def _pairs_before(
    screening: Screening, listed: WatchList, before: WatchList, now: pl.DataFrame, progress: Progress | None
) -> pl.DataFrame:
    """Pairs with the earlier version: those with entries that are the same, and those with the others."""
    moved = changed_parties(evidence_hashes(listed), evidence_hashes(before))
    same = now.join(moved, on="entity_id", how="anti")
    others = moved.filter(pl.col("change") != REMOVED)["entity_id"]
    if others.is_empty():
        return same
    some = only(before, others)
    part = replace(before, **{table: getattr(some, table) for table in GROUPS})
    found = pairs_of(screening.parties.subjects, [part], progress=progress)
    return pl.concat([same, found[before.version.list_id].select(SHOWN)])
