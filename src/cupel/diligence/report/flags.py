"""Flags by clause: what the clause asks, how many subjects were judged, and the first flags with their reasons."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import polars as pl

from cupel.diligence import words
from cupel.messages import _, ngettext
from cupel.standard import SEVERITIES, BoundCheck, ClauseRevision, Parameter, fill, text_in, with_unit

if TYPE_CHECKING:
    from cupel.diligence.run import Results

SHOWN = 25
ROWS_SHOWN = 4


@dataclass(frozen=True, kw_only=True)
class Flag:
    """One flag as printed: ``rows`` says which rows of the books show it."""

    subject: words.Subject
    reason: str
    rows: str


@dataclass(frozen=True, kw_only=True)
class Judged:
    """How many subjects of a check were flagged, clear and unknown."""

    flagged: int
    clear: int
    unknown: int

    @property
    def all(self) -> int:
        return self.flagged + self.clear + self.unknown


@dataclass(frozen=True, kw_only=True)
class CheckResult:
    """A check of the edition with its clause and what it found; ``flags`` are the first :data:`SHOWN`."""

    anchor: str
    label: str
    title: str
    requirement: str
    finding: str
    severity: str
    subject_type: str
    parameters: tuple[tuple[str, str], ...]
    judged: Judged
    flags: tuple[Flag, ...]

    @property
    def not_shown(self) -> int:
        return self.judged.flagged - len(self.flags)


def check_results(results: "Results", names: words.Names) -> list[CheckResult]:
    """Every check of the edition, in the order of its clauses."""
    counts = _counts(results.states)
    flagged = results.findings.filter(pl.col("state") == "true")
    by_check = dict(flagged.group_by("clause_uid", "check_id", maintain_order=True))
    return [
        _result(bound, counts, by_check.get((bound.clause.uid, bound.check.id)), names)
        for bound in results.edition.checks()
    ]


def by_severity(checks: Iterable[CheckResult]) -> Iterator[tuple[str, list[CheckResult]]]:
    """Checks with flags, the gravest first, each severity in the order of clauses."""
    raised = sorted((each for each in checks if each.judged.flagged), key=lambda each: SEVERITIES.index(each.severity))
    for code, group in groupby(raised, key=lambda each: each.severity):
        yield code, list(group)


def requirement(clause: ClauseRevision) -> str:
    """The clause's text with the values of its parameters."""
    values = {name: value_in_words(parameter) for name, parameter in clause.parameters.items()}
    return fill(text_in(clause.text), values)


def value_in_words(parameter: Parameter) -> str:
    """A parameter's value with its unit."""
    value = parameter.value
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return with_unit(value, parameter.unit) if isinstance(value, int | float) else value


def rows_in_words(rows: list[str]) -> str:
    """``lot L1, L2 and 18 more``: the first few rows of the books, by table."""
    shown = [row.partition(":") for row in rows[:ROWS_SHOWN]]
    texts = [
        f"{table.replace('_', ' ')} {', '.join(key for _table, _colon, key in group)}"
        for table, group in groupby(shown, key=lambda parts: parts[0])
    ]
    more = len(rows) - len(shown)
    return "; ".join(texts) + (
        ngettext(" and {n} more", " and {n} more", more).format(n=words.count(more)) if more else ""
    )


def _counts(states: pl.DataFrame) -> dict[tuple[str, str, str], int]:
    grouped = states.group_by("finding_kind", "check_id", "state").len()
    return {(kind, check, state): number for kind, check, state, number in grouped.iter_rows()}


def _result(
    bound: BoundCheck, counts: dict[tuple[str, str, str], int], flagged: pl.DataFrame | None, names: words.Names
) -> CheckResult:
    check, clause = bound.check, bound.clause
    number = {state: counts.get((check.finding, check.id, state), 0) for state in ("true", "false", "unknown")}
    return CheckResult(
        anchor=f"{bound.label}-{check.id}",
        label=bound.label,
        title=text_in(clause.title),
        requirement=requirement(clause),
        finding=check.finding,
        severity=check.severity,
        subject_type=check.entity,
        parameters=tuple((name, value_in_words(parameter)) for name, parameter in clause.parameters.items()),
        judged=Judged(flagged=number["true"], clear=number["false"], unknown=number["unknown"]),
        flags=tuple(_flag(row, names) for row in flagged.head(SHOWN).to_dicts()) if flagged is not None else (),
    )


def _flag(row: dict[str, str | list[str]], names: words.Names) -> Flag:
    subject = words.subject(str(row["subject_type"]), str(row["subject_id"]), names)
    return Flag(subject=subject, reason=str(row["reason"]), rows=rows_in_words(list(row["rows"])))
