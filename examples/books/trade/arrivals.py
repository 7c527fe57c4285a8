"""All parcels in order of arrival, with the form, product and customs code they are booked under."""

import polars as pl

GOODS_OF = {
    "zn": ("concentrate", "zinc concentrate", "260800"),
    "pb": ("concentrate", "lead concentrate", "260700"),
    "bk": ("concentrate", "bulk concentrate", "260800"),
    "cu": ("concentrate", "copper concentrate", "260300"),
    "ore": ("ore", "copper-nickel ore", "260300"),
    "blister": ("blister", "blister", "740200"),
}
"""Material -> form, product, HS code."""
SCRAP_HS = {
    "battery paste": "780200",
    "battery grids": "780200",
    "zinc dross": "790200",
    "galvanizers ash": "262019",
    "steel dust": "262019",
    "copper residues": "262030",
}
"""Product -> HS code; other scrap is copper scrap."""
COPPER_SCRAP_HS = "740400"


def gather(mined: pl.DataFrame, *others: pl.DataFrame) -> pl.DataFrame:
    """All parcels in one frame, ordered by arrival; ``row`` is a mined parcel's row before sorting."""
    frame = pl.concat([mined.with_columns(product=pl.lit(None, dtype=pl.String)), *others], how="diagonal_relaxed")
    form, product, hs = ({key: value[place] for key, value in GOODS_OF.items()} for place in range(3))
    material = pl.col("material")
    scrap_hs = pl.col("product").replace_strict(SCRAP_HS, default=COPPER_SCRAP_HS)
    frame = frame.with_columns(
        form=material.replace_strict(form, default="scrap"),
        hs=pl.coalesce(material.replace_strict(hs, default=None), scrap_hs),
        product=pl.coalesce("product", material.replace_strict(product, default=None)),
        story=pl.col("story").fill_null(""),
        **{name: pl.col(name).fill_null(-1) for name in ("mine", "source", "group")},
    )
    frame = frame.with_columns(row=pl.int_range(pl.len())).sort("arrived", "row")
    return frame.with_columns(lot_id=pl.format("45{}", (pl.int_range(pl.len()) * 3 + 1_000_007).cast(pl.String)))
