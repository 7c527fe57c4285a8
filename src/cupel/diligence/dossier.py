"""The dossier: a company's books and what is derived from them once, for all facts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, update_wrapper
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

import polars as pl

from cupel.chain.tables import COVERED_METALS, METALS, RECYCLED_FORMS
from cupel.diligence.names import comparable_site_name

if TYPE_CHECKING:
    from cupel.chain import Chain

P = ParamSpec("P")
Derived = Callable[Concatenate["Dossier", P], pl.DataFrame]


def once(function: Derived[P]) -> Derived[P]:
    """Compute ``function(dossier, **arguments)`` once per dossier and arguments."""

    def remembered(dossier: "Dossier", /, *args: P.args, **arguments: P.kwargs) -> pl.DataFrame:
        key = (function.__module__, function.__name__, args, tuple(sorted(arguments.items())))
        if key not in dossier.found:
            dossier.found[key] = function(dossier, *args, **arguments)
        return dossier.found[key]

    update_wrapper(remembered, function)
    return remembered


@dataclass(frozen=True, eq=False)
class Dossier:
    """``tables``: the canonical tables of :mod:`cupel.chain.tables`, all present.

    Every derived frame is computed once and never changed. Keys are the books' own ids.
    """

    tables: Mapping[str, pl.DataFrame]
    found: dict[Any, pl.DataFrame] = field(default_factory=dict, repr=False)

    def __getitem__(self, table: str) -> pl.DataFrame:
        return self.tables[table]

    def forget(self, package: str) -> None:
        """Drop what functions of a package computed :func:`once`; asked again they compute it again."""
        for key in [key for key in self.found if str(key[0]).startswith(package)]:
            del self.found[key]

    @property
    def receipts(self) -> pl.DataFrame:
        """Receipts that count: neither a reversal nor reversed. ``receipt_id, lot_id, site_id, ticket_no, vehicle,
        gross_g, at_local`` and ``at`` (UTC); chosen anew each time, as :attr:`inbound`.
        """
        receipt = self["receipt"]
        reversed_ids = receipt["reverses_receipt_id"].drop_nulls()
        offset = pl.duration(minutes=pl.col("utc_offset_min").fill_null(0))
        counting = receipt.lazy().filter(
            pl.col("reverses_receipt_id").is_null(), ~pl.col("receipt_id").is_in(reversed_ids.implode())
        )
        told = ("receipt_id", "lot_id", "site_id", "ticket_no", "vehicle", "gross_g", "at_local")
        return counting.select(*told, at=(pl.col("at_local") - offset).cast(pl.Datetime("ms"))).collect()

    @cached_property
    def weighed(self) -> pl.DataFrame:
        """Per lot what the weighbridge booked, reversals deducted: ``dry_g``, ``weighed_g`` and the first day."""
        sums = (
            self["receipt"]
            .group_by("lot_id")
            .agg(
                pl.col("gross_g").sum().alias("weighed_g"),
                pl.when(pl.col("dry_g").null_count() == 0).then(pl.col("dry_g").sum()).alias("dry_g"),
            )
        )
        first = self.receipts.group_by("lot_id").agg(pl.col("at_local").min().dt.date().alias("first_ticket_on"))
        return sums.join(first, on="lot_id", how="left")

    @cached_property
    def lots(self) -> pl.DataFrame:
        """Lots with their role in the chain.

        Adds ``is_inbound`` (bought), ``is_recycled`` and ``is_mined`` (declared basis: scrap counts as recycled,
        everything else bought as primary), ``dry_g``, ``arrived_on``, ``mine_id`` (the declared mine, by number or by
        name), ``mine_group_id`` (its parent where a pit was renamed) and ``year`` of loading.
        """
        lot = self["lot"].join(self.weighed, on="lot_id", how="left")
        named = self.mine_names.rename({"site_id": "named_mine_id"})
        inbound = pl.col("supplier_id").is_not_null()
        recycled = pl.col("form").is_in(RECYCLED_FORMS)
        return (
            lot.with_columns(comparable_site_name(pl.col("declared_origin_text")).alias("comparable"))
            .join(named, on="comparable", how="left")
            .with_columns(
                is_inbound=inbound,
                is_recycled=inbound & recycled,
                is_mined=inbound & ~recycled,
                mine_id=pl.coalesce("declared_origin_site_id", "named_mine_id"),
                arrived_on=pl.coalesce("first_ticket_on", pl.col("created_at").dt.date()),
                year=pl.col("loaded_on").dt.year(),
            )
            .join(
                self.site_groups.rename({"site_id": "mine_id", "group_id": "mine_group_id"}), on="mine_id", how="left"
            )
            .drop("comparable", "named_mine_id", "first_ticket_on")
        )

    @property
    def inbound(self) -> pl.DataFrame:
        """Lots bought from suppliers; chosen anew each time, which costs less than keeping them."""
        return self.lots.filter("is_inbound")

    @cached_property
    def mine_names(self) -> pl.DataFrame:
        """Comparable names that belong to exactly one mine: ``comparable, site_id``."""
        mines = self["site"].filter(pl.col("kind") == "mine")
        names = mines.select("site_id", comparable=comparable_site_name(pl.col("name"))).filter(
            pl.col("comparable") != ""
        )
        return names.filter(pl.len().over("comparable") == 1).select("comparable", "site_id")

    @cached_property
    def site_groups(self) -> pl.DataFrame:
        """``site_id, group_id``: the outermost parent of each site, itself if it has none (eight steps at most)."""
        parent = self["site"].select("site_id", "parent_site_id")
        groups = parent.select("site_id", group_id=pl.coalesce("parent_site_id", "site_id"))
        for _step in range(8):
            step = parent.rename({"site_id": "group_id"})
            groups = groups.join(step, on="group_id", how="left").select(
                "site_id", group_id=pl.coalesce("parent_site_id", "group_id")
            )
        return groups

    @cached_property
    def documents(self) -> pl.DataFrame:
        """Documents with ``site_group_id``: the declared site's outermost parent."""
        groups = self.site_groups.rename({"site_id": "declared_site_id", "group_id": "site_group_id"})
        return self["document"].join(groups, on="declared_site_id", how="left")

    def documents_of(self, document_type: str) -> pl.DataFrame:
        """Documents of one type."""
        return self.documents.filter(pl.col("document_type") == document_type)

    @cached_property
    def suppliers(self) -> pl.DataFrame:
        """Parties that sell to the company: flagged so in the books, or named on a lot."""
        sellers = self["lot"]["supplier_id"].drop_nulls().unique()
        return self["party"].filter(
            pl.col("is_supplier").fill_null(False) | pl.col("party_id").is_in(sellers.implode())
        )

    @cached_property
    def settlements(self) -> pl.DataFrame:
        """The latest assay of each lot: final where there is one, else provisional."""
        return self["assay"].sort("lot_id", "stage").group_by("lot_id", maintain_order=True).last()

    @cached_property
    def chain(self) -> "Chain":
        """The lot graph of all metals the books hold."""
        from cupel.chain import build_chain

        return build_chain(self["lot"], self["flow"], metals=self.metals)

    @property
    def metals(self) -> tuple[str, ...]:
        """Metals that the books hold any content of; the covered ones if no content is recorded at all."""
        lot = self["lot"]
        held = tuple(metal for metal in METALS if lot[f"{metal}_g"].drop_nulls().sum() > 0)
        return held or COVERED_METALS
