"""Types and units: from Python's syntax tree to the typed tree, or an error that points at the character."""

import ast
from collections.abc import Callable
from typing import Any, cast

from cupel.messages import _
from cupel.standard.expression import functions, membership
from cupel.standard.expression.facts import fact_reference
from cupel.standard.expression.parameters import bound
from cupel.standard.expression.scope import Scope
from cupel.standard.expression.tree import Arithmetic, Comparison, Conditional, Junction, Literal, Node, Not
from cupel.standard.expression.units import ANY, PLAIN, number, product_unit, quotient_unit, shared_unit
from cupel.standard.units import LARGEST
from cupel.standard.vocabulary import FactType

_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip
_ARITHMETIC: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_LISTS = (ast.Set, ast.Tuple, ast.List)


def infer(node: ast.expr, scope: Scope) -> Node:
    """The typed tree of ``node``; raises ExpressionError where names, kinds, units or codes do not fit."""
    return _HANDLERS[type(node)](node, scope)


def _constant(node: ast.Constant, scope: Scope) -> Node:
    value = node.value
    if isinstance(value, bool):
        return Literal(value=value, type=FactType(kind="bool"))
    if isinstance(value, str):
        return Literal(value=value, type=FactType(kind="text"))
    if isinstance(value, int | float):
        if not abs(value) <= LARGEST:
            message = _("The number is too large to be held exactly.")
            remedy = _("Use a parameter with a larger unit.")
            raise scope.source.error(node, message, code="expression-limit", remedy=remedy)
        return Literal(value=value, type=number(PLAIN if value else ANY))
    what = _("None") if value is None else type(value).__name__
    message = _("Not part of the language: {what}.").format(what=what)
    remedy = _("Ask with known(...) or unknown(...) whether something has a value.")
    raise scope.source.error(node, message, code="expression-refused", remedy=remedy)


def _name(node: ast.Name, scope: Scope) -> Node:
    return fact_reference(node, node.id, (), scope)


def _attribute(node: ast.Attribute, scope: Scope) -> Node:
    owner = cast("ast.Name", node.value).id
    if owner != "p":
        message = _("{owner}.{name} is a list.").format(owner=owner, name=node.attr)
        remedy = _("Write: fact in {owner}.{name}.").format(owner=owner, name=node.attr)
        raise scope.source.error(node, message, code="expression-type", remedy=remedy)
    parameter = scope.parameters.get(node.attr)
    if parameter is None:
        what = _("The clause has no parameter {name}.").format(name=node.attr)
        raise scope.unknown_name(node, node.attr, list(scope.parameters), what)
    return bound(parameter)


def _bool_op(node: ast.BoolOp, scope: Scope) -> Node:
    word = "and" if isinstance(node.op, ast.And) else "or"
    parts: list[Node] = []
    for value in node.values:
        part = scope.require(infer(value, scope), "bool", value)
        parts.extend(part.parts if isinstance(part, Junction) and part.word == word else (part,))
    return Junction(word=cast("Any", word), parts=tuple(parts))


def _unary_op(node: ast.UnaryOp, scope: Scope) -> Node:
    if isinstance(node.op, ast.Not):
        return Not(part=scope.require(infer(node.operand, scope), "bool", node.operand))
    part = scope.require(infer(node.operand, scope), "number", node.operand)
    if isinstance(part, Literal) and part.parameter is None:
        return Literal(value=-cast("float", part.value), type=part.type)
    return Arithmetic(operator="-", left=Literal(value=0, type=number(ANY)), right=part, type=part.type)


def _bin_op(node: ast.BinOp, scope: Scope) -> Node:
    left = scope.require(infer(node.left, scope), "number", node.left)
    right = scope.require(infer(node.right, scope), "number", node.right)
    symbol = _ARITHMETIC[type(node.op)]
    rule = {"*": product_unit, "/": quotient_unit}.get(symbol, shared_unit)
    unit = rule(left.type.unit or "", right.type.unit or "")
    if unit is None:
        raise scope.wrong_unit(node.right, left.type, right.type)
    interval = left.type.interval or right.type.interval
    return Arithmetic(operator=symbol, left=left, right=right, type=number(unit, interval=interval))


def _compare(node: ast.Compare, scope: Scope) -> Node:
    operands = [node.left, *node.comparators]
    parts = [
        _comparison(left, operation, right, scope)
        for left, operation, right in zip(operands, node.ops, node.comparators, strict=False)
    ]
    return parts[0] if len(parts) == 1 else Junction(word="and", parts=tuple(parts))


def _comparison(left: ast.expr, operation: ast.cmpop, right: ast.expr, scope: Scope) -> Node:
    if isinstance(operation, ast.In | ast.NotIn):
        found = membership.membership(infer(left, scope), right, scope, infer)
        return found if isinstance(operation, ast.In) else Not(part=found)
    return comparison(infer(left, scope), _COMPARISONS[type(operation)], infer(right, scope), (left, right), scope)


def comparison(left: Node, symbol: str, right: Node, at: tuple[ast.expr, ast.expr], scope: Scope) -> Node:
    """``left symbol right``, both of one kind; only numbers and dates have an order."""
    membership.check_kinds(left, right, at, scope)
    if symbol not in ("==", "!=") and left.type.kind not in ("number", "date"):
        raise scope.wrong_type(at[0], _("a number or a date"), left.type)
    return Comparison(operator=symbol, left=left, right=right)


def _conditional(node: ast.IfExp, scope: Scope) -> Node:
    test = scope.require(infer(node.test, scope), "bool", node.test)
    then, otherwise = infer(node.body, scope), infer(node.orelse, scope)
    kind = membership.common_type(then, otherwise, (node.body, node.orelse), scope)
    return Conditional(test=test, then=then, otherwise=otherwise, type=kind)


def _collection(node: ast.expr, scope: Scope) -> Node:
    message = _("A list of values can only stand after in.")
    raise scope.source.error(node, message, code="expression-type", remedy=_("Write: fact in {'a', 'b'}."))


def _call(node: ast.Call, scope: Scope) -> Node:
    name = cast("ast.Name", node.func).id
    if name in functions.FUNCTIONS:
        return functions.call(name, node, scope, infer)
    arguments = tuple((argument, infer(argument, scope)) for argument in node.args)
    return fact_reference(node, name, arguments, scope)


_HANDLERS: dict[type[ast.expr], Callable[[Any, Scope], Node]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.BoolOp: _bool_op,
    ast.UnaryOp: _unary_op,
    ast.BinOp: _bin_op,
    ast.Compare: _compare,
    ast.IfExp: _conditional,
    ast.Call: _call,
    **dict.fromkeys(_LISTS, _collection),
}
