"""Tables of flags and of what is unknown."""

from typing import TYPE_CHECKING, Any

import polars as pl

from cupel.diligence import words
from cupel.diligence.remedies import REMEDIES
from cupel.messages import _
from cupel.sheets import Cell, Column, Table
from cupel.standard import SEVERITIES

if TYPE_CHECKING:
    from cupel.diligence.run import Results


def flags_table(results: "Results", names: words.Names) -> Table:
    """Every flag, the gravest first."""
    rows = _by_severity(results.findings.filter(pl.col("state") == "true"))
    return Table(
        name=_("Flags"),
        about=_("Every flag with its clause, reason and the rows of the books that show it."),
        columns=_finding_columns(),
        rows=(_finding_cells(row, names) for row in rows.iter_rows(named=True)),
    )


def unknown_table(results: "Results", names: words.Names) -> Table:
    """Every subject that could not be judged, with what is missing."""
    rows = _by_severity(results.findings.filter(pl.col("state") == "unknown"))
    columns = (
        *_finding_columns(),
        Column(title=_("Missing facts"), width=24, kind="wrapped"),
        Column(title=_("What to provide"), width=60, kind="wrapped"),
    )
    return Table(
        name=_("Unknown"),
        about=_("Every question that the books leave open, with what to provide."),
        columns=columns,
        rows=((*_finding_cells(row, names), *_missing_cells(row["missing"])) for row in rows.iter_rows(named=True)),
    )


def _by_severity(findings: pl.DataFrame) -> pl.DataFrame:
    rank = pl.col("severity").cast(pl.Enum(SEVERITIES)).to_physical()
    return findings.sort(rank, "clause_label", "check_id", "subject_id", maintain_order=True)


def _finding_columns() -> tuple[Column, ...]:
    return (
        Column(title=_("Severity"), width=10),
        Column(title=_("Clause"), width=9),
        Column(title=_("Title"), width=34, kind="wrapped"),
        Column(title=_("Finding"), width=30),
        Column(title=_("About"), width=16),
        Column(title=_("Number"), width=18),
        Column(title=_("Name"), width=28, kind="wrapped"),
        Column(title=_("Reason"), width=80, kind="wrapped"),
        Column(title=_("Rows that show it"), width=40),
    )


def _finding_cells(row: dict[str, Any], names: words.Names) -> tuple[Cell, ...]:
    subject = words.subject(row["subject_type"], row["subject_id"], names)
    return (
        words.severity(row["severity"]),
        row["clause_label"],
        row["clause_title"],
        row["finding_kind"],
        row["subject_type"],
        row["subject_id"],
        subject.name,
        row["reason"],
        ", ".join(row["rows"]),
    )


def _missing_cells(missing: list[str]) -> tuple[Cell, Cell]:
    remedies = dict.fromkeys(REMEDIES[fact].provide for fact in missing)
    return ", ".join(missing), " ".join(remedies)
