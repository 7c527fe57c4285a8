"""Bills of lading, export permits, inspections, and letters that explain what would look wrong without them."""

import numpy as np
import polars as pl
from examples.books.columns import texts
from examples.books.office.consignment_papers import Consigned
from examples.books.trade.cargoes import INSPECTED_FROM_G
from examples.books.trade.payments import factor

LOOKS_SPLIT_FROM_G = 420_000_000


def shipping_papers(consigned: Consigned) -> pl.DataFrame:
    """All of them."""
    bills = _bills(consigned)
    papers = [bills, _permits(consigned), _inspections(consigned, bills=bills), *_letters(consigned)]
    return pl.concat(papers, how="diagonal_relaxed")


def _bills(consigned: Consigned) -> pl.DataFrame:
    parcels = consigned.parcels
    rows = np.flatnonzero(parcels["sailed"].is_not_null().to_numpy())
    off = np.rint(consigned.paper_wet * consigned.chance.uniform(1.2, 1.35, parcels.height)).astype(np.int64)
    wet = np.where(consigned.told("short landing"), consigned.embarked, consigned.paper_wet)
    wet = np.where(consigned.told("bill weight off"), off, wet)
    whole = parcels.select("group", wet=pl.Series(wet)).select(pl.col("wet").sum().over("group"))["wet"].to_numpy()
    wet = np.where(consigned.told("bill in parts"), whole, wet)
    carrier = parcels["carrier"].gather(rows).to_numpy()
    return consigned.papers(
        "bill_of_lading",
        rows=rows,
        issued=parcels["sailed"].gather(rows).to_numpy(),
        number=parcels["bill"].gather(rows),
        declared_gross_g=wet[rows],
        issuer_id=texts(consigned.world.party_ids[carrier]),
    )


def _permits(consigned: Consigned) -> pl.DataFrame:
    world = consigned.world
    rows = np.flatnonzero(world.abroad[consigned.mine] & ~consigned.told("no permit"))
    issued = consigned.loaded[rows] - consigned.chance.integers(0, 8, len(rows))
    region = texts(world.mine_regions[consigned.mine[rows]], known=~consigned.told("origin not declared")[rows])
    return consigned.papers("export_permit", rows=rows, issued=issued, declared_region=region)


def _inspections(consigned: Consigned, *, bills: pl.DataFrame) -> pl.DataFrame:
    """Due from 500 t per bill; some buyers ask for one; customs look at voyages that look like a split cargo."""
    parcels, chance = consigned.parcels, consigned.chance
    heavy = bills.filter(pl.col("declared_gross_g") >= INSPECTED_FROM_G)["lot_id"]
    asked = chance.random(parcels.height) < 0.25
    together = parcels.select(pl.len().over("supplier", "carrier", "voyage").alias("n"))["n"].to_numpy() >= 3
    alike = together & (consigned.wet >= LOOKS_SPLIT_FROM_G)
    due = parcels["lot_id"].is_in(heavy.implode()).to_numpy() | asked | alike | consigned.told("bill split, inspected")
    rows = np.flatnonzero(due & ~consigned.told("bill split"))
    laboratories = consigned.world.party_ids[consigned.world.cast.group("laboratory")]
    issuer = laboratories[chance.integers(len(laboratories), size=len(rows))]
    return consigned.papers("inspection", rows=rows, issued=consigned.loaded[rows] + 2, issuer_id=texts(issuer))


def _letters(consigned: Consigned) -> list[pl.DataFrame]:
    world, loaded = consigned.world, consigned.loaded
    blend, detour = consigned.rows("blend with letter"), consigned.rows("diverted with letter")
    short, assigned = consigned.rows("short landing"), consigned.rows("claim assigned")
    source = consigned.parcels["source"].to_numpy()[blend]
    supplier = consigned.parcels["supplier"].to_numpy()[assigned]
    blended = {
        "declared_site_id": texts(world.mine_sites[source]),
        "declared_region": texts(world.mine_regions[source]),
    }
    claim = {
        "party_id": texts(world.party_ids[supplier]),
        "country": texts([factor(number, world=world)[1] for number in supplier.tolist()]),
    }
    storm = ["port closed by storm"] * len(detour)
    return [
        consigned.papers("blend_letter", rows=blend, issued=loaded[blend] - 1, value=[0.4] * len(blend), **blended),
        consigned.papers("route_diversion", rows=detour, issued=loaded[detour] + 3, remark=texts(storm)),
        consigned.papers(
            "short_landing", rows=short, issued=consigned.arrived[short] + 3, declared_gross_g=consigned.wet[short]
        ),
        consigned.papers("assignment_of_claim", rows=assigned, issued=loaded[assigned] + 1, **claim),
    ]
