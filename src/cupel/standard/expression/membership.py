"""Kinds that must agree: comparing, choosing, being one of a list."""

import ast
from collections.abc import Callable
from typing import TypeAlias, cast

from cupel.messages import _
from cupel.standard.expression.scope import Scope
from cupel.standard.expression.tree import Comparison, Junction, Literal, Membership, Node
from cupel.standard.expression.units import number, shared_unit
from cupel.standard.vocabulary import FactType

Infer: TypeAlias = Callable[[ast.expr, Scope], Node]
_NAMES = ("code", "text")


def check_kinds(left: Node, right: Node, at: tuple[ast.expr, ast.expr], scope: Scope) -> None:
    """Both of one kind, in units that go together; a text stands for a code only if the list holds it."""
    kinds = {left.type.kind, right.type.kind}
    if kinds == {"number"}:
        if shared_unit(left.type.unit or "", right.type.unit or "") is None:
            raise scope.wrong_unit(at[1], left.type, right.type)
    elif kinds <= set(_NAMES):
        _check_code(left, right, at[1], scope)
        _check_code(right, left, at[0], scope)
    elif len(kinds) > 1:
        raise scope.wrong_type(at[1], str(left.type), right.type)


def common_type(left: Node, right: Node, at: tuple[ast.expr, ast.expr], scope: Scope) -> FactType:
    """The type of a choice between two."""
    check_kinds(left, right, at, scope)
    if left.type.kind == "number":
        unit = shared_unit(left.type.unit or "", right.type.unit or "")
        return number(unit, interval=left.type.interval or right.type.interval)
    if "code" in (left.type.kind, right.type.kind):
        return FactType(kind="code", codes=tuple(dict.fromkeys((*left.type.codes, *right.type.codes))))
    return left.type


def membership(item: Node, container: ast.expr, scope: Scope, infer: Infer) -> Node:
    """``item in container``: a literal set, ``list.name`` or ``scope.name``."""
    if isinstance(container, ast.Attribute):
        return _in_named_list(item, container, scope)
    if not isinstance(container, ast.Set | ast.Tuple | ast.List) or not container.elts:
        message = _("After in stands a list of values, list.name or scope.name.")
        remedy = _("Write: fact in {'a', 'b'}.")
        raise scope.source.error(container, message, code="expression-type", remedy=remedy)
    return _in_literals(item, [(element, infer(element, scope)) for element in container.elts], container, scope)


def _in_literals(item: Node, elements: list[tuple[ast.expr, Node]], container: ast.expr, scope: Scope) -> Node:
    for at, element in elements:
        if not isinstance(element, Literal):
            message = _("A list after in holds values and parameters only.")
            remedy = _("Compare with == and join with or.")
            raise scope.source.error(at, message, code="expression-type", remedy=remedy)
        check_kinds(item, element, (container, at), scope)
    literals = [cast("Literal", element) for _at, element in elements]
    if item.type.kind in _NAMES:
        return Membership(item=item, values=tuple(sorted({str(literal.value) for literal in literals})))
    parts = tuple(Comparison(operator="==", left=item, right=literal) for literal in literals)
    return parts[0] if len(parts) == 1 else Junction(word="or", parts=parts)


def _in_named_list(item: Node, container: ast.Attribute, scope: Scope) -> Node:
    owner = cast("ast.Name", container.value).id
    if item.type.kind not in _NAMES:
        raise scope.wrong_type(container, _("a code or a text before in"), item.type)
    lists = scope.vocabulary.lists if owner == "list" else scope.edition_scope
    if owner == "p" or container.attr not in lists:
        name = f"{owner}.{container.attr}"
        what = _("The list {name} is not loaded.").format(name=name)
        raise scope.unknown_name(container, name, [f"{owner}.{known}" for known in lists], what)
    values = tuple(sorted(lists[container.attr]))
    return Membership(item=item, values=values, name=f"{owner}.{container.attr}")


def _check_code(coded: Node, other: Node, at: ast.expr, scope: Scope) -> None:
    codes = coded.type.codes
    if coded.type.kind != "code" or not codes:
        return
    if isinstance(other, Literal) and other.value not in codes:
        raise scope.outside_codes(at, other.value, codes)
    if other.type.codes and not set(codes) & set(other.type.codes):
        raise scope.outside_codes(at, ", ".join(other.type.codes), codes)
