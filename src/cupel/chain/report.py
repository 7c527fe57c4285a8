"""What a check of books found, for people and for programs."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

import polars as pl

from cupel.chain.intake.defects import with_reasons
from cupel.chain.intake.folder import Skipped
from cupel.chain.intake.reading import Reading
from cupel.chain.intake.sources.source import ROW
from cupel.chain.intake.spool import SOURCE
from cupel.chain.intake.taken import Taken
from cupel.messages import _

SCHEMA = "cupel-check/1"


@dataclass(frozen=True, kw_only=True)
class FileReport:
    """One table of one file and what became of its rows; ``unused`` headings have no meaning in the mapping."""

    file: str
    table: str
    rows: int
    accepted: int
    quarantined: int
    warned: int
    unused: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One kind of defect or warning in one column, how often, and the first place with its sentence."""

    table: str
    code: str
    column: str
    rows: int
    file: str
    row: int
    sentence: str


@dataclass(frozen=True)
class CheckReport:
    """The whole result: files, reasons for quarantine, warnings, notes, findings about the books, what was skipped."""

    mapping: str
    mapping_sha256: str
    files: tuple[FileReport, ...]
    skipped: tuple[Skipped, ...]
    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...]
    notes: tuple[str, ...]
    findings: pl.DataFrame

    @property
    def rows(self) -> int:
        """Rows read."""
        return sum(file.rows for file in self.files)

    @property
    def quarantined(self) -> int:
        """Rows held back."""
        return sum(file.quarantined for file in self.files)

    @property
    def clean(self) -> bool:
        """Nothing was held back, and every table file could be opened. Findings about the books are the company's to
        explain and do not count here."""
        return self.quarantined == 0 and not any(one.unreadable for one in self.skipped)

    def as_dict(self) -> dict[str, Any]:
        """The report as plain values for JSON."""
        return {
            "schema": SCHEMA,
            "mapping": {"key": self.mapping, "sha256": self.mapping_sha256},
            "rows": self.rows,
            "quarantined": self.quarantined,
            "files": [asdict(file) for file in self.files],
            "skipped": [asdict(one) for one in self.skipped],
            "reasons": [asdict(one) for one in self.reasons],
            "warnings": [asdict(one) for one in self.warnings],
            "notes": list(self.notes),
            "findings": self.findings.to_dicts(),
        }


def report_of(reading: Reading) -> CheckReport:
    """The report of one pass."""
    return CheckReport(
        mapping=reading.mapping.key,
        mapping_sha256=reading.mapping.sha256,
        files=tuple(_file_report(one, reading) for one in reading.taken),
        skipped=reading.skipped,
        reasons=_reasons(reading.defects, reading.taken),
        warnings=_reasons(reading.warnings, reading.taken),
        notes=reading.notes,
        findings=reading.findings,
    )


def _file_report(one: Taken, reading: Reading) -> FileReport:
    held, warned = (
        frame.filter(pl.col(SOURCE) == one.number)[ROW].n_unique() for frame in (reading.defects, reading.warnings)
    )
    return FileReport(
        file=one.source.label,
        table=one.table,
        rows=one.rows,
        accepted=one.rows - held,
        quarantined=held,
        warned=warned,
        unused=one.found.unbound,
    )


def _reasons(defects: pl.DataFrame, taken: Iterable[Taken]) -> tuple[Reason, ...]:
    """Defects grouped by table, code and column, most frequent first."""
    sources = {one.number: one for one in taken}
    grouped = (
        with_reasons(defects.sort(SOURCE, ROW, maintain_order=True))
        .group_by(SOURCE, "code", "column", maintain_order=True)
        .agg(pl.col(ROW).first().alias("first"), rows=pl.col(ROW).n_unique(), sentence=pl.col("reason").first())
        .sort("rows", SOURCE, "code", "column", descending=[True, False, False, False])
    )
    return tuple(
        Reason(
            table=sources[row[SOURCE]].table,
            code=row["code"],
            column=row["column"],
            rows=row["rows"],
            file=sources[row[SOURCE]].source.label,
            row=row["first"],
            sentence=row["sentence"],
        )
        for row in grouped.to_dicts()
    )


def finding_sentences(findings: pl.DataFrame) -> list[str]:
    """One sentence per finding about the books, lots together with all masses concerned."""
    grouped = findings.group_by("kind", "subject_id", "determined", "detail", maintain_order=True).agg(
        pl.col("mass", "expected_g", "found_g", "difference_g")
    )
    return [_finding_sentence(row) for row in grouped.iter_rows(named=True)]


def _finding_sentence(row: dict[str, Any]) -> str:
    sentence = _finding_words()[row["kind"]].format(
        subject=row["subject_id"], detail=row["detail"], masses=", ".join(_masses(row)), count=len(row["mass"])
    )
    return (
        sentence
        if row["determined"]
        else _("{sentence} Rows in quarantine touch it, so this is not certain.").format(sentence=sentence)
    )


def _masses(row: dict[str, Any]) -> list[str]:
    names = [
        _("gross") if mass == "gross_g" else str(mass or "").removesuffix("_g").capitalize() for mass in row["mass"]
    ]
    return [
        _("{mass} {difference:+,} g ({found:,} against {expected:,})").format(
            mass=name, difference=difference, found=found, expected=expected
        )
        for name, difference, found, expected in zip(
            names, row["difference_g"], row["found_g"], row["expected_g"], strict=True
        )
        if difference is not None
    ]


def _finding_words() -> dict[str, str]:
    return {
        "receipts-differ": _("Lot {subject}: its receipts do not add up to it: {masses}."),
        "inflow-differs": _("Lot {subject}: what flowed in does not add up to it: {masses}."),
        "event-differs": _("Event {subject}: what came out is not what went in: {masses}."),
        "campaign-differs": _("Campaign {subject}: what came out is not what it holds: {masses}."),
        "over-draw": _("Lot {subject}: more left than it held: {masses}."),
        "gain-without-count": _("Lot {subject}: a stock gain without a stock count that shows it: {masses}."),
        "against-time": _("Lot {subject}: gave material before it existed (flows {detail})."),
        "cycle": _("Lot {subject}: is made of itself ({detail})."),
    }
