"""The functions of the language."""

import ast
from collections.abc import Callable
from datetime import date
from typing import Any, TypeAlias, cast

from cupel.messages import _
from cupel.standard.expression import tree
from cupel.standard.expression.membership import check_kinds, common_type
from cupel.standard.expression.quantifiers import QUANTIFIERS, quantifier
from cupel.standard.expression.scope import Scope
from cupel.standard.expression.tree import Literal, Node
from cupel.standard.vocabulary import FactType

Infer: TypeAlias = Callable[[ast.expr, Scope], Node]


def call(name: str, node: ast.Call, scope: Scope, infer: Infer) -> Node:
    """The typed node of a call of the function ``name``."""
    wanted, handler = FUNCTIONS[name]
    exact = wanted >= 0
    if (exact and len(node.args) != wanted) or (not exact and len(node.args) < -wanted):
        message = _("{name} takes {wanted} arguments, {given} given.").format(
            name=name, wanted=wanted if exact else f"{-wanted}+", given=len(node.args)
        )
        raise scope.source.error(node, message, code="expression-arguments", remedy=SIGNATURES[name])
    return handler(name, node, scope, infer)


def _known(name: str, node: ast.Call, scope: Scope, infer: Infer) -> Node:
    known = tree.Known(part=infer(node.args[0], scope))
    return known if name == "known" else tree.Not(part=known)


def _days_between(_name: str, node: ast.Call, scope: Scope, infer: Infer) -> Node:
    start, end = (scope.require(infer(argument, scope), "date", argument) for argument in node.args)
    return tree.DaysBetween(start=start, end=end)


def _absolute(_name: str, node: ast.Call, scope: Scope, infer: Infer) -> Node:
    part = scope.require(infer(node.args[0], scope), "number", node.args[0])
    return tree.Absolute(part=part, type=part.type)


def _extreme(name: str, node: ast.Call, scope: Scope, infer: Infer) -> Node:
    parts = tuple(scope.require(infer(argument, scope), "number", argument) for argument in node.args)
    kind = parts[0].type
    for argument, part in zip(node.args[1:], parts[1:], strict=True):
        kind = common_type(Literal(value=0, type=kind), part, (node.args[0], argument), scope)
    return tree.Extreme(word=cast("Any", name), parts=parts, type=kind)


def _assume(name: str, node: ast.Call, scope: Scope, infer: Infer) -> Node:
    part, default = infer(node.args[0], scope), infer(node.args[1], scope)
    if not isinstance(default, Literal):
        message = _("The assumed value must be a value or a parameter.")
        raise scope.source.error(node.args[1], message, code="expression-arguments", remedy=SIGNATURES[name])
    check_kinds(part, default, (node.args[0], node.args[1]), scope)
    return tree.Assumption(part=part, default=default, type=part.type)


def _date(name: str, node: ast.Call, scope: Scope, infer: Infer) -> Node:
    written = infer(node.args[0], scope)
    try:
        value = date.fromisoformat(str(written.value) if isinstance(written, Literal) else "")
    except ValueError:
        message = _("This is not a date.")
        raise scope.source.error(node.args[0], message, code="expression-type", remedy=SIGNATURES[name]) from None
    return Literal(value=value, type=FactType(kind="date"))


Handler: TypeAlias = Callable[[str, ast.Call, Scope, Infer], Node]
FUNCTIONS: dict[str, tuple[int, Handler]] = {
    "known": (1, _known),
    "unknown": (1, _known),
    "days_between": (2, _days_between),
    "abs": (1, _absolute),
    "min": (-2, _extreme),
    "max": (-2, _extreme),
    "assume": (2, _assume),
    "date": (1, _date),
    **dict.fromkeys(QUANTIFIERS, (2, quantifier)),
}
"""Name to number of arguments (negative: at least so many) and handler."""

SIGNATURES = {
    "known": _("Write known(fact)."),
    "unknown": _("Write unknown(fact)."),
    "days_between": _("Write days_between(earlier, later)."),
    "abs": _("Write abs(number)."),
    "min": _("Write min(number, number)."),
    "max": _("Write max(number, number)."),
    "assume": _("Write assume(fact, value)."),
    "date": _('Write date("2024-01-31").'),
    "all_of": _("Write all_of(relation, condition)."),
    "any_of": _("Write any_of(relation, condition)."),
    "count_of": _("Write count_of(relation, condition)."),
    "sum_of": _("Write sum_of(relation, number)."),
}
