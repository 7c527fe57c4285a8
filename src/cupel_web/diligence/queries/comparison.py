"""Two runs side by side: which findings are new, gone, the same; how shares of origin moved."""

from dataclasses import dataclass

import polars as pl

from cupel_web.diligence.folders import outputs_of
from cupel_web.diligence.models import Run
from cupel_web.diligence.queries.origins import Choice, Origin, origins

KEY = ["finding_kind", "subject_type", "subject_id"]
LIMIT = 200


@dataclass(frozen=True, kw_only=True)
class Change:
    """A finding that only one of two runs has, or whose state differs; ``before`` and ``after`` are its states."""

    id: str
    kind: str
    subject_type: str
    subject: str
    before: str | None
    after: str | None
    reason: str


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Numbers of findings by what became of them, and the first of those that changed."""

    new: int
    gone: int
    same: int
    other_state: int
    changes: list[Change]


@dataclass(frozen=True, kw_only=True)
class ShareChange:
    """An origin's share in both runs."""

    origin: Origin
    before: float
    after: float

    @property
    def difference(self) -> float:
        return self.after - self.before


def compare_findings(before: Run, after: Run) -> Comparison:
    """Findings are the same where kind and subject are: clauses may have moved between editions."""
    joined = _findings(before).join(_findings(after), on=KEY, how="full", coalesce=True, suffix="_after")
    joined = joined.with_columns(
        pl.when(pl.col("state").is_null()).then(pl.lit("new"))
        .when(pl.col("state_after").is_null()).then(pl.lit("gone"))
        .when(pl.col("state") == pl.col("state_after")).then(pl.lit("same"))
        .otherwise(pl.lit("other")).alias("change")
    )  # fmt: skip
    frame = joined.collect()
    numbers = dict(frame.group_by("change").len().iter_rows())
    changed = frame.filter(pl.col("change") != "same").sort(["change", *KEY], descending=[True, False, False, False])
    return Comparison(
        new=numbers.get("new", 0),
        gone=numbers.get("gone", 0),
        same=numbers.get("same", 0),
        other_state=numbers.get("other", 0),
        changes=[_change(row) for row in changed.head(LIMIT).iter_rows(named=True)],
    )


def compare_shares(before: Run, after: Run, choice: Choice) -> list[ShareChange]:
    """Origins of one metal whose share moved, largest move first."""
    old = {origin.place: origin for origin in origins(before, choice)}
    new = {origin.place: origin for origin in origins(after, choice)}
    moved = [
        ShareChange(
            origin=new.get(place) or old[place],
            before=old[place].share if place in old else 0.0,
            after=new[place].share if place in new else 0.0,
        )
        for place in {**old, **new}
    ]
    moved = [change for change in moved if change.difference]
    return sorted(moved, key=lambda change: (-abs(change.difference), str(change.origin.place)))[:LIMIT]


def _findings(run: Run) -> pl.LazyFrame:
    frame = pl.scan_parquet(outputs_of(run) / "findings.parquet")
    texts = pl.col("finding_kind", "subject_type", "state").cast(pl.String)
    return (
        frame.with_columns(texts)
        .select("finding_id", *KEY, "state", "reason")
        .unique(KEY, keep="first", maintain_order=True)
    )


def _change(row: dict[str, str | None]) -> Change:
    return Change(
        id=row["finding_id_after"] or row["finding_id"] or "",
        kind=row["finding_kind"] or "",
        subject_type=row["subject_type"] or "",
        subject=row["subject_id"] or "",
        before=row["state"],
        after=row["state_after"],
        reason=row["reason_after"] or row["reason"] or "",
    )
