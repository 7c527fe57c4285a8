"""How to make an unknown fact known: what is asked, and what to put into the books."""

from dataclasses import dataclass

from cupel.messages import _


@dataclass(frozen=True, kw_only=True)
class Remedy:
    """``question``: what could not be answered; ``provide``: the data that answers it, in the words of the tables."""

    question: str
    provide: str


_BILL = _("State on each lot its carrier and bill of lading number, and keep the bill as a document with its weight.")
_CERTIFICATE = _(
    "Keep each certificate of origin as a document of the lot, with its day of issue and the mine or region on it."
)
_ROUTE = _("Record every leg of the way: from which site to which, and the day of arrival; give each site its country.")
_PAYMENT = _("Record each payment with its payee, its day and the country of the receiving bank.")
_TITLE = _("Record every transfer of title with seller, buyer and day, without gaps.")
_ASSAY = _("Enter the analyses of the supplier's lots; a judgement needs as many lots as the clause states.")
_LIST = _("Put the sanctions or watch list in use into the folder 'lists', with its days of listing and removal.")
_OWNERSHIP = _("Enter who owns the supplier: holder, share, first and last day, up to the natural persons.")
_REGION = _(
    "Name the mine, or its region by ISO 3166-2 code, and the loading day; put the list of areas in force on that day "
    "into the folder 'lists'."
)
_MASS = _("Record the wet mass and the content of each metal for the lot and for everything that enters or leaves it.")
_CLAIM = _("State on the recycled-content paper the share claimed and the model (proportional or mass balance).")
_CAPACITY = _(
    "Enter the mine's capacity for the year, with unit and days of validity, and the loading day of each lot."
)
_WEIGHT = _(
    "Enter the bill's weight, the settlement of both stages and the moisture, so that the weights can be compared."
)
_CHARGES = _("Record what each plant charged: lot, day and content of each metal.")
_LEDGER = _("Enter the opening balance and every entry of the claim account, with its time and number.")
_KYC = _("Complete the supplier's row: file complete, day of the last review, day of acceptance.")

REMEDIES: dict[str, Remedy] = {
    "assay_distance": Remedy(question=_("Does the analysis fit the declared mine?"), provide=_ASSAY),
    "bill_excess_share": Remedy(question=_("Is the bill of lading used for more than its weight?"), provide=_BILL),
    "bill_ratio": Remedy(question=_("What did the bill of lading weigh?"), provide=_WEIGHT),
    "bill_used_g": Remedy(question=_("How much was delivered under the bill of lading?"), provide=_BILL),
    "bill_weight_g": Remedy(question=_("What did the bill of lading weigh?"), provide=_BILL),
    "bill_weight_gap": Remedy(question=_("Does the weight received agree with the bill of lading?"), provide=_BILL),
    "blend_documented": Remedy(
        question=_("Is the lot a documented blend?"),
        provide=_("Keep the letter about the blend as a document of the lot."),
    ),
    "capacity_dry_g": Remedy(question=_("How much can the mine produce?"), provide=_CAPACITY),
    "cathode_like_lots": Remedy(question=_("Is new cathode delivered as scrap?"), provide=_ASSAY),
    "cathode_like_share": Remedy(question=_("Is new cathode delivered as scrap?"), provide=_ASSAY),
    "certificate_count": Remedy(question=_("Is a certificate of origin held?"), provide=_CERTIFICATE),
    "certificate_delay": Remedy(question=_("Did the certificate of origin come before the lot?"), provide=_CERTIFICATE),
    "claim_assigned": Remedy(
        question=_("Did the supplier assign its claim?"),
        provide=_("Keep the assignment of the claim as a document of the lot."),
    ),
    "concentrate_like_lots": Remedy(question=_("Is concentrate delivered as scrap?"), provide=_ASSAY),
    "concentrate_like_share": Remedy(question=_("Is concentrate delivered as scrap?"), provide=_ASSAY),
    "concession_registered": Remedy(
        question=_("Does the supplier hold a registered small-scale concession?"),
        provide=_("Keep the registration as a document of the party, with its days of validity."),
    ),
    "contained_fraction": Remedy(question=_("How much metal does the lot hold for its weight?"), provide=_MASS),
    "crosses_border": Remedy(question=_("Did the lot cross a border?"), provide=_ROUTE),
    "declared_contained_g": Remedy(
        question=_("How much metal was declared from the country?"),
        provide=_("Enter the content of each lot, its declared mine or region, and its loading day."),
    ),
    "declared_dry_g": Remedy(
        question=_("How much dry material was declared from the mine?"),
        provide=_(
            "Enter the moisture or dry mass of every receipt, and the declared mine and loading day of every lot."
        ),
    ),
    "declared_mine_count": Remedy(question=_("From how many mines do the small lots come?"), provide=_REGION),
    "deliveries_after_listing": Remedy(question=_("Did the supplier deliver after it was listed?"), provide=_LIST),
    "delivery_count": Remedy(
        question=_("How often did the supplier deliver?"), provide=_("Name the supplier on each lot.")
    ),
    "diversion_documented": Remedy(
        question=_("Is another route documented?"),
        provide=_("Keep the letter about the diversion as a document of the lot."),
    ),
    "early_delivery": Remedy(question=_("Was the supplier accepted before it delivered?"), provide=_KYC),
    "erratum_corrects_date": Remedy(
        question=_("Does an erratum correct the date of the certificate?"),
        provide=_("Enter the corrected day of issue on the erratum."),
    ),
    "gain_uncounted_g": Remedy(
        question=_("Is the gain in stock backed by a stock count?"),
        provide=_("Keep the stock count as a document of the lot, with its weight."),
    ),
    "has_certificate": Remedy(question=_("Is a certificate of origin held?"), provide=_CERTIFICATE),
    "has_deliveries": Remedy(
        question=_("Did the supplier deliver in the period?"), provide=_("Name the supplier on each lot.")
    ),
    "has_input": Remedy(question=_("Did the plant take in the metal?"), provide=_CHARGES),
    "has_ledger": Remedy(question=_("Is there a claim account?"), provide=_LEDGER),
    "has_legs": Remedy(question=_("Is the way of the lot recorded?"), provide=_ROUTE),
    "has_payment": Remedy(question=_("Was the lot paid?"), provide=_PAYMENT),
    "has_recycled_claim": Remedy(question=_("Was recycled content claimed?"), provide=_CLAIM),
    "has_title_chain": Remedy(question=_("Who sold the lot to whom?"), provide=_TITLE),
    "held_by_listed": Remedy(
        question=_("Do listed parties hold the supplier through others?"), provide=f"{_OWNERSHIP} {_LIST}"
    ),
    "input_g": Remedy(question=_("How much of the metal did the plant take in?"), provide=_CHARGES),
    "is_inbound": Remedy(question=_("Was the lot bought?"), provide=_("Name the supplier on each lot.")),
    "is_mined": Remedy(question=_("Is the material mined?"), provide=_("State the form of each lot.")),
    "is_recycled": Remedy(question=_("Is the material recycled?"), provide=_("State the form of each lot.")),
    "is_reversal": Remedy(
        question=_("Does the ticket cancel another one?"),
        provide=_("Name on each reversal the ticket it cancels."),
    ),
    "is_supplier": Remedy(
        question=_("Does the party sell to the company?"), provide=_("Mark suppliers in the table of parties.")
    ),
    "kyc_age": Remedy(question=_("How old is the review of the supplier's file?"), provide=_KYC),
    "kyc_complete": Remedy(question=_("Is the supplier's file complete?"), provide=_KYC),
    "largest_fraction": Remedy(question=_("How much metal does the lot hold for its weight?"), provide=_MASS),
    "largest_supplier_dry_g": Remedy(
        question=_("How much did the largest supplier declare from the mine?"),
        provide=_(
            "Enter the moisture or dry mass of every receipt, and the declared mine and loading day of every lot."
        ),
    ),
    "ledger_lowest_g": Remedy(question=_("Did the claim account run below nothing?"), provide=_LEDGER),
    "leg_count": Remedy(question=_("Is the way of the lot recorded?"), provide=_ROUTE),
    "list_entry": Remedy(question=_("Which entry of a list names the supplier?"), provide=_LIST),
    "list_entry_after": Remedy(question=_("Which entry of a list names the supplier?"), provide=_LIST),
    "listed_aggregate_share": Remedy(
        question=_("Which share do listed parties hold together?"), provide=f"{_OWNERSHIP} {_LIST}"
    ),
    "listed_direct_share": Remedy(
        question=_("Which share does a listed party hold directly?"), provide=f"{_OWNERSHIP} {_LIST}"
    ),
    "listed_origin_share": Remedy(question=_("Which share of the metal has a listed origin?"), provide=_REGION),
    "mass_gap_g": Remedy(question=_("Does the lot weigh what made it?"), provide=_MASS),
    "mine_lot_count": Remedy(question=_("How many lots of the mine were analysed?"), provide=_ASSAY),
    "name_listed": Remedy(question=_("Is the supplier on a list?"), provide=_LIST),
    "origin_detail": Remedy(question=_("How closely is the origin declared?"), provide=_REGION),
    "origin_listed": Remedy(question=_("Was the place of origin a listed area on the loading day?"), provide=_REGION),
    "origin_listing_changed": Remedy(
        question=_("Did the listing of the place of origin change around the loading day?"), provide=_REGION
    ),
    "origin_moved_after_loading": Remedy(
        question=_("Did a new certificate move the origin after loading?"), provide=_CERTIFICATE
    ),
    "overdraw_g": Remedy(question=_("Did more leave the lot than entered?"), provide=_MASS),
    "overdraw_share": Remedy(question=_("Did more leave the lot than entered?"), provide=_MASS),
    "paid_elsewhere_share": Remedy(question=_("Was somebody other than the supplier paid?"), provide=_PAYMENT),
    "permit_count": Remedy(
        question=_("Is an export permit held?"), provide=_("Keep each export permit as a document of the lot.")
    ),
    "produced_g": Remedy(
        question=_("How much does the country mine in a year?"),
        provide=_("Put the published production of the country, metal and year into the books, with its source."),
    ),
    "recorded_ownership": Remedy(question=_("Who owns the supplier?"), provide=_OWNERSHIP),
    "recycled_claim_excess": Remedy(question=_("Is the recycled claim backed?"), provide=_CLAIM),
    "recycled_claimed": Remedy(question=_("Which recycled share is claimed?"), provide=_CLAIM),
    "recycled_share": Remedy(question=_("Which share of the metal is recycled?"), provide=_CHARGES),
    "recycled_traced": Remedy(question=_("Which recycled share can be traced?"), provide=_MASS),
    "repeats_delivery": Remedy(
        question=_("Was the delivery entered twice?"),
        provide=_("Enter the vehicle, the ticket number and the time of every weighing."),
    ),
    "repurchase_documented": Remedy(
        question=_("Is a repurchase agreed in writing?"),
        provide=_("Keep the repurchase agreement as a document of the lot, with its date."),
    ),
    "route_gaps": Remedy(question=_("Does the way of the lot join up?"), provide=_ROUTE),
    "settled_ratio": Remedy(question=_("Which weight was settled?"), provide=_WEIGHT),
    "settlement_gap": Remedy(
        question=_("Does the final analysis agree with the provisional one?"),
        provide=_("Enter the provisional and the final analysis of the lot."),
    ),
    "short_landing_documented": Remedy(
        question=_("Is a short landing documented?"),
        provide=_("Keep the short landing certificate as a document of the lot."),
    ),
    "small_lot_count": Remedy(question=_("How many small lots did the supplier deliver?"), provide=_ASSAY),
    "small_lot_scatter": Remedy(
        question=_("Do the supplier's small lots come from the mines they name?"), provide=_ASSAY
    ),
    "sourced_from_listed": Remedy(
        question=_("Did the supplier load in a listed area before its last delivery?"), provide=_REGION
    ),
    "stockpile_dry_g": Remedy(
        question=_("How much came from stock?"),
        provide=_("Keep each release from stock as a document of the mine, with dry tonnes and days of validity."),
    ),
    "supplier_count": Remedy(
        question=_("How many suppliers name the mine?"),
        provide=_("Name the supplier and the declared mine on each lot."),
    ),
    "third_country_payment": Remedy(question=_("Was a bank in a third country paid?"), provide=_PAYMENT),
    "title_gaps": Remedy(question=_("Does the chain of title join up?"), provide=_TITLE),
    "title_returns": Remedy(question=_("Does the title return to an earlier seller?"), provide=_TITLE),
    "transit_listed": Remedy(
        question=_("Did the lot pass a listed area?"),
        provide=_(
            "Record every leg with its day of arrival, give ports and border posts their region by ISO 3166-2 code, "
            "and put the list of areas in force on that day into the folder 'lists'."
        ),
    ),
    "uninspected_bills_in_band": Remedy(
        question=_("Was a consignment split to stay below the inspection limit?"),
        provide=_("State carrier and voyage of each lot, and keep bills of lading and inspections as documents."),
    ),
    "unknown_origin_share": Remedy(question=_("Which share of the metal has no known origin?"), provide=_REGION),
    "weight_conflict": Remedy(question=_("Was the weight booked in the right unit?"), provide=_WEIGHT),
}
"""By the name of the fact; every fact of the vocabulary has one."""
