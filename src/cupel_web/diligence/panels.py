"""What a clause's page shows of a person's own runs."""

from typing import Any

from cupel_web.diligence.queries import records, tallies
from cupel_web.kernel.models import User
from cupel_web.kernel.panels import Panel

RUNS = 10


def flags_of_clause(user: User | None, clause: str) -> Panel | None:
    """The newest runs of the person's companies in which the clause raised flags or stayed undecided."""
    if user is None:
        return None
    rows: list[dict[str, Any]] = []
    for run in records.latest_runs_of(user, limit=RUNS):
        found = [row for row in tallies.rows(run) if row["clause"] == clause]
        flagged = sum(row["number"] for row in found if row["state"] == "true")
        unknown = sum(row["number"] for row in found if row["state"] == "unknown")
        rows.append({"run": run, "company": run.version.data_set.company, "flagged": flagged, "unknown": unknown})
    return (
        Panel(template="diligence/parts/clause_flags.html", context={"rows": rows, "clause_uid": clause})
        if rows
        else None
    )
