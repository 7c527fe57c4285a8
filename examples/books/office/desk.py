"""Papers that do not travel with a mined lot: slips, letters about parties and sites; and the filing of all."""

from datetime import date

import numpy as np
import polars as pl
from examples.books.columns import days
from examples.books.office.clerks import POUND_G
from examples.books.office.licences import Licences
from examples.books.plan import Plan
from examples.books.world import World
from examples.books.world.actors import ACCOUNT_ABROAD

POUND_COUNTRY = "QX"
"""Where slips are printed in pounds."""
FROM_STORIES = ("paid abroad, letter valid", "paid abroad, letter expired")


def slips(world: World, *, parcels: pl.DataFrame, wet: np.ndarray, always: list[int]) -> pl.DataFrame:
    """The seller's own slip of a third of the scrap lots (and of the lots in ``always``); some scales print pounds."""
    chance = world.plan.stream("slips")
    has = (parcels["form"] == "scrap").to_numpy() & (chance.random(parcels.height) < 0.33)
    has[always] = True
    rows = np.flatnonzero(has)
    pounds = np.array([party.country == POUND_COUNTRY for party in world.cast.parties])
    in_pounds = pounds[parcels["supplier"].to_numpy()[rows]] & ~np.isin(rows, always)
    printed = np.where(in_pounds, np.rint(wet[rows] / POUND_G).astype(np.int64) * 1000, wet[rows])
    columns = {
        "lot_id": parcels["lot_id"].gather(rows),
        "issued_on": days(parcels["arrived"].gather(rows)),
        "declared_gross_g": printed,
    }
    return pl.DataFrame(columns).with_columns(document_type=pl.lit("weighbridge"))


def bank_letters(world: World, *, payments: pl.DataFrame, parcels: pl.DataFrame) -> pl.DataFrame:
    """Approvals of accounts abroad: general ones, and those of the stories, some run out too early."""
    cast = world.cast
    found = [
        (cast.parties[number].party_id, ACCOUNT_ABROAD, date(2019, 3, 1), date(2029, 2, 28))
        for number in cast.group("trader")
        if cast.bank_country[number] == ACCOUNT_ABROAD != cast.parties[number].country
    ]
    lots = parcels.select("story", "supplier")[payments["parcel"]]
    told = payments.select("paid", "bank_country").hstack(lots).filter(pl.col("story").is_in(FROM_STORIES))
    spans = told.group_by("supplier", "story", "bank_country").agg(
        first=pl.col("paid").min(), last=pl.col("paid").max()
    )
    for supplier, story, country, first, last in spans.sort("supplier", "story").iter_rows():
        span = (first - 120, last + 90) if story.endswith("valid") else (first - 800, first - 15)
        found.append((cast.parties[supplier].party_id, country, *days(np.array(span)).to_list()))
    frame = pl.DataFrame(found, schema=["party_id", "country", "valid_from", "valid_to"], orient="row")
    return frame.with_columns(document_type=pl.lit("bank_letter"), issued_on=pl.col("valid_from"))


def registrations(world: World, *, habits: dict[int, str]) -> pl.DataFrame:
    """Registrations of small concessions."""
    small = [number for number, habit in habits.items() if habit == "registered concession"]
    return pl.DataFrame({"party_id": [world.cast.parties[number].party_id for number in small]}).with_columns(
        document_type=pl.lit("asm_registration"),
        issued_on=date(2020, 9, 14),
        valid_from=date(2020, 9, 14),
        valid_to=date(2026, 9, 13),
    )


def site_letters(world: World, *, parcels: pl.DataFrame, licences: Licences) -> pl.DataFrame:
    """Renamed pits and material released from stock."""
    found: list[dict[str, object]] = []
    told = parcels.filter(pl.col("story") == "pit renamed").group_by("mine").agg(pl.col("loaded").min()).sort("mine")
    for mine, issued in zip(told["mine"], days(told["loaded"] - 30), strict=True):
        pit = world.places.sites[world.places.pits[mine]]
        named = {"site_id": pit.site_id, "declared_site_id": pit.parent_site_id, "issued_on": issued}
        found.append({"document_type": "site_rename", "remark": "pit renamed under the same licence"} | named)
    for site, year, tonnes in licences.releases:
        period = {"issued_on": date(year, 2, 10), "valid_from": date(year, 1, 1), "valid_to": date(year, 12, 31)}
        found.append({"document_type": "stockpile_release", "site_id": site, "value": tonnes} | period)
    return pl.DataFrame(found, infer_schema_length=None)


def repurchases(titles: pl.DataFrame) -> pl.DataFrame:
    """The agreement behind each repurchase."""
    repo = titles.filter(pl.col("kind") == "repo")
    papers = repo.select("lot_id", issuer_id="seller_id", party_id="buyer_id", issued_on="transferred_on")
    return papers.with_columns(document_type=pl.lit("repurchase_agreement"))


def filed(plan: Plan, *, papers: list[pl.DataFrame]) -> pl.DataFrame:
    """The table ``document``: all papers by day of issue, with ids and numbers."""
    chance = plan.stream("files")
    frame = pl.concat([paper for paper in papers if paper.height], how="diagonal_relaxed")
    frame = frame.sort("issued_on", maintain_order=True)
    digits = chance.bytes(16 * frame.height).hex()
    ids = [_uuid_like(digits[32 * place : 32 * place + 32]) for place in range(frame.height)]
    number = pl.Series(chance.integers(10**6, 10**7, frame.height)).cast(pl.String)
    frame = frame.with_columns(document_id=pl.Series(ids), number=pl.coalesce("number", number))
    keys = frame.filter(pl.col("key").is_not_null()).select("key", supersedes_document_id="document_id")
    return frame.join(keys, left_on="supersedes_key", right_on="key", how="left", maintain_order="left")


def _uuid_like(digits: str) -> str:
    """32 hexadecimal digits in the grouping of a UUID."""
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
