"""The expressions of a clause as far as they can be judged without a vocabulary: their syntax and their parameters."""

import ast
from collections.abc import Iterator

from cupel.errors import ExpressionError, StandardError
from cupel.messages import _
from cupel.standard.expression.parse import parse
from cupel.standard.files.source import Document, Steps


def expression_mistakes(document: Document) -> Iterator[StandardError]:
    """What is outside the language, and every ``p.name`` whose parameter the clause does not have."""
    for steps, text, own in _expressions(document):
        try:
            tree, source = parse(text, place=document.text_place(steps))
        except ExpressionError as mistake:
            yield mistake
            continue
        for node in _parameters(tree) if own else ():
            known = document.data.get("parameters", {})
            if node.attr not in known:
                message = _("The clause has no parameter {name}.").format(name=node.attr)
                remedy = _("Add it, or use one there is: {names}.").format(names=", ".join(known) or "-")
                yield source.error(node, message, code="expression-name", remedy=remedy)


def _expressions(document: Document) -> Iterator[tuple[Steps, str, bool]]:
    """Path, text, and whether its parameters are this clause's own."""
    data = document.data
    if "when" in data.get("applicability", {}):
        yield ("applicability", "when"), data["applicability"]["when"], True
    for number, check in enumerate(data.get("checks", ())):
        for part in ("applies", "holds"):
            yield ("checks", number, part), check[part], True
    for number, exception in enumerate(data.get("exceptions", ())):
        yield ("exceptions", number, "when"), exception["when"], exception.get("clause", data["uid"]) == data["uid"]


def _parameters(tree: ast.expr) -> Iterator[ast.Attribute]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "p":
            yield node
