"""What each story and each habit amounts to."""

import polars as pl
from examples.books.truth import FINDING, TRAP, Truth
from examples.books.world import World

STORY_CODES = {
    "mixed by road": ("F2_ORIGIN_MISDECLARED", FINDING, "material of another mine, trucked from there"),
    "mixed at the port": ("F2_ORIGIN_MISDECLARED", FINDING, "material of another mine, put in at the port"),
    "blend with letter": ("F2_ORIGIN_MISDECLARED", TRAP, "documented blend of two mines"),
    "diverted with letter": ("F2_ORIGIN_MISDECLARED", TRAP, "documented diversion through another country"),
    "bill used twice": ("F3_DUPLICATE_BL", FINDING, "a later cargo under an old bill of the same carrier"),
    "bill in parts": ("F3_DUPLICATE_BL", TRAP, "one bill landed in two parts"),
    "equal bill numbers": ("F3_DUPLICATE_BL", TRAP, "another carrier uses the same number"),
    "bill split": ("F11_SPLIT_BL", FINDING, "one cargo cut into bills that need no inspection"),
    "bill split, inspected": ("F11_SPLIT_BL", TRAP, "several bills of that size, each inspected"),
    "certificate after arrival": ("F4_COO_AFTER_ARRIVAL", FINDING, "the first certificate was issued after arrival"),
    "certificate replaced late": ("F4_COO_AFTER_ARRIVAL", TRAP, "replaced after arrival, the first was in time"),
    "certificate with wrong year": ("F4_COO_AFTER_ARRIVAL", TRAP, "wrong year, corrected by an erratum"),
    "origin moved": ("F12_REISSUED_ORIGIN", FINDING, "the new certificate names another mine after loading"),
    "weight corrected": ("F12_REISSUED_ORIGIN", TRAP, "the new certificate corrects the weight"),
    "pit renamed": ("F12_REISSUED_ORIGIN", TRAP, "the new certificate has the new name of the pit"),
    "paid abroad": ("F5_THIRD_COUNTRY_PAYMENT", FINDING, "an account abroad nobody approved"),
    "paid abroad, letter expired": ("F5_THIRD_COUNTRY_PAYMENT", FINDING, "the approval of the account had run out"),
    "paid abroad, letter valid": ("F5_THIRD_COUNTRY_PAYMENT", TRAP, "an approved account abroad"),
    "claim assigned": ("F5_THIRD_COUNTRY_PAYMENT", TRAP, "the claim was assigned to a bank"),
    "sold in a ring": ("F19_CIRCULAR_TRADING", FINDING, "the title came back to a former seller"),
    "sold to a sister": ("F19_CIRCULAR_TRADING", FINDING, "the title came back to a former seller's sister"),
    "repurchased": ("F19_CIRCULAR_TRADING", TRAP, "documented repurchase"),
    "short landing": ("F20_UNIT_ERROR", TRAP, "documented short landing"),
    "paid to a third party": ("PAYEE_NOT_SUPPLIER", FINDING, "paid to a company that is not the supplier"),
    "title with a gap": ("TITLE_GAP", FINDING, "one sale is missing"),
    "no certificate": ("CERTIFICATE_MISSING", FINDING, "no certificate of origin"),
    "no permit": ("EXPORT_PERMIT_MISSING", FINDING, "no export permit"),
    "no route": ("ROUTE_MISSING", FINDING, "no leg is recorded"),
    "route with a gap": ("ROUTE_BROKEN", FINDING, "one leg is missing"),
    "origin not declared": ("ORIGIN_NOT_DECLARED", FINDING, "neither mine nor region"),
    "provisional assay inflated": ("SETTLEMENT_GAP", FINDING, "the seller's first assay was far too high"),
}
"""Story -> code, kind of note, and what it says."""
HABIT_CODES = {
    "diggers, many mines": ("F6_ASM_AGGREGATION", FINDING, "bought from diggers, declared to many mines"),
    "diggers, few mines": ("F6_ASM_AGGREGATION", FINDING, "bought from diggers, declared to a few mines"),
    "registered concession": ("F6_ASM_AGGREGATION", TRAP, "registered small concession"),
    "samples of one mine": ("F6_ASM_AGGREGATION", TRAP, "small lots of one mine beside full ones"),
    "small lots of many mines": ("F6_ASM_AGGREGATION", TRAP, "small lots, each fits the mine it names"),
    "concentrate": ("F7_PRIMARY_SOLD_AS_SCRAP", FINDING, "concentrate, a little slag mixed in"),
    "residues": ("F7_PRIMARY_SOLD_AS_SCRAP", TRAP, "true residues with tin and gold"),
    "new cathode": ("F13_PRIMARY_WASHED_AS_RECYCLED", FINDING, "new cathode in full bundles"),
    "wire": ("F13_PRIMARY_WASHED_AS_RECYCLED", TRAP, "clean wire at a scrap price"),
}
"""Seller's habit or role -> code, kind of note, and what it says."""
UNTOLD = ("ORIGIN_NOT_DECLARED", "CERTIFICATE_MISSING", "ROUTE_MISSING")
"""Bought blister comes without a word on its mines, and without their papers."""


def note_stories(truth: Truth, *, parcels: pl.DataFrame, sellers: dict[int, str], world: World) -> None:
    """One row per parcel in a story, per seller (party number) with a habit, and per lot of blister."""
    lots = {story: rows["lot_id"].to_list() for (story,), rows in parcels.group_by("story", maintain_order=True)}
    for story, (code, trap, detail) in STORY_CODES.items():
        truth.add_all(code, "lot", lots.get(story, []), trap=trap, detail=detail)
    for seller, habit in sellers.items():
        if habit in HABIT_CODES:
            code, trap, detail = HABIT_CODES[habit]
            truth.add(code, "party", world.cast.parties[seller].party_id, trap=trap, detail=detail)
    blister = parcels.filter(pl.col("form") == "blister")["lot_id"].to_list()
    for code in UNTOLD:
        truth.add_all(code, "lot", blister, detail="bought blister")
