"""What changed between two versions of a list."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from cupel.screening.lists.content import GROUPS, RELATIONS, evidence
from cupel.screening.tables import ListVersion, WatchList


@dataclass(frozen=True)
class ListDiff:
    """Entities that came, went or changed; each frame has ``entity_id`` and ``name``, sorted by id.

    ``changed`` also has ``groups``, the groups of evidence that differ (``content.GROUPS`` and ``relations``).
    """

    before: ListVersion
    after: ListVersion
    added: pl.DataFrame
    removed: pl.DataFrame
    changed: pl.DataFrame

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return self.added.is_empty() and self.removed.is_empty() and self.changed.is_empty()

    def as_dict(self) -> dict[str, Any]:
        """The difference as plain data."""
        ends = {"before": self.before, "after": self.after}
        return {
            **{end: {"list": of.list_id, "label": of.label, "content": of.content_hash} for end, of in ends.items()},
            "added": self.added.to_dicts(),
            "removed": self.removed.to_dicts(),
            "changed": self.changed.to_dicts(),
        }


def diff_versions(before: WatchList, after: WatchList) -> ListDiff:
    """Compare by entity id and by the hash of each group of evidence."""
    old, new = evidence(before), evidence(after)
    groups = (*GROUPS, RELATIONS)
    both = old.join(new, on="entity_id", suffix="_after")
    differing = pl.concat_list(
        pl.when(pl.col(group).ne_missing(pl.col(f"{group}_after"))).then(pl.lit(group)) for group in groups
    ).list.drop_nulls()
    changed = both.select("entity_id", groups=differing).filter(pl.col("groups").list.len() > 0)
    return ListDiff(
        before.version,
        after.version,
        _named(new.join(old, on="entity_id", how="anti").select("entity_id"), after),
        _named(old.join(new, on="entity_id", how="anti").select("entity_id"), before),
        _named(changed, after),
    )


def _named(found: pl.DataFrame, of: WatchList) -> pl.DataFrame:
    primary = of.name.filter(pl.col("kind") == "primary").select("entity_id", "name")
    return (
        found.join(primary, on="entity_id", how="left")
        .select("entity_id", "name", pl.exclude("entity_id", "name"))
        .sort("entity_id")
    )
