"""Tables of metal: origins, flagged shares downstream, provenance of shipped lots."""

from typing import TYPE_CHECKING, Any

import polars as pl

from cupel.diligence import words
from cupel.messages import _
from cupel.sheets import Cell, Column, Table

if TYPE_CHECKING:
    from cupel.diligence.run import Results


def origins_table(results: "Results", names: words.Names) -> Table:
    """Origins of what each plant charged, by quarter."""
    columns = (
        Column(title=_("Plant"), width=30),
        Column(title=_("Quarter"), width=10),
        Column(title=_("Metal"), width=12),
        Column(title=_("Kind of origin"), width=14),
        Column(title=_("Country"), width=9),
        Column(title=_("Region"), width=14),
        Column(title=_("Mine"), width=30),
        Column(title=_("Listed on loading"), width=12),
        Column(title=_("Mass (t)"), width=16, kind="mass"),
        Column(title=_("Share of the metal"), width=12, kind="share"),
    )
    return Table(
        name=_("Origins"),
        about=_("Where the metal that each plant charged comes from, by quarter."),
        columns=columns,
        rows=(_origin_cells(row, names) for row in results.origins.iter_rows(named=True)),
    )


def propagation_table(results: "Results", names: words.Names) -> Table:
    """Shares of flagged metal at customers and plants."""
    labels = {bound.check.finding: bound.label for bound in results.edition.checks()}
    columns = (
        Column(title=_("Finding"), width=32),
        Column(title=_("Clause"), width=9),
        Column(title=_("Reached"), width=16),
        Column(title=_("Number"), width=20),
        Column(title=_("Name"), width=36),
        Column(title=_("Metal"), width=12),
        Column(title=_("Flagged share, certain"), width=14, kind="share"),
        Column(title=_("Flagged share, possible"), width=14, kind="share"),
        Column(title=_("Metal in all (t)"), width=16, kind="mass"),
    )
    return Table(
        name=_("Propagation"),
        about=_(
            "The share of each customer's and each plant-quarter's metal that a finding touches. Do not add findings."
        ),
        columns=columns,
        rows=(_reach_cells(row, labels, names) for row in results.propagation.iter_rows(named=True)),
    )


def provenance_table(results: "Results") -> Table:
    """Recycled and listed share of every shipped lot, for the metals in the edition's scope."""
    columns = (
        Column(title=_("Lot"), width=16),
        Column(title=_("Metal"), width=12),
        Column(title=_("Recycled share"), width=14, kind="share"),
        Column(title=_("Listed share, certain"), width=14, kind="share"),
        Column(title=_("Listed share, possible"), width=14, kind="share"),
    )
    metals = {code: words.metal(code) for code in results.edition.scope.get("metals", ())}
    covered = results.provenance.filter(pl.col("metal").is_in(list(metals)))
    return Table(
        name=_("Provenance"),
        about=_(
            "Recycled and listed share of every shipped lot, by covered metal; by-products are in provenance.parquet."
        ),
        columns=columns,
        rows=((lot, metals[metal], *shares) for lot, metal, *shares in covered.iter_rows()),
    )


def _origin_cells(row: dict[str, Any], names: words.Names) -> tuple[Cell, ...]:
    listed = {True: _("yes"), False: _("no"), None: None if row["origin_kind"] == "recycled" else _("unknown")}
    return (
        _called(row["site_id"], names),
        row["period"],
        words.metal(row["metal"]),
        row["origin_kind"],
        row["origin_country"],
        row["origin_region"],
        _called(row["origin_site_id"], names),
        listed[row["listed"]],
        row["mass_g"] / 1e6,
        row["share"],
    )


def _called(site: str | None, names: words.Names) -> str | None:
    return str(words.Subject(name=names.get(("site", site), ""), number=site)) if site else None


def _reach_cells(row: dict[str, Any], labels: dict[str, str], names: words.Names) -> tuple[Cell, ...]:
    of_type = "party" if row["target_type"] == "customer" else row["target_type"]
    return (
        row["finding_kind"],
        labels[row["finding_kind"]],
        row["target_type"],
        row["target_id"],
        words.subject(of_type, row["target_id"], names).name,
        words.metal(row["metal"]),
        row["share_certain"],
        row["share_possible"],
        row["mass_g"] / 1e6,
    )
