"""Findings of a run against a truth file: precision, recall, near misses, what had to stay unknown."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

FINDING, NEAR_MISS, UNKNOWN = 0, 1, 2
"""``is_trap`` of a truth file."""

NAMED, LISTED_LATER = "F8_WATCHLIST_NAME", "F16_LIST_CHANGE_PARTY"
"""Suppliers that were listed later are name matches as well; they count neither way under the first."""

REQUIRED: dict[str, tuple[float, float]] = {
    **dict.fromkeys(
        (
            "F1_OVER_CAPACITY",
            "F3_DUPLICATE_BL",
            "F4_COO_AFTER_ARRIVAL",
            "F5_THIRD_COUNTRY_PAYMENT",
            "F8_WATCHLIST_NAME",
            "F9_LISTED_OWNER",
            "F10_OVER_CAPACITY_SUMMED",
            "F11_SPLIT_BL",
            "F12_REISSUED_ORIGIN",
            "F13_RECYCLED_CLAIM_EXCEEDS",
            "F15_OWNED_50_STEPS",
            "F16_LIST_CHANGE_PARTY",
            "F16_LIST_CHANGE_REGION",
            "F17_LISTED_ORIGIN",
            "F18_TRANSIT_LISTED",
            "F19_CIRCULAR_TRADING",
            "F22_MASS_IMBALANCE",
        ),
        (0.95, 0.95),
    ),
    **dict.fromkeys(
        (
            "F6_ASM_AGGREGATION",
            "F7_PRIMARY_SOLD_AS_SCRAP",
            "F13_PRIMARY_WASHED_AS_RECYCLED",
            "F20_UNIT_ERROR",
            "F21_DUPLICATE_RECEIPT",
        ),
        (0.9, 0.8),
    ),
    "F2_ORIGIN_MISDECLARED": (0.8, 0.7),
}
"""Least precision and recall per code."""

PROVENANCE_TOLERANCE = 1e-9


@dataclass(frozen=True, kw_only=True)
class Score:
    """One finding kind: what was planted, what was found, and the subjects of each mistake."""

    kind: str
    planted: frozenset[str]
    found: frozenset[str]
    near_misses: frozenset[str]
    open_planted: frozenset[str]
    open_found: frozenset[str]

    @property
    def precision(self) -> float:
        """Share of the flags that are right; 1 without flags."""
        return len(self.found & self.planted) / len(self.found) if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the planted findings that are flagged; 1 if none is planted."""
        return len(self.found & self.planted) / len(self.planted) if self.planted else 1.0

    @property
    def taken_in(self) -> frozenset[str]:
        """Near misses that were flagged."""
        return self.found & self.near_misses

    @property
    def left_open(self) -> float:
        """Share of what cannot be decided that was answered unknown; 1 if there is none."""
        return len(self.open_found & self.open_planted) / len(self.open_planted) if self.open_planted else 1.0


def scores(findings: pl.DataFrame, truth: pl.DataFrame) -> Iterator[Score]:
    """A score per kind of the truth file. ``findings``: a run's; ``truth``: ``code, object_id, is_trap``."""
    later = _subjects(truth, LISTED_LATER, FINDING)
    for kind in truth["code"].unique().sort():
        flagged = _states(findings, kind, "true")
        yield Score(
            kind=kind,
            planted=_subjects(truth, kind, FINDING),
            found=flagged - later if kind == NAMED else flagged,
            near_misses=_subjects(truth, kind, NEAR_MISS),
            open_planted=_subjects(truth, kind, UNKNOWN),
            open_found=_states(findings, kind, "unknown"),
        )


def read_truth(folder: Path) -> pl.DataFrame:
    """The truth file of a case: ``code, object_id, is_trap``."""
    table = pl.read_csv(folder / "truth" / "truth.csv", infer_schema=False)
    return table.select("code", "object_id", pl.col("is_trap").cast(pl.Int8))


def provenance_gap(provenance: pl.DataFrame, folder: Path) -> float:
    """Largest difference of a run's copper shares (recycled; listed for certain) from the case's; infinite where a
    shipment of the truth is missing."""
    told = _read(folder / "truth" / "truth_provenance").select("lot_id", "recycled_share_cu", "listed_origin_share_cu")
    ours = provenance.filter(pl.col("metal") == "cu").drop("metal")
    both = told.join(ours, on="lot_id", how="left")
    gaps = both.select(
        (pl.col("recycled_share_cu") - pl.col("recycled_share")).abs().fill_null(float("inf")).max().alias("recycled"),
        (pl.col("listed_origin_share_cu") - pl.col("listed_share_certain")).abs().fill_null(float("inf")).max(),
    )
    return float(max(gaps.row(0)))


def _read(stem: Path) -> pl.DataFrame:
    parquet = stem.with_suffix(".parquet")
    return pl.read_parquet(parquet) if parquet.exists() else pl.read_csv(stem.with_suffix(".csv"))


def _subjects(truth: pl.DataFrame, kind: str, trap: int) -> frozenset[str]:
    return frozenset(truth.filter(pl.col("code") == kind, pl.col("is_trap") == trap)["object_id"])


def _states(findings: pl.DataFrame, kind: str, state: str) -> frozenset[str]:
    return frozenset(findings.filter(pl.col("finding_kind") == kind, pl.col("state") == state)["subject_id"])
