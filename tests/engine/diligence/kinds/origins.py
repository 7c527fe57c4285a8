"""Cases about origins, papers of origin, transit, title, output and what a plant took in."""

from typing import Any

from tests.engine.diligence.books import Row, Tables, merged
from tests.engine.diligence.kinds.case import EDITIONS, PLACES, Case, paper, parcel, party, step
from tests.engine.diligence.melts import melt_of


def from_mine(tag: str, name: str, mine: str | None, **more: Any) -> Row:
    """A lot declared from a mine."""
    return parcel(tag, name, declared_origin_site_id=mine, **more)


def places(**more: list[Row]) -> Tables:
    """The places and the two editions of the list."""
    return {"site": PLACES, "region_determination": EDITIONS, **more}


LISTED_ORIGIN = Case(
    kind="F17_LISTED_ORIGIN",
    books=places(lot=[from_mine("F17", "listed", "conflict mine"), from_mine("F17", "plain", "clear mine")]),
    flagged="F17 listed",
    clear="F17 plain",
    change=("basis", "high-risk"),
    then=("F17 listed", "false"),
    needs=("lot.loaded_on", "lot.declared_origin_site_id"),
)
LIST_CHANGE = Case(
    kind="F16_LIST_CHANGE_REGION",
    books=places(lot=[from_mine("F16R", "leaving", "risk mine"), from_mine("F16R", "staying", "conflict mine")]),
    flagged="F16R leaving",
    clear="F16R staying",
    change=("basis", "conflict-affected"),
    then=("F16R leaving", "false"),
    needs=("lot.loaded_on", "lot.declared_origin_site_id"),
)
TRANSIT = Case(
    kind="F18_TRANSIT_LISTED",
    books=places(
        lot=[from_mine("F18", "through", "clear mine"), from_mine("F18", "round", "clear mine")],
        leg=[
            step("F18", "through", 1, "clear mine", "conflict port"),
            step("F18", "through", 2, "conflict port", "plant"),
            step("F18", "round", 1, "clear mine", "clear port"),
        ],
    ),
    flagged="F18 through",
    clear="F18 round",
    change=("basis", "high-risk"),
    then=("F18 through", "false"),
    needs=("leg.arrived_on", "leg.to_site_id"),
)
NOT_DECLARED = Case(
    kind="ORIGIN_NOT_DECLARED",
    books=places(
        lot=[parcel("SAID", "words", declared_origin_text="somewhere"), from_mine("SAID", "mine", "clear mine")]
    ),
    flagged="SAID words",
    clear="SAID mine",
    change=("min_detail", 1),
    then=("SAID words", "false"),
)


def certificate(tag: str, lot: str, *, number: int = 1, issued: str = "2024-03-05", **more: Any) -> Row:
    """A certificate of origin."""
    return paper(tag, "certificate_of_origin", number=number, lot=lot, issued_on=issued, **more)


NO_CERTIFICATE = Case(
    kind="CERTIFICATE_MISSING",
    books={"lot": [parcel("COO", "bare"), parcel("COO", "papered")], "document": [certificate("COO", "papered")]},
    flagged="COO bare",
    clear="COO papered",
    change=("min_count", 2),
    then=("COO papered", "true"),
)
LATE = Case(
    kind="F4_COO_AFTER_ARRIVAL",
    books={
        "lot": [parcel("F4", "late"), parcel("F4", "corrected")],
        "document": [
            certificate("F4", "late", issued="2024-03-25"),
            certificate("F4", "corrected", number=2, issued="2025-03-05"),
            paper("F4", "erratum", supersedes_document_id="F4 certificate_of_origin 2", remark="issued 2024-03-05"),
        ],
    },
    flagged="F4 late",
    clear="F4 corrected",
    change=("grace_days", 60),
    then=("F4 late", "false"),
    needs=("document.issued_on",),
)
MOVED = Case(
    kind="F12_REISSUED_ORIGIN",
    books=places(
        lot=[parcel("F12", "moved"), parcel("F12", "fixed")],
        document=[
            certificate("F12", "moved", declared_site_id="clear mine"),
            certificate(
                "F12",
                "moved",
                number=2,
                issued="2024-03-11",
                supersedes_document_id="F12 certificate_of_origin 1",
                declared_site_id="risk mine",
            ),
            certificate("F12", "fixed", number=3, declared_site_id="clear mine"),
        ],
    ),
    flagged="F12 moved",
    clear="F12 fixed",
    change=("grace_days", 14),
    then=("F12 moved", "false"),
    needs=("document.declared_site_id", "lot.loaded_on"),
    forgiving={
        "document.supersedes_document_id": "a certificate that replaces none moves nothing; two stand side by side",
        "document.lot_id": "a paper on no lot is not one on this lot",
    },
)
NO_PERMIT = Case(
    kind="EXPORT_PERMIT_MISSING",
    books=places(
        lot=[parcel("PERMIT", "bare"), parcel("PERMIT", "papered")],
        leg=[step("PERMIT", lot, 1, "clear mine", "plant") for lot in ("bare", "papered")],
        document=[paper("PERMIT", "export_permit", lot="papered")],
    ),
    flagged="PERMIT bare",
    clear="PERMIT papered",
    change=("min_count", 2),
    then=("PERMIT papered", "true"),
    needs=("leg.to_site_id", "leg.from_site_id"),
)


def sale(tag: str, lot: str, seq: int, seller: str, buyer: str, *, on: str) -> Row:
    """A transfer of title."""
    return {
        "lot_id": f"{tag} {lot}",
        "seq": seq,
        "seller_id": f"{tag} {seller}",
        "buyer_id": f"{tag} {buyer}",
        "transferred_on": on,
    }


RING = Case(
    kind="F19_CIRCULAR_TRADING",
    books={
        "party": [party("F19", name) for name in "abc"],
        "lot": [parcel("F19", "ring", seller="F19 a"), parcel("F19", "line", seller="F19 a")],
        "title_transfer": [
            sale("F19", "ring", 1, "a", "b", on="2024-01-01"),
            sale("F19", "ring", 2, "b", "a", on="2024-04-01"),
            sale("F19", "line", 1, "a", "b", on="2024-01-01"),
            sale("F19", "line", 2, "b", "c", on="2024-04-01"),
        ],
        "document": [paper("F19", "repurchase_agreement", lot="line", issued_on="2024-01-01")],
    },
    flagged="F19 ring",
    clear="F19 line",
    change=("max_days", 30),
    then=("F19 ring", "false"),
    others={"sister_share": 100},
    needs=("title_transfer.seller_id", "title_transfer.buyer_id", "title_transfer.transferred_on"),
)
BROKEN_TITLE = Case(
    kind="TITLE_GAP",
    books={
        "party": [party("TITLE", name) for name in "abcd"],
        "lot": [parcel("TITLE", "broken", seller="TITLE a"), parcel("TITLE", "whole", seller="TITLE a")],
        "title_transfer": [
            sale("TITLE", "broken", 1, "a", "b", on="2024-01-01"),
            sale("TITLE", "broken", 2, "c", "d", on="2024-04-01"),
            sale("TITLE", "whole", 1, "a", "b", on="2024-01-01"),
        ],
    },
    flagged="TITLE broken",
    clear="TITLE whole",
    change=("max_gaps", 1),
    then=("TITLE broken", "false"),
    needs=("title_transfer.seller_id", "title_transfer.buyer_id"),
)


def mined(tag: str, mine: str, *parts: tuple[str, int], capacity: float = 10.0) -> Tables:
    """Parcels from one mine: seller and dry tonnes of each."""
    lots = [
        parcel(tag, f"{mine} {n}", seller=f"{tag} {seller}", declared_origin_site_id=f"{tag} {mine}")
        for n, (seller, _) in enumerate(parts)
    ]
    receipts = [
        {"receipt_id": f"{lot['lot_id']} ticket", "lot_id": lot["lot_id"], "dry_g": tonnes * 10**6}
        for lot, (_, tonnes) in zip(lots, parts, strict=True)
    ]
    site: Row = {"site_id": f"{tag} {mine}", "name": f"{tag} {mine}", "country": "QX", "subdivision": "QX-EF"}
    return {
        "lot": lots,
        "receipt": receipts,
        "site": [site],
        "capacity": [{"site_id": f"{tag} {mine}", "quantity": capacity}],
    }


def mines(tag: str, *parts: Tables, sellers: tuple[str, ...]) -> Tables:
    """Several mines in one company's books."""
    return {name: [row for part in parts for row in part[name]] for name in parts[0]} | {
        "party": [party(tag, name) for name in sellers]
    }


SILENT_LOT = "a lot that is not known to come from this mine, or when, is not counted for it"
OVER_CAPACITY = Case(
    kind="F1_OVER_CAPACITY",
    books=mines("F1", mined("F1", "small", ("seller", 11)), mined("F1", "large", ("seller", 9)), sellers=("seller",)),
    flagged="F1 small|F1 seller|2024",
    clear="F1 large|F1 seller|2024",
    change=("tolerance", 50),
    then=("F1 small|F1 seller|2024", "false"),
    needs=("receipt.dry_g", "lot.loaded_on", "lot.declared_origin_site_id"),
)
OVER_CAPACITY_SUMMED = Case(
    kind="F10_OVER_CAPACITY_SUMMED",
    books=mines(
        "F10",
        mined("F10", "small", ("seller", 6), ("rival", 5)),
        mined("F10", "large", ("seller", 9)),
        sellers=("seller", "rival"),
    ),
    flagged="F10 small|2024",
    clear="F10 large|2024",
    change=("tolerance", 50),
    then=("F10 small|2024", "false"),
    needs=("receipt.dry_g",),
    forgiving={
        "lot.declared_origin_site_id": SILENT_LOT,
        "lot.loaded_on": SILENT_LOT,
        "lot.supplier_id": "a lot without a seller is an inner one",
    },
)
NATION: list[Row] = [{"country": "QN", "metal": metal, "year": 2024, "contained_g": 100} for metal in ("cu", "ni")]
NATIONAL = Case(
    kind="NATIONAL_PRODUCTION",
    books={
        "lot": [parcel("NATION", "lot", declared_region="QN-AB", cu_g=30, ni_g=20)],
        "national_production": NATION,
    },
    flagged="QN|cu|2024",
    clear="QN|ni|2024",
    change=("max_ratio", 100),
    then=("QN|cu|2024", "false"),
)


def claim(tag: str, lot: str, share: float) -> Row:
    """A proportional claim of recycled content."""
    return paper(tag, "recycled_claim", lot=lot, value=share, remark="proportional")


CLAIM = Case(
    kind="F13_RECYCLED_CLAIM_EXCEEDS",
    books=melt_of("F13R", {"scrap": 200, "clear": 800}, products={"bold": 500, "modest": 500})
    | {"document": [claim("F13R", "bold", 0.205), claim("F13R", "modest", 0.2) | {"document_id": "F13R modest claim"}]},
    flagged="F13R bold",
    clear="F13R modest",
    change=("tolerance", 1),
    then=("F13R bold", "false"),
    needs=("document.value", "document.remark"),
)
UNKNOWN_SHARE = Case(
    kind="ORIGIN_UNKNOWN_SHARE",
    books=merged([melt_of("DARK", {"silent": 10, "clear": 90}), melt_of("LIGHT", {"silent": 1, "clear": 99})]),
    flagged="DARK plant|cu|2024-Q2",
    clear="LIGHT plant|cu|2024-Q2",
    change=("max_share", 20),
    then=("DARK plant|cu|2024-Q2", "false"),
    forgiving={"flow.site_id": "what was charged at no plant is not this plant's input"},
)
LISTED_SHARE = Case(
    kind="LISTED_SHARE",
    books=merged([melt_of("SHARE", {"listed": 3, "clear": 97}), melt_of("NONE", {"clear": 100})])
    | {"region_determination": EDITIONS},
    flagged="SHARE plant|cu|2024-Q2",
    clear="NONE plant|cu|2024-Q2",
    change=("max_share", 5),
    then=("SHARE plant|cu|2024-Q2", "false"),
    others={"basis": "high-risk"},
    forgiving={"flow.site_id": "what was charged at no plant is not this plant's input"},
    needs=("lot.loaded_on", "lot.declared_origin_site_id"),
)


def entry(tag: str, number: int, grams: int, *, day: int) -> Row:
    """An entry of a claim account."""
    return {
        "entry_id": f"{tag} {number}",
        "site_id": f"{tag} plant",
        "metal": "cu",
        "delta_g": grams,
        "at": f"2024-04-{day:02}T00:00",
    }


LEDGER = Case(
    kind="LEDGER_NEGATIVE",
    books={
        "site": [{**PLACES[-1], "site_id": f"{tag} plant"} for tag in ("OVER", "UNDER")],
        "ledger_entry": [
            entry("OVER", 1, 900_000, day=1),
            entry("OVER", 2, -1_000_000, day=2),
            entry("UNDER", 1, 900_000, day=1),
            entry("UNDER", 2, -800_000, day=2),
        ],
    },
    flagged="OVER plant|cu|2024-Q2",
    clear="UNDER plant|cu|2024-Q2",
    change=("floor", 500_000),
    then=("UNDER plant|cu|2024-Q2", "true"),
    forgiving={"ledger_entry.site_id": "an entry of no plant is on no plant's account"},
)

ORIGINS = [
    LISTED_ORIGIN,
    LIST_CHANGE,
    TRANSIT,
    NOT_DECLARED,
    NO_CERTIFICATE,
    LATE,
    MOVED,
    NO_PERMIT,
    RING,
    BROKEN_TITLE,
    OVER_CAPACITY,
    OVER_CAPACITY_SUMMED,
    NATIONAL,
    CLAIM,
    UNKNOWN_SHARE,
    LISTED_SHARE,
    LEDGER,
]
