"""Facts of the vocabulary, named or called with literal arguments."""

import ast
from typing import cast

from cupel.messages import _
from cupel.standard.expression.scope import Scope
from cupel.standard.expression.tree import FactReference, Literal, Node
from cupel.standard.expression.units import ANY, PLAIN
from cupel.standard.vocabulary import Argument, Fact, FactCall

Written = tuple[tuple[ast.expr, Node], ...]


def fact_reference(node: ast.expr, name: str, arguments: Written, scope: Scope) -> FactReference:
    """The fact ``name`` of the scope's entity; its arguments are literals or parameters of the right kind and unit."""
    fact = scope.vocabulary.fact(scope.entity, name)
    if fact is None:
        what = _("There is no fact {name} about {entity}.").format(name=name, entity=scope.entity)
        raise scope.unknown_name(node, name, scope.vocabulary.names(scope.entity), what)
    if len(arguments) != len(fact.arguments):
        raise _wrong_count(node, fact, len(arguments), scope)
    literals = [
        _checked(declared, at, value, scope) for declared, (at, value) in zip(fact.arguments, arguments, strict=True)
    ]
    call = FactCall(name, tuple(literal.value for literal in literals))
    named = tuple((declared.name, literal) for declared, literal in zip(fact.arguments, literals, strict=True))
    return FactReference(call=call, type=fact.type, version=fact.version, arguments=named)


def _wrong_count(node: ast.expr, fact: Fact, given: int, scope: Scope) -> Exception:
    wanted = ", ".join(argument.name for argument in fact.arguments)
    message = _("{name} takes {wanted} arguments, {given} given.").format(
        name=fact.name, wanted=len(fact.arguments), given=given
    )
    remedy = _("Write {call}.").format(call=f"{fact.name}({wanted})" if wanted else fact.name)
    return scope.source.error(node, message, code="expression-arguments", remedy=remedy)


def _checked(declared: Argument, at: ast.expr, value: Node, scope: Scope) -> Literal:
    if not isinstance(value, Literal):
        message = _("The argument {name} must be a value or a parameter.").format(name=declared.name)
        raise scope.source.error(at, message, code="expression-arguments", remedy=_("Write p.name or a number."))
    if value.type.kind == "text" and declared.type.kind == "code":
        value = Literal(value=value.value, type=declared.type, parameter=value.parameter)
    if value.type.kind != declared.type.kind:
        raise scope.wrong_type(at, str(declared.type), value.type)
    if declared.type.kind == "number" and value.type.unit not in (declared.type.unit, PLAIN, ANY):
        raise scope.wrong_unit(at, declared.type, value.type)
    if declared.type.codes and cast("str", value.value) not in declared.type.codes:
        raise scope.outside_codes(at, value.value, declared.type.codes)
    return value
