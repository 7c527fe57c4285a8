"""Bills of lading and certificates of origin: used twice, split, late, or moved to another mine."""

import polars as pl

from cupel.diligence.dossier import Dossier, once
from cupel.diligence.names import comparable_number
from cupel.diligence.registry import BOOL, COUNT, DAYS, FRACTION, GRAMS, fact, row_ids

STATED_DATE = r"(\d{4}-\d{2}-\d{2})"


@once
def bills(dossier: Dossier) -> pl.DataFrame:
    """Lots with a bill: ``lot_id, carrier_id, bill`` (comparable number), ``gross_g``, ``bill_g`` (the largest weight
    any copy of the bill states, the lot's own weight where none does), in order of arrival."""
    lots = dossier.inbound.filter(pl.col("bl_no").is_not_null()).with_columns(bill=comparable_number(pl.col("bl_no")))
    stated = dossier.documents_of("bill_of_lading").group_by("lot_id").agg(pl.col("declared_gross_g").max())
    of_bill = ["carrier_id", "bill"]
    return (
        lots.join(stated, on="lot_id", how="left")
        .with_columns(lot_bill_g=pl.coalesce("declared_gross_g", "gross_g"))
        .with_columns(bill_g=pl.col("lot_bill_g").max().over(of_bill))
        .sort("created_at", "lot_id", nulls_last=True)
    )


@fact("lot", bill_excess_share=FRACTION, bill_weight_g=GRAMS, bill_used_g=GRAMS)
def bill_use(dossier: Dossier) -> pl.DataFrame:
    """By how much the lots delivered so far under one bill (same carrier, same number up to spelling) exceed its
    weight, as a fraction of that weight; at most 0 for the first lot. Unknown without bill or carrier."""
    of_bill = ["carrier_id", "bill"]
    used = pl.col("gross_g").cum_sum().over(of_bill)
    first = pl.int_range(pl.len()).over(of_bill) == 0
    excess = used / pl.col("bill_g") - 1
    known = bills(dossier).filter(pl.col("carrier_id").is_not_null(), pl.col("bill_g") > 0)
    shown = known.group_by(of_bill).agg(rows=row_ids("lot", "lot_id").sort())
    judged = known.with_columns(
        bill_used_g=used, excess=pl.when(first).then(pl.min_horizontal(excess, pl.lit(0.0))).otherwise(excess)
    )
    return judged.join(shown, on=of_bill).select(
        "bill_used_g", "rows", subject_id="lot_id", bill_excess_share="excess", bill_weight_g="bill_g"
    )


@fact("lot", bill_weight_gap=FRACTION)
def bill_weight_gap(dossier: Dossier) -> pl.DataFrame:
    """Difference between the weight received and the bill's, as a fraction of the bill's; only bills of one lot."""
    alone = pl.len().over("carrier_id", "bill") == 1
    gap = (pl.col("gross_g") - pl.col("declared_gross_g")).abs() / pl.col("declared_gross_g")
    return bills(dossier).filter(alone, pl.col("declared_gross_g") > 0).select(subject_id="lot_id", bill_weight_gap=gap)


@fact("lot", arguments={"band_low": GRAMS, "inspection_from": GRAMS}, uninspected_bills_in_band=COUNT)
def bills_in_band(dossier: Dossier, *, band_low: float, inspection_from: float) -> pl.DataFrame:
    """For a lot whose bill weighs at least ``band_low`` and less than ``inspection_from``: bills in that band of the
    same supplier, carrier and voyage, none of them inspected (0 if one was). Other lots: 0; no voyage: unknown."""
    inspected = dossier.documents_of("inspection").select("lot_id").unique().with_columns(inspected=pl.lit(True))
    of_voyage = ["supplier_id", "carrier_id", "voyage"]
    in_band = (pl.col("gross_g") >= band_low) & (pl.col("gross_g") < inspection_from)
    known = bills(dossier).filter(pl.col("voyage").is_not_null(), pl.col("carrier_id").is_not_null())
    marked = known.join(inspected, on="lot_id", how="left").with_columns(
        band=in_band, seen=pl.col("inspected").fill_null(False)
    )
    free = ~(pl.col("seen") & pl.col("band")).any().over(of_voyage)
    count = pl.when(pl.col("band") & free).then(pl.col("bill").filter("band").n_unique().over(of_voyage)).otherwise(0)
    shown = marked.filter("band").group_by(of_voyage).agg(rows=row_ids("lot", "lot_id").sort())
    counted = marked.with_columns(uninspected_bills_in_band=count.cast(pl.Int64)).join(shown, on=of_voyage, how="left")
    return counted.select("uninspected_bills_in_band", "rows", subject_id="lot_id")


@once
def certificates(dossier: Dossier) -> pl.DataFrame:
    """Certificates of origin of lots with the lot's days: ``first`` marks the one that replaces no other."""
    days = dossier.lots.select("lot_id", "loaded_on", "arrived_on")
    return (
        dossier.documents_of("certificate_of_origin")
        .join(days, on="lot_id")
        .sort("lot_id", "issued_on", "document_id", nulls_last=True)
        .with_columns(first=pl.col("supersedes_document_id").is_null())
    )


def _first(dossier: Dossier) -> pl.DataFrame:
    return certificates(dossier).filter("first").group_by("lot_id", maintain_order=True).first()


@fact("lot", certificate_delay=DAYS)
def certificate_delay(dossier: Dossier) -> pl.DataFrame:
    """Days from arrival to the issue of the first certificate of origin; negative if it came in time. A re-issue of a
    certificate does not count, its original does."""
    delay = (pl.col("issued_on") - pl.col("arrived_on")).dt.total_days()
    rows = pl.concat_list(row_ids("document", "document_id"), row_ids("lot", "lot_id"))
    return _first(dossier).select(subject_id="lot_id", certificate_delay=delay, rows=rows)


@fact("lot", erratum_corrects_date=BOOL)
def erratum_corrects_date(dossier: Dossier) -> pl.DataFrame:
    """An erratum to the first certificate states an issue date not after arrival; unknown if an erratum exists but
    states no date that can be read."""
    errata = dossier.documents_of("erratum").select(
        document_id="supersedes_document_id", stated=pl.col("remark").str.extract(STATED_DATE).str.to_date(strict=False)
    )
    first = _first(dossier).join(errata, on="document_id", how="left", coalesce=True)
    unread = pl.col("document_id").is_in(errata["document_id"].implode()) & pl.col("stated").is_null()
    corrected = pl.when(~unread).then((pl.col("stated") <= pl.col("arrived_on")).fill_null(False))
    of_lot = first.select(subject_id="lot_id", erratum_corrects_date=corrected).unique("subject_id", keep="first")
    if dossier["document"].height == 0:
        return of_lot
    others = dossier["lot"].select(subject_id="lot_id").join(of_lot, on="subject_id", how="anti")
    return pl.concat([of_lot, others.with_columns(erratum_corrects_date=pl.lit(False))])


@once
def renamings(dossier: Dossier) -> pl.DataFrame:
    """``site_id, renamed_on``: pits that a paper says were renamed; from then on both names are one mine."""
    return dossier.documents_of("site_rename").group_by("site_id").agg(renamed_on=pl.col("issued_on").min())


@fact("lot", arguments={"grace_days": DAYS}, origin_moved_after_loading=BOOL)
def origin_moved_after_loading(dossier: Dossier, *, grace_days: float) -> pl.DataFrame:
    """A certificate issued more than ``grace_days`` after loading replaces one that named another mine. A pit and the
    mine it belongs to are one. Unknown where a replacing certificate names no mine the books know."""
    papers = certificates(dossier)
    before = papers.select(supersedes_document_id="document_id", before_site="site_group_id")
    again = papers.filter(~pl.col("first")).join(before, on="supersedes_document_id", how="left")
    late = (pl.col("issued_on") - pl.col("loaded_on")).dt.total_days() > grace_days
    again = again.with_columns(moved=late & (pl.col("site_group_id") != pl.col("before_site")))
    state = pl.when(pl.col("moved").any()).then(True).when(pl.col("moved").null_count() == 0).then(False)
    shown = row_ids("document", "document_id").sort()
    found = again.group_by("lot_id").agg(state.alias("origin_moved_after_loading"), shown.alias("rows"))
    single = papers.select("lot_id").unique().join(found, on="lot_id", how="anti")
    clear = single.with_columns(origin_moved_after_loading=pl.lit(False))
    return pl.concat([found, clear], how="diagonal").rename({"lot_id": "subject_id"})
