"""Cases about weights, balances, bills and analyses."""

from typing import Any

from tests.engine.diligence.books import Row, Tables
from tests.engine.diligence.kinds.case import PLACES, Case, paper, parcel, party, step

from cupel.chain.tables import METALS

TONNE_G = 1_000_000
POUND = 0.45359237


def ticket(name: str, *, at: str) -> Row:
    """An entry of the weighbridge."""
    return {"receipt_id": f"F21 {name}", "lot_id": "F21 lot", "vehicle": "TRUCK-1", "at_local": at, "gross_g": 5}


DUPLICATE_RECEIPT = Case(
    kind="F21_DUPLICATE_RECEIPT",
    books={
        "lot": [parcel("F21", "lot", gross_g=10)],
        "receipt": [ticket("first", at="2024-03-20T08:00"), ticket("second", at="2024-03-20T09:30")],
        "site": PLACES,
    },
    flagged="F21 second",
    clear="F21 first",
    change=("usual_turn_hours", 1),
    then=("F21 second", "false"),
    others={"window_hours": 1},
    needs=("receipt.vehicle",),
)


def settled(name: str, *, booked: float, true: float) -> tuple[Row, Row]:
    """A lot booked at one weight and settled at another, tonnes."""
    lot = parcel("F20", name, gross_g=round(booked * TONNE_G), cu_g=round(booked * TONNE_G / 4))
    return lot, {"lot_id": lot["lot_id"], "payable_cu_g": round(true * TONNE_G / 4), "moisture": 0.08}


WRONG, RIGHT = settled("wrong", booked=20, true=20 * POUND * 1.005), settled("right", booked=20, true=19)
UNIT_ERROR = Case(
    kind="F20_UNIT_ERROR",
    books={"lot": [WRONG[0], RIGHT[0]], "assay": [WRONG[1], RIGHT[1]]},
    flagged="F20 wrong",
    clear="F20 right",
    change=("tolerance", 0.2),
    then=("F20 wrong", "false"),
    needs=("assay.payable_cu_g",),
)

IMPOSSIBLE_GRADE = Case(
    kind="IMPOSSIBLE_GRADE",
    books={
        "lot": [
            parcel("GRADE", "heavy", gross_g=100, cu_g=70, zn_g=35),
            parcel("GRADE", "pure", gross_g=100, cu_g=95),
        ]
    },
    flagged="GRADE heavy",
    clear="GRADE pure",
    change=("max_fraction", 90),
    then=("GRADE pure", "true"),
    forgiving={
        "lot.cu_g": "the metals that are recorded are added up",
        "lot.zn_g": "the metals that are recorded are added up",
    },
)


NO_OTHERS: dict[str, Any] = {f"{metal}_g": 0 for metal in METALS if metal != "cu"}
"""Copper alone, and known to be so: whatever other metals the books hold, the balance can be closed."""


def drawn(name: str, *, taken: int) -> Tables:
    """A lot of 1000 g of copper from which some is taken."""
    metals = {**NO_OTHERS, "cu_g": taken}
    melt: Row = {"lot_id": f"F22 {name} melt", "form": "campaign", "created_at": "2024-04-01T00:00", **metals}
    flow: Row = {"flow_id": f"F22 {name}", "src_lot": f"F22 {name}", "dst_lot": f"F22 {name} melt", **metals}
    return {"lot": [parcel("F22", name, cu_g=1000, **NO_OTHERS), melt], "flow": [{**flow, "site_id": "plant"}]}


OVERDRAWN, WHOLE = drawn("overdrawn", taken=1004), drawn("whole", taken=1000)
MASS_IMBALANCE = Case(
    kind="F22_MASS_IMBALANCE",
    books={name: [*OVERDRAWN[name], *WHOLE[name]] for name in OVERDRAWN} | {"site": PLACES},
    flagged="F22 overdrawn",
    clear="F22 whole",
    change=("tolerance", 0.5),
    then=("F22 overdrawn", "false"),
    others={"max_gain": 1000000},
    forgiving={
        "flow.cu_g": "a flow of unknown content takes nothing that is known",
        "lot.cu_g": "books that state the copper of no lot at all keep no balance of copper",
    },
)


def billed(tag: str, name: str, *, bill: str, tonnes: float, day: int = 20) -> Row:
    """A lot under a bill of lading."""
    made = parcel(tag, name, bl_no=f"{tag}-{bill}", carrier_id="carrier", gross_g=round(tonnes * TONNE_G))
    return {**made, "created_at": f"2024-03-{day:02}T08:00", "voyage": f"{tag} voyage"}


def bill(tag: str, lot: str, number: int, *, tonnes: float) -> Row:
    """A copy of a bill."""
    return paper(tag, "bill_of_lading", number=number, lot=lot, declared_gross_g=round(tonnes * TONNE_G))


DUPLICATE_BILL = Case(
    kind="F3_DUPLICATE_BL",
    books={
        "lot": [
            billed("F3", "first", bill="7", tonnes=60, day=20),
            billed("F3", "second", bill="7", tonnes=45, day=21),
        ],
        "document": [bill("F3", "first", 1, tonnes=100)],
        "party": [party("F3"), {"party_id": "carrier", "kind": "carrier"}],
    },
    flagged="F3 second",
    clear="F3 first",
    change=("tolerance", 10),
    then=("F3 second", "false"),
    needs=("lot.carrier_id",),
    forgiving={
        "lot.bl_no": "a parcel without a bill's number uses no bill; the other is then the only one under this bill",
        "lot.carrier_id": "a parcel of an unknown carrier uses no carrier's bill",
        "lot.supplier_id": "a lot without a seller is an inner one",
    },
)

SPLIT_BILL = Case(
    kind="F11_SPLIT_BL",
    books={
        "lot": [
            *(billed("F11", f"part {n}", bill=str(n), tonnes=450) for n in (1, 2, 3)),
            billed("F11", "whole", bill="4", tonnes=700),
        ],
        "document": [paper("F11", "inspection", lot="whole")],
        "party": [party("F11"), {"party_id": "carrier", "kind": "carrier"}],
    },
    flagged="F11 part 1",
    clear="F11 whole",
    change=("min_bills", 4),
    then=("F11 part 1", "false"),
    others={"band_low": 460, "inspection_from": 1000},
    needs=("lot.voyage",),
    forgiving={
        "lot.bl_no": "parcels without a bill's number are no bills",
        "lot.voyage": "bills of an unknown voyage belong to no voyage",
        "lot.carrier_id": "bills of an unknown carrier belong to no voyage",
        "lot.supplier_id": "bills are counted per supplier",
    },
)

BILL_WEIGHT = Case(
    kind="BILL_WEIGHT_GAP",
    books={
        "lot": [billed("WEIGHT", "light", bill="1", tonnes=92), billed("WEIGHT", "right", bill="2", tonnes=100)],
        "document": [bill("WEIGHT", lot, n, tonnes=100) for n, lot in enumerate(("light", "right"))],
        "party": [party("WEIGHT"), {"party_id": "carrier", "kind": "carrier"}],
    },
    flagged="WEIGHT light",
    clear="WEIGHT right",
    change=("max_gap", 10),
    then=("WEIGHT light", "false"),
    needs=("document.declared_gross_g", "lot.bl_no"),
)

ANALYSED = (
    (0.9, 1.1), (0.95, 1.0), (1.0, 0.9), (1.05, 1.05), (1.1, 0.95), (1.02, 1.02),
    (0.92, 0.96), (0.98, 1.08), (1.04, 0.93), (1.08, 1.03), (0.97, 0.98), (1.01, 1.06),
)  # fmt: skip
"""Copper and zinc of ordinary lots of a mine, over the mine's own."""


def analysed(tag: str, name: str, *, copper: float = 1.0, zinc: float = 1.0, **more: Any) -> tuple[Row, Row]:
    """A lot of the case's mine with its analysis."""
    lot = parcel(tag, name, declared_origin_site_id=f"{tag} mine", gross_g=50 * TONNE_G, **more)
    return lot, {"lot_id": lot["lot_id"], "cu_ppm": 250_000.0 * copper, "zn_ppm": 4000.0 * zinc}


def of_mine(tag: str, *odd: tuple[Row, Row], sellers: tuple[str, ...] = ("honest",)) -> Tables:
    """Ordinary lots of honest sellers of a mine, and odd ones."""
    samples = [
        analysed(tag, f"{seller} {n}", copper=copper, zinc=zinc, seller=f"{tag} {seller}")
        for seller in sellers
        for n, (copper, zinc) in enumerate(ANALYSED)
    ]
    lots, assays = zip(*samples, *odd, strict=True)
    mine: Row = {"site_id": f"{tag} mine", "name": f"{tag} mine", "country": "QX", "subdivision": "QX-EF"}
    return {
        "lot": list(lots),
        "assay": list(assays),
        "site": [mine],
        "party": [party(tag), *(party(tag, name) for name in sellers)],
    }


MISDECLARED = Case(
    kind="F2_ORIGIN_MISDECLARED",
    books=of_mine("F2", analysed("F2", "foreign", copper=1.0, zinc=1.9))
    | {"document": [paper("F2", "blend_letter", lot="honest 0")]},
    flagged="F2 foreign",
    clear="F2 honest 1",
    change=("max_distance", 12),
    then=("F2 foreign", "false"),
    others={"min_lots": 50, "small_lot": 10, "supplier_lots": 50},
    needs=("lot.declared_origin_site_id", "lot.supplier_id"),
    forgiving={"assay.zn_ppm": "an element that was not analysed is taken as usual for the mine"},
)

SCATTERED = [analysed("F6", f"small {n}", copper=0.7 + 0.05 * n, zinc=1.6 ** (n - 5)) for n in range(10)]
AGGREGATION = Case(
    kind="F6_ASM_AGGREGATION",
    books=of_mine("F6", *SCATTERED, sellers=("honest", "decent", "upright"))
    | {"document": [paper("F6", "asm_registration", party_id="F6 decent")]},
    flagged="F6 seller",
    clear="F6 honest",
    change=("max_scatter", 10),
    then=("F6 seller", "false"),
    others={"small_lot": 10, "min_lots": 50},
    needs=(),
    forgiving={"assay.zn_ppm": "an element that was not analysed is taken as usual for the mine"},
)


def provisional(name: str, *, first: float, last: float) -> list[Row]:
    """Two analyses of one lot."""
    return [
        {"lot_id": f"GAP {name}", "stage": stage, "cu_ppm": ppm}
        for stage, ppm in (("provisional", first), ("final", last))
    ]


SETTLEMENT = Case(
    kind="SETTLEMENT_GAP",
    books={
        "lot": [parcel("GAP", "far"), parcel("GAP", "near")],
        "assay": [*provisional("far", first=2e5, last=1.4e5), *provisional("near", first=2e5, last=2.1e5)],
    },
    flagged="GAP far",
    clear="GAP near",
    change=("max_gap", 50),
    then=("GAP far", "false"),
    needs=("assay.cu_ppm",),
)

ROUTE_MISSING = Case(
    kind="ROUTE_MISSING",
    books={
        "lot": [parcel("WAY", "silent"), parcel("WAY", "told")],
        "leg": [step("WAY", "told", 1, "clear mine", "plant")],
        "site": PLACES,
    },
    flagged="WAY silent",
    clear="WAY told",
    change=("min_legs", 2),
    then=("WAY told", "true"),
)
ROUTE_BROKEN = Case(
    kind="ROUTE_BROKEN",
    books={
        "lot": [parcel("JUMP", "broken"), parcel("JUMP", "whole")],
        "leg": [
            step("JUMP", "broken", 1, "clear mine", "clear port"),
            step("JUMP", "broken", 2, "conflict port", "plant"),
            step("JUMP", "whole", 1, "clear mine", "clear port"),
            step("JUMP", "whole", 2, "clear port", "plant"),
        ],
        "site": PLACES,
    },
    flagged="JUMP broken",
    clear="JUMP whole",
    change=("max_gaps", 1),
    then=("JUMP broken", "false"),
    needs=("leg.from_site_id", "leg.to_site_id"),
)

GOODS = [
    DUPLICATE_RECEIPT,
    UNIT_ERROR,
    IMPOSSIBLE_GRADE,
    MASS_IMBALANCE,
    DUPLICATE_BILL,
    SPLIT_BILL,
    BILL_WEIGHT,
    MISDECLARED,
    AGGREGATION,
    SETTLEMENT,
    ROUTE_MISSING,
    ROUTE_BROKEN,
]
