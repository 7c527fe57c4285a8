"""Conservation of mass in integer grams: what the books say of a lot against what its receipts and flows add up to.

These are findings about the books, not defects of a row: the rows stay. Where a row that touches a lot is in
quarantine, the lot cannot be judged and its finding is not determined.
"""

from collections.abc import Callable, Iterable
from functools import partial

import polars as pl

from cupel.chain.tables import METALS, TRANSFORMING

MASSES = ("gross_g", *(f"{metal}_g" for metal in METALS))
CONTAINED = MASSES[1:]
FINDINGS = pl.Schema(
    {
        "kind": pl.String,
        "subject_type": pl.String,
        "subject_id": pl.String,
        "mass": pl.String,
        "expected_g": pl.Int64,
        "found_g": pl.Int64,
        "difference_g": pl.Int64,
        "determined": pl.Boolean,
        "detail": pl.String,
    }
)
"""One row per finding and mass (``gross_g``, ``cu_g`` ...): ``found_g`` should equal ``expected_g`` or stay below."""

Scan = Callable[[str], pl.LazyFrame]
"""A table of the books by name."""

Touched = Callable[[str, str], pl.Series | None]
"""Ids in a column of a table's quarantined rows; ``None`` where one of those rows does not tell its id."""


def conservation_findings(scan: Scan, *, touched: Touched) -> pl.DataFrame:
    """All findings (:data:`FINDINGS`), sorted by kind, subject and mass."""
    checks = (_inputs, _events, _campaigns, _overdraw, _gains)
    found = [FINDINGS.to_frame(), *(check(scan, touched=touched) for check in checks)]
    return pl.concat(found).sort("kind", "subject_id", "mass")


def _inputs(scan: Scan, *, touched: Touched) -> pl.DataFrame:
    """A lot is what its tickets, reversals being negative, and its inflows add up to; a stock gain is no content."""
    received = _sums(scan("receipt"), by="lot_id")
    entered = _sums(scan("flow").filter(pl.col("kind") != "gain"), by="dst_lot")
    sums = pl.concat([received, entered]).group_by("id").agg(_total(name) for name in MASSES)
    rows = _compared(_contents(scan("lot")), sums, MASSES, differs=_unequal)
    by_ticket = pl.col("id").is_in(received["id"].implode())
    doubtful = [touched("receipt", "lot_id"), touched("flow", "dst_lot")]
    return pl.concat(
        [
            _findings(rows.filter(by_ticket), kind="receipts-differ", doubtful=doubtful),
            _findings(rows.filter(~by_ticket), kind="inflow-differs", doubtful=doubtful[1:]),
        ]
    )


def _events(scan: Scan, *, touched: Touched) -> pl.DataFrame:
    """Contained metal that an event takes in leaves it."""
    flows = scan("flow").filter(pl.col("kind").is_in(TRANSFORMING)).collect()
    both = flows.group_by("event_id").agg(pl.col("kind").n_unique()).filter(pl.col("kind") == 2)
    flows = flows.join(both.select("event_id"), on="event_id", how="semi")
    charged, produced = (_sums(flows.filter(pl.col("kind") == kind).lazy(), by="event_id") for kind in TRANSFORMING)
    rows = _compared(charged, produced, CONTAINED, differs=_unequal)
    return _findings(rows, kind="event-differs", doubtful=[touched("flow", "event_id")], subject_type="event")


def _campaigns(scan: Scan, *, touched: Touched) -> pl.DataFrame:
    """Contained metal of a campaign that delivered leaves it, slag and losses being lots as well."""
    campaigns = scan("lot").filter(pl.col("form") == "campaign")
    produced = _sums(scan("flow").filter(pl.col("kind") == "produce"), by="src_lot")
    rows = _compared(_contents(campaigns), produced, CONTAINED, differs=_unequal)
    return _findings(rows, kind="campaign-differs", doubtful=[touched("flow", "src_lot")])


def _overdraw(scan: Scan, *, touched: Touched) -> pl.DataFrame:
    """No more leaves a lot than it holds and gained; of a lot that is transformed only contained metal counts."""
    flows = scan("flow")
    gained = _sums(flows.filter(pl.col("kind") == "gain"), by="dst_lot")
    lots = _contents(scan("lot"))
    held = pl.concat([lots, gained.join(lots, on="id", how="semi")])
    balance = held.group_by("id").agg(_total(name) for name in MASSES)
    transformed = flows.filter(pl.col("kind") == "produce").select("src_lot").unique()
    whole = flows.join(transformed, on="src_lot", how="anti")
    metals = _compared(balance, _sums(flows, by="src_lot"), CONTAINED, differs=_above)
    weight = _compared(balance, _sums(whole, by="src_lot"), ("gross_g",), differs=_above)
    doubtful = [touched("flow", "src_lot"), touched("flow", "dst_lot")]
    return _findings(pl.concat([metals, weight]), kind="over-draw", doubtful=doubtful)


def _gains(scan: Scan, *, touched: Touched) -> pl.DataFrame:
    """A stock gain needs a stock count of the lot that shows at least its weight."""
    counts = scan("document").filter(pl.col("document_type") == "stock_count")
    shown = counts.group_by(id="lot_id").agg(gross_g=pl.col("declared_gross_g").sum()).collect()
    gained = _sums(scan("flow").filter(pl.col("kind") == "gain"), by="dst_lot").select("id", "gross_g")
    expected = gained.select("id").join(shown, on="id", how="left", maintain_order="left").fill_null(0)
    rows = _compared(expected, gained, ("gross_g",), differs=_above)
    return _findings(
        rows, kind="gain-without-count", doubtful=[touched("document", "lot_id"), touched("flow", "dst_lot")]
    )


def _total(name: str) -> pl.Expr:
    """The sum, null where one part is not known."""
    return pl.when(pl.col(name).null_count() == 0).then(pl.col(name).sum()).alias(name)


def _sums(rows: pl.LazyFrame, *, by: str) -> pl.DataFrame:
    return rows.group_by(id=by).agg(_total(name) for name in MASSES).collect()


def _contents(lots: pl.LazyFrame) -> pl.DataFrame:
    return lots.select("lot_id", *MASSES).rename({"lot_id": "id"}).collect()


def _unequal(expected: pl.Expr, found: pl.Expr) -> pl.Expr:
    return found != expected


def _above(expected: pl.Expr, found: pl.Expr) -> pl.Expr:
    return found > expected


def _compared(
    expected: pl.DataFrame, found: pl.DataFrame, masses: Iterable[str], *, differs: Callable[..., pl.Expr]
) -> pl.DataFrame:
    """Rows (id, mass, expected_g, found_g) where ``differs``; a figure that is not known is never a difference."""
    both = expected.join(found, on="id", suffix="_found")
    pick = partial(_differing, both, differs=differs)
    return pl.concat([_EMPTY, *(pick(name) for name in masses)])


_EMPTY = pl.DataFrame(schema={"id": pl.String, "mass": pl.String, "expected_g": pl.Int64, "found_g": pl.Int64})


def _differing(both: pl.DataFrame, name: str, *, differs: Callable[..., pl.Expr]) -> pl.DataFrame:
    wrong = both.filter(differs(pl.col(name), pl.col(f"{name}_found")))
    return wrong.select("id", mass=pl.lit(name), expected_g=pl.col(name), found_g=pl.col(f"{name}_found"))


def _findings(
    rows: pl.DataFrame, *, kind: str, doubtful: Iterable[pl.Series | None], subject_type: str = "lot"
) -> pl.DataFrame:
    determined = pl.lit(value=True)
    for ids in doubtful:
        determined = determined & (pl.lit(value=False) if ids is None else ~pl.col("id").is_in(ids.implode()))
    return rows.select(
        kind=pl.lit(kind),
        subject_type=pl.lit(subject_type),
        subject_id="id",
        mass="mass",
        expected_g="expected_g",
        found_g="found_g",
        difference_g=pl.col("found_g") - pl.col("expected_g"),
        determined=determined,
        detail=pl.lit(None, dtype=pl.String),
    ).match_to_schema(FINDINGS)
