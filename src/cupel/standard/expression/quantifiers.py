"""``all_of``, ``any_of``, ``count_of`` and ``sum_of`` over the rows of a declared relation."""

import ast
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeAlias, cast

from cupel.messages import _
from cupel.standard.expression.scope import Scope
from cupel.standard.expression.tree import (
    Absolute,
    Arithmetic,
    Assumption,
    Conditional,
    Extreme,
    FactReference,
    Literal,
    Node,
    Quantifier,
)
from cupel.standard.expression.units import number, settled
from cupel.standard.vocabulary import FactType, Relation

Infer: TypeAlias = Callable[[ast.expr, Scope], Node]
QUANTIFIERS = ("all_of", "any_of", "count_of", "sum_of")


def quantifier(name: str, node: ast.Call, scope: Scope, infer: Infer) -> Node:
    """``name(relation, body)``: the body speaks about the facts of the relation's target."""
    if scope.quantified:
        message = _("{name} cannot stand inside another one.").format(name=name)
        remedy = _("Ask for a fact that says it.")
        raise scope.source.error(node, message, code="expression-refused", remedy=remedy)
    relation = _relation(node.args[0], scope)
    inner = replace(scope, entity=relation.target, quantified=True)
    body = infer(node.args[1], inner)
    scope.require(body, "number" if name == "sum_of" else "bool", node.args[1])
    return Quantifier(
        word=cast("Any", name), relation=relation.name, target=relation.target, body=body, type=_type(name, body)
    )


def is_non_negative(node: Node) -> bool:
    """Whether a number cannot be negative, by declared bounds; only then a sum with unknown terms has a lower end."""
    match node:
        case Literal():
            result = cast("float", node.value) >= 0
        case FactReference():
            result = node.type.low is not None and node.type.low >= 0
        case Arithmetic():
            result = node.operator != "-" and is_non_negative(node.left) and is_non_negative(node.right)
        case Extreme():
            result = (any if node.word == "max" else all)(is_non_negative(part) for part in node.parts)
        case Conditional():
            result = is_non_negative(node.then) and is_non_negative(node.otherwise)
        case Assumption():
            result = is_non_negative(node.part) and is_non_negative(node.default)
        case _:
            result = isinstance(node, Absolute)
    return result


def _relation(node: ast.expr, scope: Scope) -> Relation:
    name = node.id if isinstance(node, ast.Name) else ""
    found = scope.vocabulary.relation(scope.entity, name)
    if found is None:
        names = [relation.name for relation in scope.vocabulary.relations if relation.entity == scope.entity]
        what = _("There is no relation {name} of {entity}.").format(
            name=name or scope.source.written(node), entity=scope.entity
        )
        raise scope.unknown_name(node, name, names, what)
    return found


def _type(name: str, body: Node) -> FactType:
    if name == "count_of":
        return number("count", interval=True)
    if name == "sum_of":
        return number(settled(body.type.unit), interval=body.type.interval or is_non_negative(body))
    return FactType(kind="bool")
