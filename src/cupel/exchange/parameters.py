"""The table of parameters of an edition, and of the change from one edition to another."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

from cupel.exchange.layout import Mark, Run, RunKind, changed_runs, replaced
from cupel.exchange.order import longest_in_order
from cupel.messages import _
from cupel.standard import Edition, Parameter, text_in, with_unit

Cell: TypeAlias = tuple[Run, ...]
Key: TypeAlias = tuple[str, str]
"""Uid of the clause, name of the parameter."""


@dataclass(frozen=True, kw_only=True)
class ParameterRow:
    """One parameter: label of its clause, name, value, allowed range, reason. ``again``: it also stands elsewhere, in
    its new place.
    """

    uid: str
    name: str
    cells: tuple[Cell, ...]
    mark: Mark = "keep"
    again: bool = False

    @property
    def key(self) -> Key:
        """What names it."""
        return self.uid, self.name


def headings() -> tuple[str, ...]:
    """Of the columns."""
    return _("Clause"), _("Parameter"), _("Value"), _("Allowed"), _("Reason")


def parameter_rows(edition: Edition, *, language: str) -> list[ParameterRow]:
    """Every parameter in the order of its clauses."""
    return [
        ParameterRow(uid=entry.uid, name=parameter.name, cells=_cells(entry.label, parameter, language))
        for entry, clause, _depth in edition.walk()
        for parameter in clause.parameters.values()
    ]


def changed_rows(old: Edition, new: Edition, *, language: str) -> Iterator[ParameterRow]:
    """Rows of both editions: accepted, they are the new table; rejected, the old one."""
    before, after = (parameter_rows(edition, language=language) for edition in (old, new))
    places = {row.key: place for place, row in enumerate(before)}
    there = {row.key for row in after}
    kept = longest_in_order([(places[row.key], place) for place, row in enumerate(after) if row.key in places])
    for (i, j), (p, q) in pairwise([(-1, -1), *kept, (len(before), len(after))]):
        if i >= 0:
            yield replace(after[j], cells=_changed(before[i].cells, after[j].cells))
        yield from (_whole(row, "delete", again=row.key in there) for row in before[i + 1 : p])
        yield from (_whole(row, "insert") for row in after[j + 1 : q])


def _changed(old: tuple[Cell, ...], new: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """The label is one word; other cells are texts."""
    label, *others = (changed_runs(*both) for both in zip(old, new, strict=True))
    label = replaced(*("".join(run.text for run in cells[0]) for cells in (old, new)))
    return label, *others


def _whole(row: ParameterRow, kind: RunKind, *, again: bool = False) -> ParameterRow:
    mark: Mark = "insert" if kind == "insert" else "delete"
    cells = tuple(tuple(replace(run, kind=kind) for run in cell) for cell in row.cells)
    return replace(row, cells=cells, mark=mark, again=again)


def _cells(label: str, parameter: Parameter, language: str) -> tuple[Cell, ...]:
    words = (label, parameter.name, parameter.words, _range(parameter), text_in(parameter.reason, language=language))
    return tuple((Run("keep", word),) if word else () for word in words)


def _range(parameter: Parameter) -> str:
    low, high = (
        with_unit(bound, parameter.unit) if bound is not None else "" for bound in (parameter.low, parameter.high)
    )
    if low and high:
        return _("{low} to {high}").format(low=low, high=high)
    if low or high:
        return _("at least {low}").format(low=low) if low else _("at most {high}").format(high=high)
    return ", ".join(parameter.codes)
