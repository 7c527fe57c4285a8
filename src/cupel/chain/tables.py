"""The value chain's tables: names, types, units and code lists, declared once (docs/reference/tables.md shows them).

Conventions (the whole engine relies on them):

- mass is ``int64`` grams; a row holds at most :data:`MAX_MASS_G`;
- shares, grades, moistures and recoveries are ``float64`` fractions in [0, 1];
- missing is null, NaN is never used;
- ``*_at`` is a UTC timestamp (ms), ``*_on`` a plain day;
- ids are the books' own strings, unique within a snapshot.
"""

from typing import Any

import dataframely as dy
import polars as pl

MAX_MASS_G = 10**15
METALS = ("cu", "ni", "pb", "zn", "mo", "au", "ag")
"""Metals with a contained-mass column ``<metal>_g``: the five covered ones and the by-products gold and silver."""

COVERED_METALS = ("cu", "ni", "pb", "zn", "mo")
"""The metals that the standard is about."""

ELEMENTS = ("cu", "ni", "pb", "zn", "mo", "au", "ag", "as", "co", "sn", "s")
"""Elements an assay may state as ``<element>_ppm`` (grams per dry tonne)."""

PARTY_KINDS = (
    "producer", "trader", "smelter", "recycler", "customer", "carrier", "laboratory", "holding", "financier",
    "person", "public body", "association", "company",
)  # fmt: skip
SITE_KINDS = (
    "mine", "concentrator", "trader", "smelter", "refinery", "recycler", "warehouse", "depot", "port",
    "border post", "dry port", "fabricator",
)  # fmt: skip
LOT_FORMS = (
    "ore", "concentrate", "matte", "blister", "anode", "cathode", "scrap", "scrap return", "campaign", "dust",
    "slimes", "slag", "tailings", "loss", "residue", "chemical", "intermediate", "shipment", "stock gain",
)  # fmt: skip
FLOW_KINDS = ("charge", "produce", "split", "blend", "transfer", "ship", "return", "gain")
TRANSFORMING = ("charge", "produce")
"""Flow kinds in which gross weight is not kept (water, reductants, oxygen); contained metal always is."""

LEG_KINDS = ("leg", "call_not_discharged")
TITLE_KINDS = ("sale", "repo", "repurchase")
DOCUMENT_TYPES = (
    "bill_of_lading", "certificate_of_origin", "erratum", "inspection", "export_permit", "blend_letter",
    "route_diversion", "short_landing", "site_rename", "stockpile_release", "stock_count", "bank_letter",
    "assignment_of_claim", "repurchase_agreement", "asm_registration", "weighbridge", "recycled_claim", "other",
)  # fmt: skip
STAGES = ("provisional", "final")
RECYCLED_FORMS = ("scrap", "scrap return")


def _id(doc: str, *, key: bool = False) -> dy.String:
    return dy.String(primary_key=key, nullable=not key, min_length=1, metadata={"doc": doc})


def _ref(table: str, *, required: bool = False, key: bool = False) -> dy.String:
    """An id of another table: checked by :func:`cupel.chain.integrity.broken_references`."""
    column = table if table.endswith("_id") else f"{table}_id"
    return dy.String(
        nullable=not (required or key),
        primary_key=key,
        metadata={"doc": f"{column} of the table {table}", "refers": table},
    )


def _text(doc: str, *, required: bool = False) -> dy.String:
    return dy.String(nullable=not required, metadata={"doc": doc})


def _code(values: tuple[str, ...], doc: str, *, required: bool = True) -> dy.Enum:
    return dy.Enum(values, nullable=not required, metadata={"doc": doc})


def _mass(doc: str, *, required: bool = False, signed: bool = False) -> dy.Int64:
    low = -MAX_MASS_G if signed else 0
    return dy.Int64(nullable=not required, min=low, max=MAX_MASS_G, metadata={"doc": doc, "unit": "g"})


def _fraction(doc: str, *, required: bool = False) -> dy.Float64:
    return dy.Float64(nullable=not required, min=0.0, max=1.0, metadata={"doc": doc, "unit": "1"})


def _number(doc: str, unit: str, *, required: bool = False, low: float | None = None) -> dy.Float64:
    return dy.Float64(nullable=not required, min=low, metadata={"doc": doc, "unit": unit})


def _integer(doc: str, unit: str, *, required: bool = False, low: int | None = None, key: bool = False) -> dy.Int64:
    return dy.Int64(nullable=not (required or key), primary_key=key, min=low, metadata={"doc": doc, "unit": unit})


def _day(doc: str, *, required: bool = False) -> dy.Date:
    return dy.Date(nullable=not required, metadata={"doc": doc})


def _instant(doc: str, *, required: bool = True) -> dy.Datetime:
    return dy.Datetime(nullable=not required, time_unit="ms", metadata={"doc": doc})


def _flag(doc: str) -> dy.Bool:
    return dy.Bool(nullable=True, metadata={"doc": doc})


def _country(doc: str) -> dy.String:
    return dy.String(nullable=True, regex=r"^[A-Z]{2}$", metadata={"doc": f"{doc} (ISO 3166-1 alpha-2)"})


def _region(doc: str) -> dy.String:
    return dy.String(nullable=True, metadata={"doc": f"{doc} (ISO 3166-2 code, or words)"})


class Party(dy.Schema):
    """Companies and persons: suppliers, carriers, owners, payees, customers, laboratories."""

    party_id = _id("the books' own number", key=True)
    name = _text("legal or trading name", required=True)
    kind = _code(PARTY_KINDS, "main role in the chain", required=False)
    country = _country("country of registration")
    is_supplier = _flag("has sold to the company, or is on-boarded to")
    registration_no = _text("number in the public register of its country")
    incorporated_on = _day("date of incorporation")
    onboarded_on = _day("date accepted as supplier")
    kyc_complete = _flag("counterparty file complete")
    kyc_reviewed_on = _day("last review of the counterparty file")
    address = _text("registered address")
    ubo_declared = _text("beneficial owner as declared")
    birth_date = _day("date of birth (persons)")
    nationality = _country("nationality (persons)")


class Ownership(dy.Schema):
    """Dated holdings: ``owner_id`` holds ``share`` of ``owned_id``."""

    owner_id = _ref("party", key=True)
    owned_id = _ref("party", key=True)
    share = _fraction("share of capital or votes; null where only control is known")
    kind = _code(("ownership", "control", "directorship"), "kind of holding", required=False)
    valid_from = dy.Date(primary_key=True, metadata={"doc": "first day of the holding"})
    valid_to = _day("last day of the holding; null = still held")


class Site(dy.Schema):
    """Mines, plants, ports, borders and depots."""

    site_id = _id("the books' own number", key=True)
    name = _text("name", required=True)
    party_id = _ref("party")
    kind = _code(SITE_KINDS, "stage of the chain")
    country = _country("country")
    subdivision = dy.String(
        nullable=True, regex=r"^[A-Z]{2}-[A-Z0-9]{1,3}$", metadata={"doc": "ISO 3166-2 subdivision"}
    )
    place_text = _text("place in the words of the books, where no code is known")
    latitude = dy.Float64(nullable=True, min=-90, max=90, metadata={"doc": "latitude", "unit": "degree"})
    longitude = dy.Float64(nullable=True, min=-180, max=180, metadata={"doc": "longitude", "unit": "degree"})
    locode = _text("UN/LOCODE or similar")
    parent_site_id = _ref("site")
    utc_offset_min = _integer("local time minus UTC", "min")
    min_round_trip_h = _integer("shortest possible turn of a truck", "h", low=0)


class Capacity(dy.Schema):
    """What a site can deliver: several rows of a site and stream add up, pro-rated by days."""

    site_id = _ref("site", key=True)
    stream = dy.Enum(("concentrate", "ore", "throughput"), primary_key=True, metadata={"doc": "what is counted"})
    quantity = _number("capacity in its own unit", "see unit", required=True, low=0)
    unit = dy.String(
        regex=r"^(g|kg|t|kt|lb)_(dry|wet|contained)_per_(day|month|year)$",
        metadata={"doc": "mass unit, basis and period, such as kt_dry_per_year"},
    )
    valid_from = dy.Date(primary_key=True, metadata={"doc": "first day"})
    valid_to = _day("last day; null = still valid")
    remark = _text("remark")


class NationalProduction(dy.Schema):
    """Published mine production of a country in a year: zero is a statement, a missing row is not."""

    country = dy.String(primary_key=True, regex=r"^[A-Z]{2}$", metadata={"doc": "country (ISO 3166-1 alpha-2)"})
    metal = dy.Enum(METALS, primary_key=True, metadata={"doc": "metal"})
    year = _integer("calendar year", "1", key=True)
    contained_g = _mass("contained metal mined in the year", required=True)
    source = _text("statistics and edition")


class Lot(dy.Schema):
    """Units of material. A lot without incoming flows is a source; all others are what flowed in."""

    lot_id = _id("the books' own number", key=True)
    form = _code(LOT_FORMS, "form of the material")
    product = _text("the books' own name of the form, where finer")
    hs = _text("HS code")
    site_id = _ref("site")
    supplier_id = _ref("party")
    created_at = _instant("start of arrival, or production (UTC)")
    loaded_on = _day("departure from the place of origin")
    declared_origin_site_id = _ref("site")
    declared_origin_text = _text("the supplier's words for the place of origin")
    declared_region = _region("the supplier's region of origin")
    declared_recycled = _flag("declared as recycled material")
    carrier_id = _ref("party")
    voyage = _text("voyage of the main leg")
    bl_no = _text("number of the bill of lading")
    gross_g = _mass("wet mass", required=True)
    cu_g = _mass("contained copper")
    ni_g = _mass("contained nickel")
    pb_g = _mass("contained lead")
    zn_g = _mass("contained zinc")
    mo_g = _mass("contained molybdenum")
    au_g = _mass("contained gold")
    ag_g = _mass("contained silver")


class Receipt(dy.Schema):
    """Weighbridge tickets; a reversal is a negative row that names the ticket it cancels."""

    receipt_id = _id("the books' own number", key=True)
    at_local = _instant("local time at the weighbridge")
    utc_offset_min = _integer("local time minus UTC", "min")
    site_id = _ref("site", required=True)
    supplier_id = _ref("party")
    lot_id = _ref("lot", required=True)
    ticket_no = _text("running ticket number of the weighbridge")
    vehicle = _text("registration of the vehicle")
    mode = _text("truck, rail, barge, container")
    entered_quantity = _number("quantity as entered", "see entered_unit")
    entered_unit = _text("unit as entered")
    gross_g = _mass("wet mass", required=True, signed=True)
    moisture = _fraction("moisture")
    dry_g = _mass("dry mass", signed=True)
    cu_g = _mass("contained copper", signed=True)
    ni_g = _mass("contained nickel", signed=True)
    pb_g = _mass("contained lead", signed=True)
    zn_g = _mass("contained zinc", signed=True)
    mo_g = _mass("contained molybdenum", signed=True)
    au_g = _mass("contained gold", signed=True)
    ag_g = _mass("contained silver", signed=True)
    declared_origin = _text("the supplier's words for the place of origin")
    reverses_receipt_id = _ref("receipt")


class Flow(dy.Schema):
    """Edges of the lot graph: ``src_lot`` gives mass to ``dst_lot`` in one event."""

    flow_id = _id("the books' own number", key=True)
    event_id = _text("the event (campaign, blend, shipment) the flow belongs to", required=True)
    kind = _code(FLOW_KINDS, "kind of event")
    site_id = _ref("site")
    at = _instant("when (UTC)")
    src_lot = dy.String(metadata={"doc": "lot_id that gives", "refers": "lot"})
    dst_lot = dy.String(metadata={"doc": "lot_id that takes", "refers": "lot"})
    gross_g = _mass("wet mass", required=True)
    cu_g = _mass("contained copper")
    ni_g = _mass("contained nickel")
    pb_g = _mass("contained lead")
    zn_g = _mass("contained zinc")
    mo_g = _mass("contained molybdenum")
    au_g = _mass("contained gold")
    ag_g = _mass("contained silver")


class Shipment(dy.Schema):
    """Lots that left for a customer."""

    lot_id = _ref("lot", key=True)
    customer_id = _ref("party")
    dispatched_on = _day("day of dispatch", required=True)
    product = _text("the books' own name of the product")


class Leg(dy.Schema):
    """Steps of a lot's way; ``call_not_discharged``: the vessel called, the cargo stayed on board."""

    lot_id = _ref("lot", key=True)
    seq = _integer("order of the steps", "1", key=True)
    kind = _code(LEG_KINDS, "kind of step")
    mode = _text("road, rail, sea, barge, air")
    from_site_id = _ref("site")
    to_site_id = _ref("site")
    departed_on = _day("day of departure")
    arrived_on = _day("day of arrival")
    carrier_id = _ref("party")
    voyage = _text("voyage")
    bl_no = _text("number of the bill of lading")


class TitleTransfer(dy.Schema):
    """Who sold the lot to whom, in order."""

    lot_id = _ref("lot", key=True)
    seq = _integer("order of the transfers", "1", key=True)
    kind = _code(TITLE_KINDS, "kind of transfer", required=False)
    seller_id = _ref("party")
    buyer_id = _ref("party")
    transferred_on = _day("day of the transfer")
    price_usd_t = _number("price", "USD/t", low=0)


class Document(dy.Schema):
    """Papers: what was declared, by whom, when, and what it replaces."""

    document_id = _id("the books' own number", key=True)
    document_type = _code(DOCUMENT_TYPES, "type of paper")
    number = _text("number on the paper")
    issuer_id = _ref("party")
    lot_id = _ref("lot")
    party_id = _ref("party")
    site_id = _ref("site")
    issued_on = _day("day of issue")
    valid_from = _day("first day of validity")
    valid_to = _day("last day of validity")
    supersedes_document_id = _ref("document")
    declared_site_id = _ref("site")
    declared_region = _region("region on the paper")
    declared_gross_g = _mass("wet mass on the paper")
    value = _number("figure on the paper", "by type: share, or dry tonnes")
    country = _country("country on the paper")
    remark = _text("remark")


class Assay(dy.Schema):
    """Analyses and the settlement that rests on them, per lot and stage."""

    lot_id = _ref("lot", key=True)
    stage = dy.Enum(STAGES, primary_key=True, metadata={"doc": "stage of settlement"})
    laboratory_id = _ref("party")
    assayed_on = _day("day of the analysis")
    moisture = _fraction("moisture")
    cu_ppm = _number("copper", "g/t dry", low=0)
    ni_ppm = _number("nickel", "g/t dry", low=0)
    pb_ppm = _number("lead", "g/t dry", low=0)
    zn_ppm = _number("zinc", "g/t dry", low=0)
    mo_ppm = _number("molybdenum", "g/t dry", low=0)
    au_ppm = _number("gold", "g/t dry", low=0)
    ag_ppm = _number("silver", "g/t dry", low=0)
    as_ppm = _number("arsenic", "g/t dry", low=0)
    co_ppm = _number("cobalt", "g/t dry", low=0)
    sn_ppm = _number("tin", "g/t dry", low=0)
    s_ppm = _number("sulphur", "g/t dry", low=0)
    payable_cu_g = _mass("payable copper")
    payable_ni_g = _mass("payable nickel")
    price_cu_usd_t = _number("price of copper", "USD/t", low=0)
    amount_cents = _integer("amount of the settlement", "US cent")


class Payment(dy.Schema):
    """Money paid for lots."""

    payment_id = _id("the books' own number", key=True)
    lot_id = _ref("lot")
    stage = _code(STAGES, "stage of settlement", required=False)
    payee_id = _ref("party")
    bank_country = _country("country of the receiving bank")
    amount_cents = _integer("amount", "US cent")
    paid_on = _day("day of payment")


class LedgerEntry(dy.Schema):
    """Claim accounts (mass balance, book and claim): append-only entries per site, metal and claim."""

    entry_id = _id("the books' own number", key=True)
    site_id = _ref("site")
    metal = _code(METALS, "metal")
    claim = _text("type of claim, such as recycled", required=True)
    at = _instant("when (UTC)")
    seq = _integer("order within the instant", "1")
    delta_g = _mass("credit (+) or use (-)", required=True, signed=True)
    expires_on = _day("day the credit lapses")
    reason = _text("reason")


class RegionDetermination(dy.Schema):
    """Editions of a list of conflict-affected and high-risk areas: one row per edition and region or whole country."""

    edition = dy.String(primary_key=True, metadata={"doc": "edition of the list"})
    code = dy.String(
        primary_key=True,
        regex=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$",
        metadata={"doc": "ISO 3166-2, or ISO 3166-1 = whole country"},
    )
    verdict = _code(
        ("listed", "not listed", "undetermined"), "the determination; null = listed, as on a list", required=False
    )
    conflict_affected = _flag("determined conflict-affected; neither flag = the list does not say which")
    high_risk = _flag("determined high-risk")
    source = _text("where the determination comes from")
    rationale = _text("why")
    decided_by = _text("role that decided")
    reviewed_by = _text("another role that reviewed")
    published_on = _day("day of publication")
    valid_from = _day("first day it applies", required=True)
    valid_to = _day("last day it applies; null = until replaced")


class ListEntry(dy.Schema):
    """Entries of a sanctions or watch list."""

    entry_id = _id("the publisher's number", key=True)
    name = _text("primary name", required=True)
    aliases = _text("other names, separated by semicolons")
    kind = _text("person, entity, vessel")
    country = _country("country")
    registration_no = _text("registration number")
    birth_date = _day("date of birth")
    address = _text("address")
    programme = _text("programme")
    listed_on = _day("day of listing")
    delisted_on = _day("day of removal")


TABLES: dict[str, type[dy.Schema]] = {
    "party": Party,
    "ownership": Ownership,
    "site": Site,
    "capacity": Capacity,
    "national_production": NationalProduction,
    "lot": Lot,
    "receipt": Receipt,
    "flow": Flow,
    "shipment": Shipment,
    "leg": Leg,
    "title_transfer": TitleTransfer,
    "document": Document,
    "assay": Assay,
    "payment": Payment,
    "ledger_entry": LedgerEntry,
    "region_determination": RegionDetermination,
    "list_entry": ListEntry,
}
"""Every table of the value chain by name; order is the order of import (a table refers to earlier ones or itself)."""


def polars_schema(table: str) -> dict[str, pl.DataType]:
    """Column types of ``table`` as Polars holds them."""
    return {name: column.dtype for name, column in TABLES[table].columns().items()}


def metadata(table: str) -> dict[str, dict[str, Any]]:
    """Per column: ``doc``, and where they apply ``unit`` and ``refers`` (the table an id points to)."""
    return {name: dict(column.metadata or {}) for name, column in TABLES[table].columns().items()}


def empty(table: str) -> pl.DataFrame:
    """A frame of ``table`` without rows: what books without that table are read as."""
    return pl.DataFrame(schema=polars_schema(table))
