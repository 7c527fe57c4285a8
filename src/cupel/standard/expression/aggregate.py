"""Quantifiers as columns: the rows of a relation are counted once per group and joined to the entity's frame.

A run groups the relation's target with :func:`cupel.standard.tally_columns` and joins the result; the entity's
expression then reads the tally's columns. An entity without rows may simply be absent.
"""

import hashlib
from dataclasses import dataclass

import narwhals.stable.v2 as nw

from cupel.standard.canonical import canonical_json
from cupel.standard.expression.intervals import Ends
from cupel.standard.expression.quantifiers import is_non_negative
from cupel.standard.expression.tree import FactReference, Quantifier, tree_data, walk
from cupel.standard.vocabulary import FactCall


@dataclass(frozen=True)
class Tally:
    """The columns that decide one quantifier: ``<column>:true``, ``:false``, ``:unknown``; sums ``:low``, ``:high``."""

    node: Quantifier
    column: str

    @property
    def facts(self) -> frozenset[FactCall]:
        """The facts of the relation's target that the condition or the summed number reads."""
        return frozenset(below.call for below in walk(self.node.body) if isinstance(below, FactReference))

    def truth(self, *, empty: bool) -> nw.Expr:
        """``all_of`` and ``any_of`` from the three counts; ``empty`` where there is no row."""
        decided_by, otherwise = ("false", "true") if self.node.word == "all_of" else ("true", "false")
        result = nw.when(self._count(otherwise) > 0).then(nw.lit(otherwise == "true")).otherwise(nw.lit(empty))
        result = nw.when(self._count("unknown") == 0).then(result)
        return nw.when(self._count(decided_by) > 0).then(nw.lit(decided_by == "true")).otherwise(result)

    def ends(self) -> Ends:
        """``count_of`` and ``sum_of``: unknown rows may or may not count; an unknown term has no upper end."""
        unknown = self._count("unknown")
        if self.node.word == "count_of":
            true = self._count("true").cast(nw.Float64)
            return Ends(true, true + unknown.cast(nw.Float64))
        low, high = (nw.col(f"{self.column}:{end}").fill_null(0.0) for end in ("low", "high"))
        if not is_non_negative(self.node.body):
            low = nw.when(unknown == 0).then(low)
        return Ends(low, nw.when(unknown == 0).then(high))

    def occupied(self) -> nw.Expr:
        """Whether the relation has any row."""
        return self._count("true") + self._count("false") + self._count("unknown") > 0

    def _count(self, state: str) -> nw.Expr:
        return nw.col(f"{self.column}:{state}").cast(nw.Int64).fill_null(0)


def tally_of(node: Quantifier) -> Tally:
    """The tally of a quantifier; equal quantifiers share their columns."""
    digest = hashlib.sha256(canonical_json(tree_data(node))).hexdigest()[:12]
    return Tally(node, f"{node.word}({node.relation},{digest})")
