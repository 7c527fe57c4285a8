"""Ask the engine to check books and to keep the good rows."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cupel_web.diligence.folders import snapshot_of, snapshots_of, unpacked
from cupel_web.diligence.models import Version
from cupel_web.kernel.jobs import Progress

FINDINGS_SHOWN = 100


@dataclass(frozen=True, kw_only=True)
class CheckOutcome:
    """What the engine said: the report as plain data, the snapshot's hash, the quarantine if a row was rejected."""

    report: dict[str, Any]
    snapshot: str
    quarantine: Path | None
    rows: int
    rejected: int


def check(version: Version, *, progress: Progress) -> CheckOutcome:
    """Check the version's files and keep the accepted rows; corrected rows join the snapshot they were missing from.

    Raises :class:`~cupel.errors.BooksError` for files that cannot be read as books at all.
    """
    from cupel.chain import import_books, open_snapshot

    earlier = version.corrects
    onto = open_snapshot(snapshot_of(earlier)) if earlier and earlier.snapshot else None
    with unpacked(version) as folder:
        store = snapshots_of(version.data_set.company)
        snapshot = import_books(folder, store=store, onto=onto, progress=progress)
    return CheckOutcome(
        report=_for_people(snapshot.report.as_dict() if snapshot.report else {}),
        snapshot=snapshot.hash,
        quarantine=snapshot.quarantine,
        rows=sum(snapshot.rows.values()),
        rejected=snapshot.report.quarantined if snapshot.report else 0,
    )


def _for_people(report: dict[str, Any]) -> dict[str, Any]:
    """What a page shows of the report: findings about the books come again with each run, so only the first stay."""
    found = report.get("findings", [])
    return {**report, "findings": found[:FINDINGS_SHOWN], "finding_count": len(found)}
