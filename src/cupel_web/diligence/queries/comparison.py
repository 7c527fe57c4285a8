"""Two runs side by side: which findings are new, gone, the same; how shares of origin moved."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from cupel_web.diligence.folders import outputs_of
from cupel_web.diligence.models import Run
from cupel_web.diligence.queries.names import called
from cupel_web.diligence.queries.origins import Choice, Origin, origins

KEY = ["finding_kind", "subject_type", "subject_id"]
CHANGES = ("new", "gone", "other")


@dataclass(frozen=True, kw_only=True)
class Change:
    """A finding that only one of two runs has, or whose state differs; ``before`` and ``after`` are its states,
    ``called`` its subject as the books name it."""

    id: str
    kind: str
    subject_type: str
    called: str
    before: str | None
    after: str | None
    reason: str


class Changes:
    """The findings that changed, cut before they are named: what Django's paginator asks of a list."""

    def __init__(self, before: Run, after: Run, rows: pl.DataFrame) -> None:
        self.before, self.after, self.rows = before, after, rows

    def __len__(self) -> int:
        return self.rows.height

    def __getitem__(self, part: slice) -> list[Change]:
        shown = self.rows[part]
        gone, kept = shown.filter(pl.col("change") == "gone"), shown.filter(pl.col("change") != "gone")
        names = {
            **called(self.before.version, gone.select("subject_type", "subject_id").iter_rows()),
            **called(self.after.version, kept.select("subject_type", "subject_id").iter_rows()),
        }
        return [_change(row, names) for row in shown.iter_rows(named=True)]


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Numbers of findings by what became of them, and those that changed."""

    new: int
    gone: int
    same: int
    other_state: int
    changes: Changes


@dataclass(frozen=True, kw_only=True)
class ShareChange:
    """An origin's share in both runs."""

    origin: Origin
    before: float
    after: float

    @property
    def difference(self) -> float:
        return self.after - self.before


def compare_findings(before: Run, after: Run, *, only: str = "") -> Comparison:
    """Findings are the same where kind and subject are: clauses may have moved between editions.

    ``only``: ``new``, ``gone`` or ``other`` narrows the changes shown, not the numbers.
    """
    joined = _findings(before).join(_findings(after), on=KEY, how="full", coalesce=True, suffix="_after")
    joined = joined.with_columns(
        pl.when(pl.col("state").is_null()).then(pl.lit("new"))
        .when(pl.col("state_after").is_null()).then(pl.lit("gone"))
        .when(pl.col("state") == pl.col("state_after")).then(pl.lit("same"))
        .otherwise(pl.lit("other")).alias("change")
    )  # fmt: skip
    frame = joined.collect()
    numbers = dict(frame.group_by("change").len().iter_rows())
    shown = frame.filter(pl.col("change") == only if only in CHANGES else pl.col("change") != "same")
    return Comparison(
        new=numbers.get("new", 0),
        gone=numbers.get("gone", 0),
        same=numbers.get("same", 0),
        other_state=numbers.get("other", 0),
        changes=Changes(before, after, shown.sort(["change", *KEY], descending=[True, False, False, False])),
    )


def compare_shares(before: Run, after: Run, choice: Choice) -> list[ShareChange]:
    """Origins of one metal whose share moved, largest move first; a place is one, listed or not."""
    old, new = origins(before, choice), origins(after, choice)
    shares_before, shares_after = _by_place(old), _by_place(new)
    moved = [
        ShareChange(origin=origin, before=shares_before[place], after=shares_after[place])
        for place, origin in {origin.place: origin for origin in [*old, *new]}.items()
    ]
    moved = [change for change in moved if change.difference]
    return sorted(moved, key=lambda change: (-abs(change.difference), str(change.origin.place)))


def _by_place(found: list[Origin]) -> defaultdict[tuple[str | None, ...], float]:
    shares: defaultdict[tuple[str | None, ...], float] = defaultdict(float)
    for origin in found:
        shares[origin.place] += origin.share
    return shares


def _findings(run: Run) -> pl.LazyFrame:
    frame = pl.scan_parquet(outputs_of(run) / "findings.parquet")
    texts = pl.col("finding_kind", "subject_type", "state").cast(pl.String)
    return (
        frame.with_columns(texts)
        .select("finding_id", *KEY, "state", "reason")
        .unique(KEY, keep="first", maintain_order=True)
    )


def _change(row: dict[str, Any], names: Mapping[tuple[str, str], str]) -> Change:
    return Change(
        id=row["finding_id_after"] or row["finding_id"] or "",
        kind=row["finding_kind"],
        subject_type=row["subject_type"],
        called=names[row["subject_type"], row["subject_id"]],
        before=row["state"],
        after=row["state_after"],
        reason=row["reason_after"] or row["reason"] or "",
    )
