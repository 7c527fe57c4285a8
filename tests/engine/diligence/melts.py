"""A small plant: bought lots go into campaigns, campaigns into products, products to customers; grams of copper."""

from typing import Any

from tests.engine.diligence.books import Row, Tables
from tests.engine.diligence.kinds.case import PLACES

SITES: list[Row] = [*PLACES, {"site_id": "vague mine", "name": "Ginkgo", "country": "QX"}]
LISTED: list[Row] = [{"code": "QX-AB"}]

SOURCES: dict[str, Row] = {
    "listed": {"declared_origin_site_id": "conflict mine"},
    "clear": {"declared_origin_site_id": "clear mine"},
    "vague": {"declared_origin_site_id": "vague mine"},
    "region": {"declared_region": "QX-AB"},
    "silent": {"declared_origin_text": "somewhere"},
    "scrap": {"form": "scrap"},
}
"""Kinds of bought lots; a lot of another kind is stock that was there before."""

MELTED = "2024-04-10T00:00"
NAMED = ("lot_id", "flow_id", "src_lot", "dst_lot", "supplier_id", "party_id", "customer_id", "site_id")


def melt(fed: dict[str, int], *, unexplained: int = 0, products: dict[str, int] | None = None) -> Tables:
    """One campaign from ``fed`` grams of each source and ``unexplained`` grams that no flow shows, and its products."""
    whole = sum(fed.values()) + unexplained
    cast = products or {"product": whole}
    lots = [source(name, grams) for name, grams in fed.items()]
    lots += [{"lot_id": "melt", "form": "campaign", "site_id": "plant", "cu_g": whole, "created_at": MELTED}]
    lots += [{"lot_id": name, "form": "shipment", "cu_g": grams, "created_at": MELTED} for name, grams in cast.items()]
    flows = [movement(f"in {name}", name, "melt", grams, kind="charge") for name, grams in fed.items()]
    flows += [movement(f"out {name}", "melt", name, grams, kind="produce") for name, grams in cast.items()]
    sold: list[Row] = [{"lot_id": name, "customer_id": "customer", "dispatched_on": "2024-05-01"} for name in cast]
    tables: Tables = {"lot": lots, "flow": flows, "shipment": sold, "site": SITES, "region_determination": LISTED}
    return {**tables, "party": [{"party_id": "seller"}, {"party_id": "customer"}]}


def source(name: str, grams: int) -> Row:
    """A bought lot of a known kind, or old stock."""
    bought = (
        {"supplier_id": "seller", "loaded_on": "2024-03-01", **SOURCES[name]}
        if name in SOURCES
        else {"site_id": "plant"}
    )
    return {"lot_id": name, "cu_g": grams, **bought}


def movement(name: str, src: str, dst: str, grams: int, *, kind: str) -> Row:
    """Copper that moves within the plant."""
    return {
        "flow_id": name,
        "kind": kind,
        "site_id": "plant",
        "src_lot": src,
        "dst_lot": dst,
        "cu_g": grams,
        "at": MELTED,
    }


def melt_of(tag: str, fed: dict[str, int], **more: Any) -> Tables:
    """The same with ids of its own, at a plant of its own, and without the list."""
    made = melt(fed, **more)
    del made["region_determination"]
    made["site"] = [*PLACES, {**PLACES[-1], "site_id": "plant", "name": f"{tag} plant"}]
    return {table: [_tagged(tag, row, table) for row in rows] for table, rows in made.items()}


def _tagged(tag: str, row: Row, table: str) -> Row:
    if table == "site" and not row["name"].startswith(tag):
        return row
    return {name: f"{tag} {value}" if name in NAMED and value else value for name, value in row.items()}
