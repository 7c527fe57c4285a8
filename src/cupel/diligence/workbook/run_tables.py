"""Tables of the run as a whole: its figures, and the checks with the values they used."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from cupel.diligence import words
from cupel.diligence.report.flags import requirement
from cupel.messages import _
from cupel.sheets import Cell, Column, Table
from cupel.standard import SEVERITIES, BoundCheck, Parameter, text_in

if TYPE_CHECKING:
    from cupel.diligence.run import Results


def summary_table(results: "Results") -> Table:
    """Counts and shares with what they count."""
    columns = (
        Column(title=_("What"), width=44, kind="wrapped"),
        Column(title=_("Number"), width=14, kind="count"),
        Column(title=_("Mass (t)"), width=18, kind="mass"),
        Column(title=_("Share, certain"), width=14, kind="share"),
        Column(title=_("Share, possible"), width=14, kind="share"),
    )
    rows = [*_count_rows(results.summary), *_metal_rows(results.summary)]
    return Table(name=_("Summary"), about=_("The figures of the run."), columns=columns, rows=rows)


def checks_table(results: "Results") -> Table:
    """Every check of the edition with each of its values."""
    columns = (
        Column(title=_("Clause"), width=9),
        Column(title=_("Title"), width=40, kind="wrapped"),
        Column(title=_("The clause asks"), width=80, kind="wrapped"),
        Column(title=_("Check"), width=30),
        Column(title=_("Finding"), width=32),
        Column(title=_("Judges"), width=18),
        Column(title=_("Severity"), width=10),
        Column(title=_("Value"), width=20),
        Column(title=_("Is"), width=12),
        Column(title=_("Unit (UNECE Rec 20)"), width=12),
        Column(title=_("Reason for the value"), width=60, kind="wrapped"),
    )
    return Table(
        name=_("Checks"),
        about=_("Every check with the values it used, one row per value."),
        columns=columns,
        rows=(cells for bound in results.edition.checks() for cells in _check_cells(bound)),
    )


def _count_rows(summary: dict[str, Any]) -> Iterator[tuple[Cell, ...]]:
    yield _("Checks"), summary["checks"], None, None, None
    yield _("Flags"), summary["flags"], None, None, None
    for code in SEVERITIES:
        yield _("Flags: {severity}").format(severity=words.severity(code)), summary["severity"][code], None, None, None
    yield _("Unknown"), summary["unknown"], None, None, None
    for finding, found in summary["kinds"].items():
        yield f"{found['clause']} {finding}", found["flags"], None, None, None
        if found["unknown"]:
            yield _("{kind}: unknown").format(kind=f"{found['clause']} {finding}"), found["unknown"], None, None, None


def _metal_rows(summary: dict[str, Any]) -> Iterator[tuple[Cell, ...]]:
    for code, found in summary["metals"].items():
        metal = words.metal(code).capitalize()
        yield _("{metal} charged").format(metal=metal), None, found["input_g"] / 1e6, None, None
        listed = (found["listed_certain"], found["listed_possible"])
        yield _("{metal}: listed origin").format(metal=metal), None, None, *listed
        yield _("{metal}: recycled").format(metal=metal), None, None, found["recycled"], found["recycled"]
        yield _("{metal}: unknown origin").format(metal=metal), None, None, found["unknown"], found["unknown"]


def _check_cells(bound: BoundCheck) -> Iterator[tuple[Cell, ...]]:
    check = bound.check
    clause = (bound.label, text_in(bound.clause.title), requirement(bound.clause))
    common = (*clause, check.id, check.finding, check.entity, words.severity(check.severity))
    if not bound.parameters:
        yield *common, None, None, None, None
    for name, parameter in bound.parameters.items():
        yield *common, name, *_value_cells(parameter)


def _value_cells(parameter: Parameter) -> tuple[Cell, Cell, Cell]:
    value = parameter.value if isinstance(parameter.value, str) else repr(parameter.value)
    return value, parameter.unit, text_in(parameter.reason)
