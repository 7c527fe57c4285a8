"""Compiling an expression: text, typed tree, one Narwhals expression."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import narwhals.stable.v2 as nw

from cupel.errors import Place
from cupel.messages import _
from cupel.standard.canonical import sha256
from cupel.standard.clause import Parameter
from cupel.standard.expression import tree
from cupel.standard.expression.aggregate import Tally, tally_of
from cupel.standard.expression.infer import infer
from cupel.standard.expression.intervals import point
from cupel.standard.expression.lower import Lowering
from cupel.standard.expression.parse import Source, parse
from cupel.standard.expression.scope import Scope
from cupel.standard.expression.tree import Assumption, FactReference, Node, Quantifier
from cupel.standard.expression.units import settled
from cupel.standard.vocabulary import FactCall, FactType, Kind, Vocabulary

MAX_OPERATIONS = 5_000
_REPEATS: dict[type, tuple[int, int]] = {
    tree.Comparison: (1, 3),
    tree.Conditional: (2, 2),
    tree.Known: (1, 2),
    tree.Absolute: (1, 4),
    tree.Extreme: (3, 3),
    tree.Assumption: (2, 2),
    tree.Membership: (2, 2),
}
"""How often a node repeats what is below it, for exact numbers and for intervals."""


@dataclass(frozen=True, eq=False, kw_only=True)
class CompiledExpression:
    """An expression ready to be evaluated with ``frame.with_columns(expr.alias(...))``.

    ``expr`` is a nullable Boolean for a condition; for a number it is float64 in ``type.unit``, and ``possible`` the
    upper end where ``type.interval``. ``facts`` are the columns the entity's frame must have (an interval fact is two),
    ``tallies`` the quantifiers whose columns must be joined first, ``assumptions`` what ``assume`` may fill in.
    """

    expr: nw.Expr
    possible: nw.Expr | None
    type: FactType
    facts: frozenset[FactCall]
    tallies: tuple[Tally, ...]
    assumptions: tuple[Assumption, ...]
    tree: Node
    tree_hash: str


def compile_expression(  # noqa: PLR0913 - one name per thing an expression may refer to
    text: str,
    *,
    entity: str,
    vocabulary: Vocabulary,
    parameters: Mapping[str, Parameter] | None = None,
    expect: Kind = "bool",
    edition_scope: Mapping[str, tuple[str, ...]] | None = None,
    empty: bool = False,
    place: Place | None = None,
) -> CompiledExpression:
    """``text`` compiled over the facts of ``entity``.

    ``empty`` is the value of ``all_of`` and ``any_of`` where there is no row. Raises ExpressionError, whose place has
    the character, for anything outside the language or wrong in kind, unit, code or name.
    """
    syntax, source = parse(text, place=place)
    scope = Scope(
        entity=entity,
        vocabulary=vocabulary,
        parameters=parameters or {},
        source=source,
        edition_scope=edition_scope or {},
    )
    node = infer(syntax, scope)
    _check_size(node, source)
    _check_kind(node, expect, source)
    return compile_tree(node, empty=empty)


def compile_tree(node: Node, *, empty: bool = False) -> CompiledExpression:
    """A typed tree, compiled."""
    lowering = Lowering(empty=empty)
    below = list(tree.walk(node, into_quantifiers=False))
    facts = frozenset(found.call for found in below if isinstance(found, FactReference))
    tallies = {tally_of(found).column: tally_of(found) for found in below if isinstance(found, Quantifier)}
    ends = lowering.number(node) if node.type.kind == "number" else point(lowering.truth(node))
    return CompiledExpression(
        expr=ends.low,
        possible=ends.high if node.type.interval else None,
        type=replace(node.type, unit=settled(node.type.unit)),
        facts=facts,
        tallies=tuple(tallies.values()),
        assumptions=tuple(found for found in below if isinstance(found, Assumption)),
        tree=node,
        tree_hash=sha256(tree.tree_data(node)),
    )


def operations(node: Node) -> int:
    """An upper bound of the operations ``node`` unfolds into; some constructs repeat what is below them."""
    exact, interval = _REPEATS.get(type(node), (1, 1))
    below = tree.children(node)
    repeats = interval if node.type.interval or any(child.type.interval for child in below) else exact
    if isinstance(node, tree.Arithmetic) and node.operator in "*/":
        repeats = 6 if node.type.interval else 2
    return 1 + repeats * sum(operations(child) for child in below)


def _check_size(node: Node, source: Source) -> None:
    if operations(node) > MAX_OPERATIONS:
        message = _("The expression unfolds into more than {limit} operations.").format(limit=MAX_OPERATIONS)
        raise source.error(0, message, code="expression-limit", remedy=_("Nest less, or split it."))


def _check_kind(node: Node, expect: Kind, source: Source) -> None:
    if node.type.kind != expect:
        message = _("The expression gives {found}.").format(found=node.type)
        remedy = _("Write one that gives {expected}.").format(expected=FactType(kind=expect, unit="1"))
        raise source.error(0, message, code="expression-type", remedy=remedy)
