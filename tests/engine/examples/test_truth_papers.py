"""Certificates, payments and titles recomputed row by row."""

from collections import defaultdict

from tests.engine.examples.told import Row, Told


def certificates(told: Told) -> dict[str, list[Row]]:
    """Certificates of origin by lot, first ones first."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in told.rows("document"):
        if row["document_type"] == "certificate_of_origin":
            found[row["lot_id"]].append(row)
    for rows in found.values():
        rows.sort(key=lambda row: row["supersedes_document_id"] is not None)
    return found


def test_f4_is_a_first_certificate_after_arrival_that_no_erratum_explains(told: Told) -> None:
    corrected = {row["supersedes_document_id"] for row in told.rows("document") if row["document_type"] == "erratum"}
    found = {
        lot
        for lot, rows in certificates(told).items()
        if rows[0]["issued_on"] > told.lots[lot]["created_at"].date() and rows[0]["document_id"] not in corrected
    }
    assert told.noted("F4_COO_AFTER_ARRIVAL") == found


def test_f12_is_a_replacement_after_loading_that_names_another_mine(told: Told) -> None:
    def mine(row: Row) -> str | None:
        site = row["declared_site_id"]
        return (told.sites[site]["parent_site_id"] or site) if site else None

    found = set()
    for lot, rows in certificates(told).items():
        for later in rows[1:]:
            if mine(later) != mine(rows[0]) and later["issued_on"] > told.lots[lot]["loaded_on"]:
                found.add(lot)
    assert told.noted("F12_REISSUED_ORIGIN") == found


def test_f5_is_an_account_abroad_that_nothing_covers_on_the_day(told: Told) -> None:
    parties = {row["party_id"]: row for row in told.rows("party")}
    letters = [row for row in told.rows("document") if row["document_type"] == "bank_letter"]
    assigned = {row["lot_id"] for row in told.rows("document") if row["document_type"] == "assignment_of_claim"}
    found = set()
    for payment in told.rows("payment"):
        supplier = told.lots[payment["lot_id"]]["supplier_id"]
        covered = any(
            letter["party_id"] == supplier
            and letter["country"] == payment["bank_country"]
            and letter["valid_from"] <= payment["paid_on"] <= letter["valid_to"]
            for letter in letters
        )
        if (
            payment["bank_country"] != parties[supplier]["country"]
            and not covered
            and payment["lot_id"] not in assigned
        ):
            found.add(payment["lot_id"])
    assert told.noted("F5_THIRD_COUNTRY_PAYMENT") == found


def test_f19_is_title_that_returns_to_a_seller_or_a_sister(told: Told) -> None:
    parents = defaultdict(set)
    for row in told.rows("ownership"):
        if row["share"] >= 0.5 and row["valid_to"] is None:
            parents[row["owned_id"]].add(row["owner_id"])
    agreed = {row["lot_id"] for row in told.rows("document") if row["document_type"] == "repurchase_agreement"}
    found = set()
    for lot, rows in told.by("title_transfer", "lot_id").items():
        sellers: set[str] = set()
        for row in sorted(rows, key=lambda row: row["seq"]):
            sellers.add(row["seller_id"])
            kin = set().union(*(parents[seller] for seller in sellers))
            returns = row["buyer_id"] in sellers or bool(parents[row["buyer_id"]] & kin)
            found |= {lot} if returns and lot not in agreed else set()
    assert told.noted("F19_CIRCULAR_TRADING") == found


def test_own_kinds_about_missing_papers_are_complete(told: Told) -> None:
    held = set(certificates(told))
    routed = {row["lot_id"] for row in told.rows("leg")}
    lots = [row for row in told.rows("lot") if row["supplier_id"] and row["form"] != "scrap"]
    assert told.noted("CERTIFICATE_MISSING") == {row["lot_id"] for row in lots} - held
    assert told.noted("ROUTE_MISSING") == {row["lot_id"] for row in lots} - routed
    silent = {row["lot_id"] for row in lots if told.declared_mine(row) is None and row["declared_region"] is None}
    assert told.noted("ORIGIN_NOT_DECLARED") == silent


def test_papers_of_one_kind_follow_each_lot_from_abroad(told: Told) -> None:
    permits = {row["lot_id"] for row in told.rows("document") if row["document_type"] == "export_permit"}
    plants = {row["site_id"]: row["country"] for row in told.rows("site")}
    abroad = {
        lot["lot_id"]
        for lot in told.mined
        if (mine := told.declared_mine(lot)) and mine["country"] != plants[lot["site_id"]]
    }
    assert abroad - permits == told.noted("EXPORT_PERMIT_MISSING")
