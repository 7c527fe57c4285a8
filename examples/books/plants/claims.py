"""What is claimed about recycled content: per shipment on paper, and as credits in the smelters' accounts."""

import numpy as np
import polars as pl
from examples.books.columns import days, texts
from examples.books.plan import METALS, Plan
from examples.books.plants.dispatch import Dispatched
from examples.books.truth import TRAP, Truth
from examples.books.world import World

CLAIMABLE = {"copper cathode": "cu", "refined lead": "pb"}
"""Product -> the metal a claim about it speaks of."""
CODE = "F13_RECYCLED_CLAIM_EXCEEDS"
LABEL_ABOVE = 0.08
"""A label printed by habit is told as wrong if it is above the traced share by more than this."""
ACCOUNTS = (("CSR", 1, "cu"), ("ZLS", 0, "zn"), ("ZLS", 0, "pb"))
OVERSOLD = 1.25


def claims(world: World, *, sent: Dispatched, names: pl.Series, spoiled: set[int], truth: Truth) -> pl.DataFrame:
    """Recycled claims: printed from the traced share, from a habitual label, or from the quarter's credits."""
    plan = world.plan
    chance = plan.stream("claims")
    metal = np.array([METALS.index(CLAIMABLE.get(product, "cu")) for product in sent.product.tolist()])
    traced = sent.share[np.arange(len(metal)), metal, 0]
    wanted = np.isin(sent.product, list(CLAIMABLE)) & (traced > 0.03) & ~np.isin(sent.lot, sorted(spoiled))
    rows = np.flatnonzero(wanted & (chance.random(len(metal)) < 0.16))
    labels = _labels(sent, traced=traced)
    low = chance.permutation(rows[labels[rows] - traced[rows] > LABEL_ABOVE])
    printed, credited = low[: plan.rooted(4)], low[plan.rooted(4) : 2 * plan.rooted(4)]
    value = np.floor(traced * 1e4) / 1e4
    value[printed] = labels[printed]
    value[credited] = np.round(np.minimum(0.97, traced[credited] + chance.uniform(0.04, 0.1, len(credited))), 4)
    for row, lot in zip(printed.tolist(), names.gather(sent.lot[printed]), strict=True):
        truth.add(CODE, "lot", lot, detail=f"claimed {value[row]:.3f}, traced {traced[row]:.3f}")
    covered = names.gather(sent.lot[credited]).to_list()
    truth.add_all(CODE, "lot", covered, trap=TRAP, detail="mass-balance claim, covered by the quarter's recycled input")
    columns = {
        "lot_id": names.gather(sent.lot[rows]),
        "issued_on": days(sent.day[rows] + 1),
        "value": value[rows],
        "remark": texts(np.where(np.isin(rows, credited), "mass_balance", "proportional")),
    }
    issuer = world.cast.parties[0].party_id
    return pl.DataFrame(columns).with_columns(document_type=pl.lit("recycled_claim"), issuer_id=pl.lit(issuer))


def _labels(sent: Dispatched, *, traced: np.ndarray) -> np.ndarray:
    """What the office prints by habit: per product the share of a good month, in steps of five per cent."""
    labels = np.zeros(len(traced))
    for product in CLAIMABLE:
        own = sent.product == product
        labels[own] = np.ceil(np.quantile(traced[own], 0.9) * 20) / 20 if own.any() else 0.0
    return labels


def ledger(plan: Plan, *, parcels: pl.DataFrame, true_mass: pl.DataFrame, truth: Truth) -> pl.DataFrame:
    """The table ``ledger_entry``: recycled credits month by month; one account once sells more than it has."""
    chance = plan.stream("ledger")
    month = pl.col("arrived").cast(pl.Int32).cast(pl.Date).dt.truncate("1mo")
    scrap = parcels.hstack(true_mass).with_columns(month=month).filter(pl.col("form") == "scrap")
    rows = []
    for site, plant, metal in ACCOUNTS:
        own = scrap.filter(pl.col("plant") == plant).group_by("month").agg(pl.col(f"{metal}_g").sum()).sort("month")
        greedy = int(chance.integers(8, 20)) if metal == "pb" else -1
        parts = np.where(np.arange(own.height) == greedy, OVERSOLD, chance.uniform(0.3, 0.7, own.height))
        balance = 0
        for (day, grams), part in zip(own.iter_rows(), parts.tolist(), strict=True):
            sold = max(0, int((balance + grams) * part))
            balance += grams - sold
            rows += [(site, metal, day, 1, grams, "scrap received"), (site, metal, day, 2, -sold, "sold as recycled")]
            if balance < 0:
                period = f"{site}|{metal}|{day.year}-Q{(day.month + 2) // 3}"
                truth.add("LEDGER_NEGATIVE", "site-metal-period", period, detail="sold more credits than it had")
    frame = pl.DataFrame(rows, schema=["site_id", "metal", "month", "seq", "delta_g", "reason"], orient="row")
    at = pl.col("month").dt.month_end().cast(pl.Datetime("ms")) + pl.duration(hours=12)
    number = pl.format("CR-{}", pl.int_range(pl.len()) + 1)
    return frame.with_columns(entry_id=number, claim=pl.lit("recycled"), at=at)
