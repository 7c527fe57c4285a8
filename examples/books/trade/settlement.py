"""What lots are found to hold and what is paid for them: analyses, payable metal, amounts."""

import numpy as np
import polars as pl
from examples.books.columns import days
from examples.books.plan import ELEMENTS
from examples.books.trade.prices import DISCOUNT, PAYABLE, PRICE_USD_T, TOLLED, TREATMENT_USD_T, price_on
from examples.books.world import World

LAB_ERROR = {"provisional": 0.012, "final": 0.003}
INFLATED = 1.38
"""What a dishonest seller's first analysis makes of the copper."""


def settle(world: World, *, parcels: pl.DataFrame, true_mass: pl.DataFrame, tolled: list[int]) -> pl.DataFrame:
    """The table ``assay``, with the row of the lot in ``parcel``. Every inbound lot is settled on its true mass
    (``true_mass``: dry and metal grams per lot), not on the booked one."""
    chance = world.plan.stream("settlement")
    price = price_on(parcels["arrived"].to_numpy(), plan=world.plan)
    value = _value(parcels, true_mass=true_mass, price=price)
    value = value * np.where(np.isin(parcels["supplier"].to_numpy(), tolled), TOLLED, 1.0)
    money = {
        "payable_cu_g": _payable_copper(parcels, true_mass=true_mass),
        "price_cu_usd_t": pl.Series(price),
        "amount_cents": pl.Series(np.rint(value * 100).astype(np.int64)),
    }
    final = _analyses("final", parcels=parcels, world=world, chance=chance).with_columns(**money)
    first = _analyses("provisional", parcels=parcels, world=world, chance=chance).with_columns(**money)
    advance = [(pl.col(name) * 9 // 10).alias(name) for name in ("payable_cu_g", "amount_cents")]
    first = first.with_columns(advance).filter(parcels["form"] != "scrap")
    assays = pl.concat([final, first]).sort("parcel", "stage")
    return assays.with_columns(lot_id=parcels["lot_id"].gather(assays["parcel"]))


def _payable_copper(parcels: pl.DataFrame, *, true_mass: pl.DataFrame) -> pl.Series:
    """Grams of copper paid for; null where copper is not what is bought."""
    scrap = (parcels["form"] == "scrap") & (parcels["x_cu"] > 0.1)
    mined = parcels["material"].is_in(["cu", "ore"])
    part = pl.when(scrap | (parcels["form"] == "blister")).then(0.997).when(mined).then(PAYABLE["cu"]["cu"])
    return pl.select((part * true_mass["cu_g"]).round().cast(pl.Int64).alias("payable"))["payable"]


def _value(parcels: pl.DataFrame, *, true_mass: pl.DataFrame, price: np.ndarray) -> np.ndarray:
    """USD: payable metals at their prices; copper scrap at a discount, mined material less a treatment charge."""
    total = np.zeros(parcels.height)
    for kind, parts in PAYABLE.items():
        chosen = (parcels["material"] == kind).to_numpy()
        if kind == "scrap":
            chosen &= (parcels["x_cu"] <= 0.1).to_numpy()
        for metal, part in parts.items():
            unit = price if metal == "cu" else PRICE_USD_T[metal]
            total += np.where(chosen, part * true_mass[f"{metal}_g"].to_numpy() / 1e6 * unit, 0.0)
    paid = parcels["product"].replace_strict(DISCOUNT, default=0.0, return_dtype=pl.Float64).to_numpy()
    total += np.where(total == 0, paid * true_mass["cu_g"].to_numpy() / 1e6 * price, 0.0)
    treated = true_mass["dry_g"].to_numpy() / 1e6 * (parcels["mine"] >= 0).to_numpy()
    value: np.ndarray = np.maximum(total - TREATMENT_USD_T * treated, 0.2 * total)
    return value


def _found(stage: str, *, parcels: pl.DataFrame, chance: np.random.Generator) -> np.ndarray:
    """Mass fractions (lots x elements) that a laboratory finds; of pure metal it determines the impurities."""
    content: np.ndarray = parcels.select([f"x_{element}" for element in ELEMENTS]).to_numpy()
    found: np.ndarray = content * (1 + LAB_ERROR[stage] * chance.standard_normal(content.shape))
    pure = np.minimum(content * (1 + 2e-5 * chance.standard_normal(content.shape)), 0.99999)
    found = np.where(content > 0.9, pure, found)
    if stage == "provisional":
        found[(parcels["story"] == "provisional assay inflated").to_numpy(), 0] *= INFLATED
    return found


def _analyses(stage: str, *, parcels: pl.DataFrame, world: World, chance: np.random.Generator) -> pl.DataFrame:
    """One analysis per lot; sulphur is seldom asked of scrap."""
    found = _found(stage, parcels=parcels, chance=chance)
    laboratories = world.party_ids[world.cast.group("laboratory")]
    scrap = (parcels["form"] == "scrap").to_numpy()
    delay = np.where(stage == "final", np.where(scrap, 4, 24), 0) + chance.integers(1, 8, parcels.height)
    chosen = laboratories[chance.integers(len(laboratories), size=parcels.height)]
    moisture = parcels["moisture"].to_numpy() * (1 + 0.01 * chance.standard_normal(len(scrap)))
    ppm = {f"{element}_ppm": np.round(found[:, place] * 1e6, 3) for place, element in enumerate(ELEMENTS)}
    asked = np.where(scrap, chance.random(len(scrap)) < 0.1, chance.random(len(scrap)) < 0.95)
    frame = pl.DataFrame(
        {
            "parcel": np.arange(parcels.height),
            "stage": [stage] * parcels.height,
            "laboratory_id": chosen.tolist(),
            "assayed_on": days(parcels["arrived"].to_numpy() + delay),
            "moisture": np.round(np.clip(moisture, 0, 0.3), 4),
        }
        | ppm
    )
    return frame.with_columns(s_ppm=pl.when(pl.Series(asked)).then(pl.col("s_ppm")))
