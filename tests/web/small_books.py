"""Books of an invented company, small enough to see through: every lot is bought, charged once, made copper.

Of the inbound lots every third comes from a mine in a listed region (F17), every fourth has its certificate dated after
arrival (F4), every fifth has none, and every seventh names no origin.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl

GROSS_G, CU_G = 20_000_000, 5_000_000
FIRST_DAY = date(2024, 3, 1)

PARTIES = [
    {"party_id": "P-own", "name": "Example Smelter", "kind": "smelter", "country": "ZZ", "is_supplier": False},
    {
        "party_id": "P-a",
        "name": "Supplier A",
        "kind": "trader",
        "country": "XA",
        "is_supplier": True,
        "kyc_complete": True,
    },
    {"party_id": "P-c", "name": "Carrier", "kind": "carrier", "country": "ZZ", "is_supplier": False},
    {"party_id": "P-b", "name": "Supplier B", "kind": "producer", "country": "XB", "is_supplier": True},
]
SITES = [
    {
        "site_id": "S-1",
        "name": "Example works",
        "party_id": "P-own",
        "kind": "smelter",
        "country": "ZZ",
        "subdivision": "ZZ-01",
    },
    {
        "site_id": "M-1",
        "name": "Quiet mine",
        "party_id": "P-a",
        "kind": "mine",
        "country": "XA",
        "subdivision": "XA-01",
    },
    {"site_id": "M-2", "name": "Far mine", "party_id": "P-b", "kind": "mine", "country": "XB", "subdivision": "XB-02"},
]
REGIONS = [
    {
        "edition": "E1",
        "code": "XB-02",
        "conflict_affected": True,
        "high_risk": True,
        "published_on": date(2023, 1, 1),
        "valid_from": date(2023, 1, 1),
    }
]


def write_small_books(folder: Path, *, lots: int = 12, spoiled: int = 0) -> Path:
    """Write the books as CSV with ``lots`` inbound lots; ``spoiled`` receipts have a weight that is no number."""
    folder.mkdir(parents=True, exist_ok=True)
    tables: dict[str, list[dict[str, Any]]] = {
        "party": PARTIES,
        "site": SITES,
        "lot": [*map(_lot, range(lots)), *_made(lots)],
        "receipt": [_receipt(number, spoiled=number < spoiled) for number in range(lots)],
        "flow": [*map(_charge, range(lots)), _produced(lots)],
        "document": list(_certificates(lots)),
        "region_determination": REGIONS,
    }
    for name, rows in tables.items():
        pl.DataFrame(rows, infer_schema_length=None).write_csv(folder / f"{name}.csv")
    return folder


def _arrived(number: int) -> datetime:
    return datetime(FIRST_DAY.year, FIRST_DAY.month, 1, 6) + timedelta(hours=7 * number)


def _lot(number: int) -> dict[str, Any]:
    mine = None if number % 7 == 6 else "M-2" if number % 3 == 0 else "M-1"
    return {
        "lot_id": f"L-{number}",
        "form": "concentrate",
        "site_id": "S-1",
        "supplier_id": "P-b" if mine == "M-2" else "P-a",
        "created_at": _arrived(number),
        "loaded_on": _arrived(number).date() - timedelta(days=20),
        "declared_origin_site_id": mine,
        "carrier_id": "P-c",
        "bl_no": f"BL {number}",
        "gross_g": GROSS_G,
        "cu_g": CU_G,
    }


def _made(lots: int) -> Iterator[dict[str, Any]]:
    for lot_id, form in (("C-1", "campaign"), ("K-1", "cathode")):
        made = {"lot_id": lot_id, "form": form, "site_id": "S-1", "created_at": _arrived(lots + 10)}
        yield {**made, "gross_g": lots * (GROSS_G if form == "campaign" else CU_G), "cu_g": lots * CU_G}


def _receipt(number: int, *, spoiled: bool) -> dict[str, Any]:
    return {
        "receipt_id": f"R-{number}",
        "at_local": _arrived(number),
        "utc_offset_min": 0,
        "site_id": "S-1",
        "supplier_id": _lot(number)["supplier_id"],
        "lot_id": f"L-{number}",
        "vehicle": f"V-{number}",
        "gross_g": "twenty tonnes" if spoiled else str(GROSS_G),
        "cu_g": CU_G,
    }


def _charge(number: int) -> dict[str, Any]:
    flow = {"flow_id": f"F-{number}", "event_id": "C-1", "kind": "charge", "site_id": "S-1", "at": _arrived(number + 5)}
    return {**flow, "src_lot": f"L-{number}", "dst_lot": "C-1", "gross_g": GROSS_G, "cu_g": CU_G}


def _produced(lots: int) -> dict[str, Any]:
    flow = {"flow_id": "F-out", "event_id": "C-1", "kind": "produce", "site_id": "S-1", "at": _arrived(lots + 10)}
    return {**flow, "src_lot": "C-1", "dst_lot": "K-1", "gross_g": lots * CU_G, "cu_g": lots * CU_G}


def _certificates(lots: int) -> Iterator[dict[str, Any]]:
    for number in range(lots):
        if number % 5 != 4:
            days = 3 if number % 4 == 3 else -10
            yield {
                "document_id": f"D-{number}",
                "document_type": "certificate_of_origin",
                "number": f"COO {number}",
                "lot_id": f"L-{number}",
                "issued_on": _arrived(number).date() + timedelta(days=days),
                "declared_site_id": _lot(number)["declared_origin_site_id"],
            }
