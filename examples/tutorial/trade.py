"""Six months of trade in round numbers: each month four lots come in, one campaign is run, one shipment leaves.

A lot of concentrate: 100 t wet, 10 % water, 30 % copper in the dry, so 27 t copper. A lot of scrap: 10 t, 9 t copper.
A campaign takes in 72 t of copper, a quarter of it from scrap, and gives two lots of cathode of 35 t each.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import polars as pl
from examples.tutorial.world import SUPPLIERS

TONNE = 1_000_000
MONTHS = range(1, 7)
MINES = (
    (1, ("M2", "M3")),
    (2, ("M1", "M2")),
    (3, ("M2", "M3")),
    (4, ("M1", "M3")),
    (5, ("M2", "M3")),
    (6, ("M2", "M3")),
)
"""Month -> the mines of its two lots of concentrate; the first mine lies in a listed region."""
OWNER = {"M1": "S1", "M2": "S2", "M3": "S3"}
REGION = {"M1": "XA-01", "M2": "QR-02", "M3": "QS-01"}
PORT = {"M1": "P1", "M2": "P2", "M3": "P3"}
LATE_CERTIFICATE = "C-05-2"
"""This lot's certificate of origin was issued a week after it arrived."""
TRUE_CLAIM, WRONG_CLAIM, WRONG_MONTH = 0.25, 0.40, 6
"""A quarter of the copper is recycled; in one month the office claims more."""
PRICE_USD_T = 8000.0
HOME = {supplier: country for supplier, _, _, country in SUPPLIERS}
OTHER_METALS = {f"{metal}_g": 0 for metal in ("ni", "pb", "zn", "mo", "au", "ag")}
Row = dict[str, Any]


@dataclass(frozen=True)
class Material:
    """Tonnes: wet and of copper; per lot and truck."""

    gross_t: float
    copper_t: float
    moisture: float = 0.0

    def mass(self) -> Row:
        """The columns of mass in grams."""
        return {"gross_g": round(self.gross_t * TONNE), "cu_g": round(self.copper_t * TONNE), **OTHER_METALS}

    @property
    def dry_g(self) -> int:
        """Dry grams."""
        return round(self.gross_t * (1 - self.moisture) * TONNE)


CONCENTRATE, SCRAP = Material(100, 27, 0.1), Material(10, 9)
TRUCK = Material(25, 6.75, 0.1)
MADE = {"A1": ("cathode", Material(35, 35)), "A2": ("cathode", Material(35, 35)), "SL": ("slag", Material(60, 1.5)),
        "LO": ("loss", Material(0.5, 0.5))}  # fmt: skip
"""What a campaign gives."""


class Ledger:
    """Collects rows of the tables."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Row]] = {}

    def add(self, table: str, **row: Any) -> None:
        """One row."""
        self.rows.setdefault(table, []).append(row)

    def tables(self) -> dict[str, pl.DataFrame]:
        """All tables."""
        return {name: pl.DataFrame(rows, infer_schema_length=None) for name, rows in self.rows.items()}


def purchases() -> dict[str, pl.DataFrame]:
    """All tables of the six months."""
    ledger = Ledger()
    for month, mines in MINES:
        first = date(2023, month, 1)
        for number, mine in enumerate(mines, start=1):
            _concentrate(ledger, lot=f"C-{month:02d}-{number}", mine=mine, arrived=first + timedelta(days=2 + number))
        for number, supplier in enumerate(("S4", "S5"), start=1):
            _scrap(ledger, lot=f"R-{month:02d}-{number}", supplier=supplier, arrived=first + timedelta(days=4 + number))
        _campaign(ledger, month=month, started=first + timedelta(days=10))
    return ledger.tables()


def _at(day: date, *, hour: int = 2) -> datetime:
    return datetime(day.year, day.month, day.day, hour)  # noqa: DTZ001 (the table's timestamps have no zone)


def _concentrate(ledger: Ledger, *, lot: str, mine: str, arrived: date) -> None:
    supplier, loaded = OWNER[mine], arrived - timedelta(days=24)
    origin = {"loaded_on": loaded, "declared_origin_site_id": mine, "declared_region": REGION[mine]}
    bill = {"carrier_id": "CA", "voyage": f"V{lot}", "bl_no": f"BL-{lot}"}
    words = {"form": "concentrate", "product": "copper concentrate", "hs": "260300", "declared_recycled": False}
    _lot(ledger, lot=lot, at=_at(arrived), material=CONCENTRATE, supplier_id=supplier, **words, **origin, **bill)
    for truck in range(4):
        _receipt(ledger, lot=lot, supplier=supplier, at=_at(arrived, hour=8 + truck), material=TRUCK)
    _papers(ledger, lot=lot, mine=mine, loaded=loaded, arrived=arrived)
    _money(ledger, lot=lot, supplier=supplier, arrived=arrived, material=CONCENTRATE)


def _scrap(ledger: Ledger, *, lot: str, supplier: str, arrived: date) -> None:
    words = {"form": "scrap", "product": "heavy copper", "hs": "740400", "declared_recycled": True}
    loaded = arrived - timedelta(days=1)
    _lot(ledger, lot=lot, at=_at(arrived), material=SCRAP, supplier_id=supplier, loaded_on=loaded, **words)
    _receipt(ledger, lot=lot, supplier=supplier, at=_at(arrived, hour=8), material=SCRAP)
    _money(ledger, lot=lot, supplier=supplier, arrived=arrived, material=SCRAP)


def _lot(ledger: Ledger, *, lot: str, at: datetime, material: Material, **columns: Any) -> None:
    ledger.add("lot", lot_id=lot, site_id="SM", created_at=at, **material.mass(), **columns)


def _receipt(ledger: Ledger, *, lot: str, supplier: str, at: datetime, material: Material) -> None:
    number = len(ledger.rows.get("receipt", [])) + 1
    ticket = {"receipt_id": f"W{number:03d}", "ticket_no": str(number), "vehicle": f"TR {number:03d}", "mode": "truck"}
    entered = {"entered_quantity": float(material.gross_t), "entered_unit": "t", "moisture": material.moisture}
    place = {"lot_id": lot, "site_id": "SM", "supplier_id": supplier, "at_local": at, "utc_offset_min": 360}
    ledger.add("receipt", **ticket, **place, **entered, dry_g=material.dry_g, **material.mass())


def _papers(ledger: Ledger, *, lot: str, mine: str, loaded: date, arrived: date) -> None:
    issued = arrived + timedelta(days=7) if lot == LATE_CERTIFICATE else loaded
    sailed = loaded + timedelta(days=3)
    weight = {"lot_id": lot, "declared_gross_g": 100 * TONNE}
    origin = {"declared_site_id": mine, "declared_region": REGION[mine]}
    ledger.add(
        "document", document_id=f"CO-{lot}", document_type="certificate_of_origin", issued_on=issued, **weight, **origin
    )
    ledger.add("document", document_id=f"EP-{lot}", document_type="export_permit", issued_on=loaded, lot_id=lot)
    bill = {"document_type": "bill_of_lading", "number": f"BL-{lot}", "issuer_id": "CA", "issued_on": sailed}
    ledger.add("document", document_id=f"BL-{lot}", **bill, **weight)
    stops = (mine, PORT[mine], "P9", "SM")
    days = (loaded, sailed, arrived - timedelta(days=1), arrived)
    for seq, mode in enumerate(("road", "sea", "road")):
        sea = {"voyage": f"V{lot}", "bl_no": f"BL-{lot}"} if mode == "sea" else {}
        place = {"from_site_id": stops[seq], "to_site_id": stops[seq + 1]}
        day = {"departed_on": days[seq], "arrived_on": days[seq + 1], "carrier_id": "CA"}
        ledger.add("leg", lot_id=lot, seq=seq + 1, kind="leg", mode=mode, **place, **day, **sea)


def _money(ledger: Ledger, *, lot: str, supplier: str, arrived: date, material: Material) -> None:
    amount = round(material.copper_t * PRICE_USD_T * 100)
    found = {"moisture": material.moisture, "cu_ppm": material.copper_t * TONNE / material.dry_g * 1e6}
    paid_for = {"payable_cu_g": material.mass()["cu_g"], "price_cu_usd_t": PRICE_USD_T, "amount_cents": amount}
    assayed = arrived + timedelta(days=6)
    ledger.add("assay", lot_id=lot, stage="final", assayed_on=assayed, **found, **paid_for)
    paid = {"paid_on": arrived + timedelta(days=20), "bank_country": HOME[supplier], "payee_id": supplier}
    ledger.add("payment", payment_id=f"PAY-{lot}", lot_id=lot, stage="final", amount_cents=amount, **paid)
    title = {"seller_id": supplier, "buyer_id": "CO", "transferred_on": arrived, "price_usd_t": PRICE_USD_T}
    ledger.add("title_transfer", lot_id=lot, seq=1, kind="sale", **title)


def _campaign(ledger: Ledger, *, month: int, started: date) -> None:
    """Charges the month's lots, makes cathode, slag and loss, and ships both lots of cathode together."""
    campaign, shipment = f"K-{month:02d}", f"V-{month:02d}"
    charge, made, left = (_at(started + timedelta(days=days)) for days in (0, 5, 9))
    inner: Row = {"declared_recycled": False}
    _lot(ledger, lot=campaign, at=charge, material=Material(220, 72), form="campaign", **inner)
    for lot, material in (("C", CONCENTRATE), ("R", SCRAP)):
        for number in (1, 2):
            _flow(ledger, "charge", ends=(f"{lot}-{month:02d}-{number}", campaign), at=charge, material=material)
    for name, (form, material) in MADE.items():
        target = f"{name}-{month:02d}"
        _lot(ledger, lot=target, at=made, material=material, form=form, **inner)
        _flow(ledger, "produce", ends=(campaign, target), at=made, material=material)
    _lot(ledger, lot=shipment, at=left, material=Material(70, 70), form="shipment", **inner)
    for name in ("A1", "A2"):
        _flow(ledger, "ship", ends=(f"{name}-{month:02d}", shipment), at=left, material=MADE[name][1])
    ledger.add("shipment", lot_id=shipment, customer_id="CU", dispatched_on=left.date(), product="copper cathode")
    share = WRONG_CLAIM if month == WRONG_MONTH else TRUE_CLAIM
    claim = {"lot_id": shipment, "issuer_id": "CO", "party_id": "CU", "issued_on": left.date(), "value": share}
    paper = {"document_id": f"RC-{shipment}", "document_type": "recycled_claim", "remark": "proportional"}
    ledger.add("document", **paper, **claim)


def _flow(ledger: Ledger, kind: str, *, ends: tuple[str, str], at: datetime, material: Material) -> None:
    source, target = ends
    event = f"{kind}-{source if kind == 'produce' else target}"
    links = {"flow_id": f"F-{source}-{target}", "event_id": event, "src_lot": source, "dst_lot": target}
    ledger.add("flow", kind=kind, site_id="SM", at=at, **links, **material.mass())
