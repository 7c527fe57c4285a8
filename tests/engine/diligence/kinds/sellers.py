"""Cases about suppliers, their owners, their scrap, and payments."""

from typing import Any

from tests.engine.diligence.books import Row, Tables
from tests.engine.diligence.kinds.case import EDITIONS, PLACES, Case, paper, parcel, party

SOMEBODY_ELSES = "a lot of an unknown seller is not bought from this one"


def supplied(tag: str, *sellers: Row, **more: list[Row]) -> Tables:
    """One delivery of each seller, given by its row."""
    lots = [parcel(tag, f"lot of {seller['party_id']}", seller=seller["party_id"]) for seller in sellers]
    return {"party": list(sellers), "lot": lots, **more}


EARLY = Case(
    kind="DELIVERY_BEFORE_ONBOARDING",
    books=supplied(
        "EARLY", party("EARLY", onboarded_on="2024-03-30"), party("EARLY", "known", onboarded_on="2024-01-01")
    ),
    flagged="EARLY seller",
    clear="EARLY known",
    change=("grace_days", 30),
    then=("EARLY seller", "false"),
    needs=("party.onboarded_on",),
)
INCOMPLETE = Case(
    kind="KYC_INCOMPLETE",
    books=supplied("FILE", party("FILE", kyc_complete=False), party("FILE", "known", kyc_complete=True)),
    flagged="FILE seller",
    clear="FILE known",
    change=("min_deliveries", 2),
    then=("FILE seller", None),
    needs=("party.kyc_complete",),
)
STALE = Case(
    kind="KYC_STALE",
    books=supplied(
        "STALE", party("STALE", kyc_reviewed_on="2022-01-01"), party("STALE", "fresh", kyc_reviewed_on="2024-01-01")
    ),
    flagged="STALE seller",
    clear="STALE fresh",
    change=("max_age", 1095),
    then=("STALE seller", "false"),
    needs=("party.kyc_reviewed_on",),
)


def stake(owner: str, owned: str, share: float) -> Row:
    """A holding."""
    return {"owner_id": owner, "owned_id": owned, "share": share}


UNKNOWN_OWNERS = Case(
    kind="OWNERSHIP_UNKNOWN",
    books=supplied(
        "OWN",
        party("OWN"),
        party("OWN", "known"),
        ownership=[stake("OWN holder", "OWN seller", 0.3), stake("OWN holder", "OWN known", 0.8)],
    ),
    flagged="OWN seller",
    clear="OWN known",
    change=("min_share", 25),
    then=("OWN seller", "false"),
)

NAMED = Case(
    kind="F8_WATCHLIST_NAME",
    books=supplied(
        "F8",
        party("F8", registration_no="F8-77"),
        party("F8", "known"),
        list_entry=[
            {
                "entry_id": "F8 entry",
                "name": "F8 sellar",
                "country": "QY",
                "registration_no": "F8-77",
                "listed_on": "2020-01-01",
            }
        ],
    ),
    flagged="F8 seller",
    clear="F8 known",
    change=("min_agreement", 2),
    then=("F8 seller", "false"),
    others={"least_score": 100},
    forgiving={
        "party.registration_no": "across borders a name needs an agreeing attribute, as the clause says",
        "list_entry.registration_no": "across borders a name needs an agreeing attribute, as the clause says",
    },
)


def listed(name: str, *, spelt: str, **more: Any) -> Row:
    """An entry that names a party in another spelling."""
    return {"entry_id": f"{name} entry", "name": spelt, **more}


DIRECT = Case(
    kind="F9_LISTED_OWNER",
    books=supplied(
        "F9",
        party("F9"),
        party("F9", "known"),
        ownership=[stake("F9 boss", "F9 seller", 0.5), stake("F9 boss", "F9 known", 0.2)],
        list_entry=[listed("F9 boss", spelt="F9 bos", kind="person")],
    ),
    flagged="F9 seller",
    clear="F9 known",
    change=("threshold", 10),
    then=("F9 known", "true"),
    others={"least_score": 100},
    needs=("ownership.share",),
    forgiving={"party.kind": "an owner that is not known to be a person is judged in steps (F15)"},
)
DIRECT.books["party"].append(party("F9", "boss", kind="person"))

IN_STEPS = Case(
    kind="F15_OWNED_50_STEPS",
    books=supplied(
        "F15",
        party("F15"),
        party("F15", "known"),
        ownership=[
            stake("F15 group", "F15 middle", 0.6),
            stake("F15 middle", "F15 seller", 0.5),
            stake("F15 group", "F15 known", 0.2),
        ],
        list_entry=[listed("F15 group", spelt="F15 grupp", kind="entity")],
    ),
    flagged="F15 seller",
    clear="F15 known",
    change=("threshold", 10),
    then=("F15 known", "true"),
    others={"least_score": 100},
    needs=("ownership.share",),
)
IN_STEPS.books["party"].extend([party("F15", "group", kind="holding"), party("F15", "middle", kind="holding")])

NEWLY_LISTED = Case(
    kind="F16_LIST_CHANGE_PARTY",
    books=supplied(
        "F16P",
        party("F16P"),
        party("F16P", "known"),
        list_entry=[listed("F16P seller", spelt="F16P sellar", listed_on="2024-04-01")],
    ),
    flagged="F16P seller",
    clear="F16P known",
    change=("max_deliveries", 1),
    then=("F16P seller", "false"),
    others={"least_score": 100},
    forgiving={
        "list_entry.listed_on": "a listing without a day was there before the first delivery: judged by name (F8)",
        "lot.supplier_id": SOMEBODY_ELSES,
    },
)
NEWLY_LISTED.books["lot"].append(parcel("F16P", "late lot", created_at="2024-04-20T08:00"))

LOOKBACK = Case(
    kind="LOOKBACK_LISTED",
    books={
        "party": [party("LOOK"), party("LOOK", "known")],
        "lot": [
            parcel("LOOK", "early", declared_origin_site_id="conflict mine"),
            parcel(
                "LOOK",
                "last",
                declared_origin_site_id="clear mine",
                loaded_on="2025-02-01",
                created_at="2025-02-20T08:00",
            ),
            parcel("LOOK", "other", seller="LOOK known", declared_origin_site_id="clear mine"),
        ],
        "site": PLACES,
        "region_determination": EDITIONS,
    },
    flagged="LOOK seller",
    clear="LOOK known",
    change=("window_months", 6),
    then=("LOOK seller", "false"),
    others={"basis": "high-risk"},
    needs=("lot.declared_origin_site_id", "lot.loaded_on"),
    forgiving={"lot.supplier_id": SOMEBODY_ELSES},
)


def scrap_lots(tag: str, seller: str, *, count: int, first: int = 0, **assay: Any) -> Tables:
    """Scrap lots of a seller with one kind of analysis, numbered from ``first``."""
    numbers = range(first, first + count)
    lots = [parcel(tag, f"{seller} {n}", seller=f"{tag} {seller}", form="scrap") for n in numbers]
    return {"lot": lots, "assay": [{"lot_id": lot["lot_id"], **assay} for lot in lots]}


def both(*parts: Tables, **more: list[Row]) -> Tables:
    """Lots and analyses of several sellers."""
    return {
        "lot": [row for part in parts for row in part["lot"]],
        "assay": [row for part in parts for row in part["assay"]],
        **more,
    }


AS_SCRAP = Case(
    kind="F7_PRIMARY_SOLD_AS_SCRAP",
    books=both(
        scrap_lots("F7", "seller", count=3, s_ppm=150_000.0),
        scrap_lots("F7", "mixed", count=3, s_ppm=150_000.0),
        scrap_lots("F7", "mixed", count=1, first=3, s_ppm=100.0),
        scrap_lots("F7", "known", count=3, s_ppm=100.0),
        party=[party("F7"), party("F7", "mixed"), party("F7", "known")],
    ),
    flagged="F7 seller",
    clear="F7 known",
    change=("min_sulphur", 20),
    then=("F7 seller", "false"),
    others={"min_lots": 6, "max_share": 90, "molybdenum_to_tin": 0.5},
    forgiving={
        "assay.s_ppm": "sulphur is seldom measured on scrap: the traces decide then, and here there are none",
        "lot.supplier_id": SOMEBODY_ELSES,
    },
)

PURE: dict[str, Any] = {f"{element}_ppm": 5.0 for element in ("as", "co", "ni", "pb", "sn", "zn")} | {
    "cu_ppm": 999_900.0,
    "payable_cu_g": 1_000_000,
}
WASHED = Case(
    kind="F13_PRIMARY_WASHED_AS_RECYCLED",
    books=both(
        scrap_lots("WASH", "seller", count=3, **PURE, price_cu_usd_t=9000.0, amount_cents=895_000),
        scrap_lots("WASH", "known", count=3, **PURE, price_cu_usd_t=9000.0, amount_cents=850_000),
        party=[party("WASH"), party("WASH", "known")],
    ),
    flagged="WASH seller",
    clear="WASH known",
    change=("min_lots", 4),
    then=("WASH seller", "false"),
    others={"max_impurities": 0.002, "cathode_price": 100},
    forgiving={
        **{
            f"assay.{column}": "a lot counts only if purity and price are both shown"
            for column in (*PURE, "price_cu_usd_t", "amount_cents")
        },
        "lot.supplier_id": SOMEBODY_ELSES,
    },
)


def payment(tag: str, lot: str, *, payee: str, cents: int, number: int = 1, **more: Any) -> Row:
    """Money paid for a lot."""
    return {
        "payment_id": f"{tag} {lot} {number}",
        "lot_id": f"{tag} {lot}",
        "payee_id": payee,
        "amount_cents": cents,
        **more,
    }


OTHER_PAYEE = Case(
    kind="PAYEE_NOT_SUPPLIER",
    books={
        "party": [party("PAYEE")],
        "lot": [parcel("PAYEE", "diverted"), parcel("PAYEE", "plain"), parcel("PAYEE", "assigned")],
        "payment": [
            payment("PAYEE", "diverted", payee="PAYEE seller", cents=300),
            payment("PAYEE", "diverted", payee="PAYEE somebody", cents=100, number=2),
            payment("PAYEE", "plain", payee="PAYEE seller", cents=300),
            payment("PAYEE", "assigned", payee="PAYEE somebody", cents=300),
        ],
        "document": [paper("PAYEE", "assignment_of_claim", lot="assigned")],
    },
    flagged="PAYEE diverted",
    clear="PAYEE assigned",
    change=("max_elsewhere", 50),
    then=("PAYEE diverted", "false"),
    needs=("payment.payee_id", "payment.amount_cents"),
    forgiving={"payment.lot_id": "a payment for no lot is not one for this lot"},
)
ABROAD = Case(
    kind="F5_THIRD_COUNTRY_PAYMENT",
    books={
        "party": [party("F5")],
        "lot": [parcel("F5", "lapsed"), parcel("F5", "covered")],
        "payment": [
            payment("F5", "lapsed", payee="F5 seller", cents=1, bank_country="QY", paid_on="2024-04-10"),
            payment("F5", "covered", payee="F5 seller", cents=1, bank_country="QY", paid_on="2024-03-25"),
        ],
        "document": [paper("F5", "bank_letter", party_id="F5 seller", country="QY", valid_to="2024-03-31")],
    },
    flagged="F5 lapsed",
    clear="F5 covered",
    change=("grace_days", 90),
    then=("F5 lapsed", "false"),
    needs=("payment.bank_country", "party.country"),
    forgiving={
        "document.valid_to": "a letter without an end is valid until it is withdrawn",
        "payment.paid_on": "a letter covers a payment whose day is not known",
    },
)

SELLERS = [
    EARLY,
    INCOMPLETE,
    STALE,
    UNKNOWN_OWNERS,
    NAMED,
    DIRECT,
    IN_STEPS,
    NEWLY_LISTED,
    LOOKBACK,
    AS_SCRAP,
    WASHED,
    OTHER_PAYEE,
    ABROAD,
]
