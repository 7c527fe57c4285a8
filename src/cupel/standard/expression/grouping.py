"""Counting the rows of a relation for the quantifiers over it."""

from collections.abc import Iterable
from typing import Any

import narwhals.stable.v2 as nw

from cupel.standard.expression.aggregate import Tally
from cupel.standard.expression.compile import compile_tree


def tally_columns(tallies: Iterable[Tally], rows: Any, *, key: str) -> Any:
    """One row per value of ``key`` with the columns of ``tallies``, to be joined to the entity's frame.

    ``rows`` is the frame of the relation's target (any that Narwhals knows; the result is of the same kind) with the
    columns of :attr:`Tally.facts`; ``key`` its column that names the entity. Counts are int64, sums float64.
    """
    frame = nw.from_native(rows)
    names: list[str] = []
    for tally in {tally.column: tally for tally in tallies}.values():
        columns = _columns(tally)
        frame = frame.with_columns(*(expression.alias(name) for name, expression in columns.items()))
        names += columns
    grouped = frame.group_by(key).agg(*(nw.col(name).sum() for name in names))
    kinds = {name: nw.Float64 if name.endswith((":low", ":high")) else nw.Int64 for name in names}
    return grouped.with_columns(*(nw.col(name).cast(kind) for name, kind in kinds.items())).to_native()


def _columns(tally: Tally) -> dict[str, nw.Expr]:
    body = compile_tree(tally.node.body)
    if tally.node.word != "sum_of":
        true, false = body.expr.fill_null(False), (~body.expr).fill_null(False)
        states = {"true": true, "false": false, "unknown": body.expr.is_null()}
        return {f"{tally.column}:{state}": _counted(expression) for state, expression in states.items()}
    high = body.expr if body.possible is None else body.possible
    unknown = body.expr.is_null() | high.is_null()
    states = {"true": ~unknown, "false": nw.lit(False), "unknown": unknown}
    counts = {f"{tally.column}:{state}": _counted(expression) for state, expression in states.items()}
    ends = {"low": body.expr, "high": high}
    return counts | {f"{tally.column}:{end}": expression.fill_null(0.0) for end, expression in ends.items()}


def _counted(truth: nw.Expr) -> nw.Expr:
    """As an integer: not every engine adds Booleans."""
    return truth.cast(nw.Int64)
