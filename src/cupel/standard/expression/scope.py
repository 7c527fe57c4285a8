"""What an expression may refer to, and the errors of its types."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from cupel.errors import ExpressionError
from cupel.messages import _
from cupel.standard.clause import Parameter
from cupel.standard.expression.parse import Source
from cupel.standard.expression.tree import Node
from cupel.standard.expression.units import unit_in_words
from cupel.standard.vocabulary import FactType, Vocabulary


@dataclass(frozen=True, kw_only=True)
class Scope:
    """The names an expression may use: facts of ``entity``, its clause's parameters, lists, the edition's scope."""

    entity: str
    vocabulary: Vocabulary
    parameters: Mapping[str, Parameter]
    source: Source
    edition_scope: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    quantified: bool = False

    def unknown_name(self, at: ast.AST, name: str, names: list[str], what: str) -> ExpressionError:
        """An error for a name that is not declared, with the nearest ones that are."""
        near = get_close_matches(name, names, n=3, cutoff=0.5)
        remedy = _("Did you mean {names}?").format(names=", ".join(near)) if near else _known_names(names)
        return self.source.error(at, what, code="expression-name", remedy=remedy)

    def wrong_type(self, at: ast.AST, expected: str, found: FactType) -> ExpressionError:
        """An error for an operand of another kind than asked."""
        message = _("Expected {expected}, found {found}.").format(expected=expected, found=found)
        remedy = _("Compare it, or use another fact, so that the kinds agree.")
        return self.source.error(at, message, code="expression-type", remedy=remedy)

    def wrong_unit(self, at: ast.AST, left: FactType, right: FactType) -> ExpressionError:
        """An error for two numbers whose units do not go together."""
        message = _("The units do not go together: {left} and {right}.").format(
            left=unit_in_words(left.unit), right=unit_in_words(right.unit)
        )
        remedy = _("Give the parameter the unit of the fact, or divide to get a fraction.")
        return self.source.error(at, message, code="expression-unit", remedy=remedy)

    def outside_codes(self, at: ast.AST, value: object, codes: tuple[str, ...]) -> ExpressionError:
        """An error for a value that the code list does not hold."""
        message = _("{value!r} is not one of the codes.").format(value=value)
        remedy = _("The codes are {codes}.").format(codes=", ".join(codes))
        return self.source.error(at, message, code="expression-code", remedy=remedy)

    def require(self, node: Node, kind: str, at: ast.AST) -> Node:
        """``node`` if it is of ``kind`` (bool, number or date), else an error."""
        if node.type.kind != kind:
            words = {"bool": _("true or false"), "number": _("a number"), "date": _("a date")}
            raise self.wrong_type(at, words[kind], node.type)
        return node


def _known_names(names: list[str]) -> str:
    if not names:
        return _("None is declared here.")
    return _("Declared are {names}.").format(names=", ".join(sorted(names)))
