"""Where flagged metal went: for each grave finding, the customers and plant-quarters that carry most of it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from cupel.diligence import words
from cupel.diligence.report.flags import CheckResult

if TYPE_CHECKING:
    from cupel.diligence.run import Results

GRAVE = ("critical", "high")
SHOWN = 10


@dataclass(frozen=True, kw_only=True)
class Carrier:
    """Who carries most of a finding's mass: grams of it, certainly and possibly."""

    target: words.Subject
    certain_g: int
    possible_g: int


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How far a finding reaches in one metal: grams sold to ``customers``, and the largest carriers of either kind."""

    check: CheckResult
    customers: int
    certain_g: int
    possible_g: int
    customer: Carrier | None
    plant: Carrier | None


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """A customer or plant-quarter with the finding that touches most of its metal."""

    target: words.Subject
    mass_g: float
    check: CheckResult
    certain: float
    possible: float
    others: int


def reaches(results: "Results", checks: list[CheckResult], *, metal: str, names: words.Names) -> list[Reach]:
    """Critical and high findings that reach a customer or a plant, the gravest first, then by clause."""
    rows = results.propagation.filter(pl.col("metal") == metal).with_columns(
        certain_g=_grams("share_certain"), possible_g=_grams("share_possible")
    )
    found = [_reach(check, rows.filter(pl.col("finding_kind") == check.finding), names) for check in _grave(checks)]
    return [reach for reach in found if reach.customer or reach.plant]


def most_touched(
    results: "Results", checks: list[CheckResult], *, metal: str, target_type: str, names: words.Names
) -> list[Ranked]:
    """The targets whose metal is touched most by one critical or high finding."""
    grave = {check.finding: check for check in _grave(checks)}
    rows = results.propagation.filter(
        pl.col("metal") == metal, pl.col("target_type") == target_type, pl.col("finding_kind").is_in(list(grave))
    ).sort("share_certain", "share_possible", "finding_kind", descending=[True, True, False])
    first = rows.group_by("target_id", maintain_order=True).agg(pl.all().first(), pl.len().alias("kinds"))
    ordered = first.sort("share_certain", "share_possible", "target_id", descending=[True, True, False])
    return [_ranked(row, grave[row["finding_kind"]], names) for row in ordered.head(SHOWN).to_dicts()]


def _grave(checks: list[CheckResult]) -> list[CheckResult]:
    raised = [check for check in checks if check.severity in GRAVE and check.judged.flagged]
    return sorted(raised, key=lambda check: GRAVE.index(check.severity))


def _grams(share: str) -> pl.Expr:
    """Whole grams, so that sums do not depend on the order of rows."""
    return (pl.col(share) * pl.col("mass_g")).round().cast(pl.Int64)


def _reach(check: CheckResult, rows: pl.DataFrame, names: words.Names) -> Reach:
    customers = rows.filter(pl.col("target_type") == "customer")
    return Reach(
        check=check,
        customers=customers.height,
        certain_g=int(customers["certain_g"].sum()),
        possible_g=int(customers["possible_g"].sum()),
        customer=_largest(customers, names),
        plant=_largest(rows.filter(pl.col("target_type") == "site-metal-period"), names),
    )


def _largest(rows: pl.DataFrame, names: words.Names) -> Carrier | None:
    if rows.is_empty():
        return None
    ordered = rows.sort("certain_g", "possible_g", "target_id", descending=[True, True, False])
    row = ordered.row(0, named=True)
    return Carrier(target=_target(row, names), certain_g=row["certain_g"], possible_g=row["possible_g"])


def _ranked(row: dict[str, str | int | float], check: CheckResult, names: words.Names) -> Ranked:
    return Ranked(
        target=_target(row, names),
        mass_g=float(row["mass_g"]),
        check=check,
        certain=float(row["share_certain"]),
        possible=float(row["share_possible"]),
        others=int(row["kinds"]) - 1,
    )


def _target(row: dict[str, str | int | float], names: words.Names) -> words.Subject:
    """A customer, or a plant and quarter; the metal is known from where it stands."""
    if row["target_type"] == "customer":
        return words.subject("party", str(row["target_id"]), names)
    site, _metal, period = str(row["target_id"]).split("|")
    return words.Subject(name=f"{names.get(('site', site)) or site}, {period}", number=site)
