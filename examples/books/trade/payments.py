"""Where the money goes: an advance and the rest, to the account that the lot's story names."""

import numpy as np
import polars as pl
from examples.books.columns import days
from examples.books.world import World

ABROAD = {
    "paid abroad": ("QV", "QT"),
    "paid abroad, letter expired": ("QS", "QN"),
    "paid abroad, letter valid": ("QR", "QX"),
}
"""Story -> bank country, and the one used if the supplier lives in the first."""


def pay(world: World, *, parcels: pl.DataFrame, assays: pl.DataFrame) -> pl.DataFrame:
    """The table ``payment``, with the row of the lot in ``parcel`` and the day number in ``paid``."""
    chance = world.plan.stream("payments")
    payee, country = _accounts(parcels, world=world)
    lots = pl.DataFrame({"parcel": np.arange(parcels.height), "payee": payee, "bank_country": country})
    rows = assays.select("parcel", "stage", "amount_cents").join(lots, on="parcel", maintain_order="left")
    parcel = rows["parcel"].to_numpy()
    final = (rows["stage"] == "final").to_numpy()
    scrap = (parcels["form"] == "scrap").to_numpy()[parcel]
    wait = chance.integers(3, 25, rows.height) + np.where(scrap, 6, 14) + np.where(final & ~scrap, 55, 0)
    advance = pl.col("amount_cents").filter(pl.col("stage") == "provisional").first().over("parcel").fill_null(0)
    rows = rows.with_columns(
        payee_id=pl.Series(world.party_ids[rows["payee"].to_numpy()].tolist()),
        amount_cents=pl.when(pl.Series(final)).then(pl.col("amount_cents") - advance).otherwise("amount_cents"),
        paid=pl.Series(parcels["arrived"].to_numpy()[parcel] + wait),
    ).sort("paid", "parcel", "stage")
    paid_on = days(rows["paid"])
    return rows.with_columns(
        payment_id=pl.format("PAY/{}/{}", paid_on.dt.year(), pl.int_range(pl.len()) + 1),
        lot_id=parcels["lot_id"].gather(rows["parcel"]),
        paid_on=paid_on,
    )


def _accounts(parcels: pl.DataFrame, *, world: World) -> tuple[list[int], list[str]]:
    """Per lot the payee (party number) and the country of its bank."""
    told = [
        _account(supplier, story=story, world=world) for supplier, story in parcels.select("supplier", "story").rows()
    ]
    return [payee for payee, _ in told], [country for _, country in told]


def _account(supplier: int, *, story: str, world: World) -> tuple[int, str]:
    cast = world.cast
    if story in ABROAD:
        first, second = ABROAD[story]
        return supplier, second if cast.parties[supplier].country == first else first
    if story == "claim assigned":
        return factor(supplier, world=world)
    payee = cast.group("broker")[0] if story == "paid to a third party" else supplier
    return payee, cast.bank_country[supplier]


def factor(supplier: int, *, world: World) -> tuple[int, str]:
    """The factoring bank of a supplier and its country."""
    factors = world.cast.group("financier")
    bank = factors[supplier % len(factors)]
    return bank, world.cast.parties[bank].country
