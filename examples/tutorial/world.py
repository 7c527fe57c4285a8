"""Who is there, and where: the suppliers and their owners, three mines, four ports and a smelter."""

from datetime import date
from typing import Any

import polars as pl

SUPPLIERS = (
    # id, name, kind, country
    ("S1", "Vreimba Mining Co.", "producer", "XA"),
    ("S2", "Klothuan Mines Ltd", "producer", "QR"),
    ("S3", "Zhaimoth Minas S.A.", "producer", "QS"),
    ("S4", "Gwentrio Scrap & Alloys", "recycler", "QM"),
    ("S5", "Dvaloem Recycling", "recycler", "QM"),
)
SITES = (
    # id, name, kind, owner, country, region, latitude, longitude
    ("M1", "Vreimba Mine", "mine", "S1", "XA", "XA-01", -20.1, 98.2),
    ("M2", "Klothuan Mine", "mine", "S2", "QR", "QR-02", -24.4, 91.0),
    ("M3", "Zhaimoth Mine", "mine", "S3", "QS", "QS-01", -31.7, 84.5),
    ("P1", "Port Orun", "port", None, "XA", "XA-04", -21.5, 99.9),
    ("P2", "Port Sket", "port", None, "QR", "QR-01", -25.0, 92.7),
    ("P3", "Port Mauth", "port", None, "QS", "QS-01", -32.3, 85.8),
    ("P9", "Port Jola", "port", None, "QM", "QM-01", -40.2, 95.1),
    ("SM", "Jola Copper Works", "smelter", "CO", "QM", "QM-01", -40.1, 95.2),
)
MINES = [row for row in SITES if row[2] == "mine"]
REGIONS = (("fiction", "XA-01", True, True, date(2022, 5, 2), date(2022, 6, 1)),)


def _frame(rows: list[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(rows, infer_schema_length=None)


def fixed_tables() -> dict[str, pl.DataFrame]:
    """Parties, their owners, sites, what mines may produce, and the list of regions."""
    site = ("site_id", "name", "kind", "party_id", "country", "subdivision", "latitude", "longitude")
    region = ("edition", "code", "conflict_affected", "high_risk", "published_on", "valid_from")
    return {
        "party": _frame(_companies() + _persons()),
        "ownership": _frame([_holding(supplier) for supplier, *_ in SUPPLIERS]),
        "site": _frame([dict(zip(site, row, strict=True)) | {"utc_offset_min": 360} for row in SITES]),
        "capacity": _frame([_capacity(row[0]) for row in MINES]),
        "national_production": _frame([_production(row[4], year=year) for row in MINES for year in (2022, 2023)]),
        "region_determination": _frame([dict(zip(region, row, strict=True)) for row in REGIONS]),
        "list_entry": pl.DataFrame({"entry_id": ["L1"], "name": ["Ophraz Tullimek"], "kind": ["person"]}),
    }


def _companies() -> list[dict[str, Any]]:
    columns = ("party_id", "name", "kind", "country")
    file = {
        "is_supplier": True,
        "incorporated_on": date(2008, 3, 3),
        "onboarded_on": date(2021, 9, 1),
        "kyc_complete": True,
        "kyc_reviewed_on": date(2022, 11, 7),
    }
    suppliers = [dict(zip(columns, row, strict=True)) | file for row in SUPPLIERS]
    others = [
        ("CO", "Jola Copper", "company"),
        ("CU", "Wemthal Cable Works", "customer"),
        ("CA", "Rhoska Lines", "carrier"),
    ]
    return suppliers + [dict(zip(columns, (*row, "QM"), strict=True)) for row in others]


def _persons() -> list[dict[str, Any]]:
    return [
        {"party_id": f"N{supplier}", "name": f"{name.split()[0]} Owner", "kind": "person", "country": country}
        for supplier, name, _, country in SUPPLIERS
    ]


def _holding(supplier: str) -> dict[str, Any]:
    return {
        "owner_id": f"N{supplier}",
        "owned_id": supplier,
        "share": 1.0,
        "kind": "ownership",
        "valid_from": date(2010, 1, 1),
    }


def _capacity(mine: str) -> dict[str, Any]:
    return {
        "site_id": mine,
        "stream": "concentrate",
        "quantity": 2.0,
        "unit": "kt_dry_per_year",
        "valid_from": date(2015, 1, 1),
    }


def _production(country: str, *, year: int) -> dict[str, Any]:
    return {"country": country, "metal": "cu", "year": year, "contained_g": 200_000 * 1_000_000, "source": "invented"}
