"""Sums of a run's tallies: what its pages show without opening its outputs."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cupel_web.diligence.models import Run

Tally = dict[str, Any]
SEVERITIES = ("critical", "high", "medium", "low")


@dataclass(frozen=True, kw_only=True)
class ClauseTally:
    """Findings of one clause in one run."""

    clause: str
    label: str
    title: str
    kinds: tuple[str, ...]
    severity: str
    flagged: int
    unknown: int


def flagged_by_severity(run: Run) -> list[tuple[str, int]]:
    """Flags of each severity, gravest first; unknown ones are not counted."""
    counter: Counter[str] = Counter()
    for row in rows(run):
        if row["state"] == "true":
            counter[row["severity"]] += row["number"]
    return [(severity, counter[severity]) for severity in SEVERITIES]


def unknown(run: Run) -> int:
    """Subjects whose state is unknown."""
    return sum(row["number"] for row in rows(run) if row["state"] == "unknown")


def flagged(run: Run) -> int:
    """Flags."""
    return sum(row["number"] for row in rows(run) if row["state"] == "true")


def by_clause(run: Run) -> list[ClauseTally]:
    """Findings per clause, in the order of the labels' parts."""
    clauses: dict[str, list[Tally]] = {}
    for row in rows(run):
        clauses.setdefault(row["clause"], []).append(row)
    return sorted((_clause(found) for found in clauses.values()), key=lambda tally: label_order(tally.label))


def kinds(run: Run) -> list[tuple[str, int]]:
    """Finding kinds with their numbers, by name."""
    counter: Counter[str] = Counter()
    for row in rows(run):
        counter[row["kind"]] += row["number"]
    return sorted(counter.items())


def labels_of(run: Run) -> list[str]:
    """Printed labels of the clauses with findings, in the order of their parts."""
    return sorted({row["label"] for row in rows(run)}, key=label_order)


def label_order(label: str) -> tuple[tuple[int, int, str], ...]:
    """Sorts 2.10 after 2.9, and letters after numbers."""
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in label.split("."))


def rows(run: Run) -> Iterable[Tally]:
    """The run's tallies; none while it is not over."""
    tallies: list[Tally] = run.tallies or []
    return tallies


def _clause(found: list[Tally]) -> ClauseTally:
    return ClauseTally(
        clause=found[0]["clause"],
        label=found[0]["label"],
        title=found[0]["title"],
        kinds=tuple(sorted({row["kind"] for row in found})),
        severity=min((row["severity"] for row in found), key=SEVERITIES.index),
        flagged=sum(row["number"] for row in found if row["state"] == "true"),
        unknown=sum(row["number"] for row in found if row["state"] == "unknown"),
    )
