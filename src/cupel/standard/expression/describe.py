"""A typed tree in words, with the values and units of its parameters."""

from datetime import date

from cupel.messages import _
from cupel.standard.expression import tree
from cupel.standard.expression.tree import FactReference, Literal, Node
from cupel.standard.units import with_unit


def in_words(node: Node) -> str:
    """The expression as a person would say it: ``certificate delay is at most 0 days (grace days)``."""
    match node:
        case Literal():
            return _literal(node)
        case FactReference():
            return _fact(node)
        case tree.Junction():
            word = _(" and ") if node.word == "and" else _(" or ")
            return word.join(_grouped(part, tree.Junction, tree.Conditional) for part in node.parts)
        case tree.Not():
            return _negated(node.part)
    return _statement(node) if node.type.kind == "bool" else _number(node)


def _literal(node: Literal) -> str:
    if node.parameter is not None:
        return f"{node.parameter.words} ({_spaced(node.parameter.name)})"
    return _value(node)


def _value(node: Literal) -> str:
    if node.parameter is not None:
        return node.parameter.words
    value = node.value
    if isinstance(value, bool):
        return _("true") if value else _("false")
    if isinstance(value, date):
        return value.isoformat()
    return f"‘{value}’" if isinstance(value, str) else with_unit(value, None)


def _fact(node: FactReference) -> str:
    name = _spaced(node.call.name)
    if not node.arguments:
        return name
    return f"{name} ({', '.join(f'{_spaced(key)} {_value(value)}' for key, value in node.arguments)})"


def _negated(part: Node) -> str:
    if isinstance(part, tree.Known):
        return _("{part} is unknown").format(part=in_words(part.part))
    if isinstance(part, tree.Membership):
        return _("{item} is none of {values}").format(item=in_words(part.item), values=_values(part))
    return _("not {part}").format(part=_grouped(part, tree.Junction, tree.Conditional, tree.Comparison))


def _statement(node: Node) -> str:
    match node:
        case tree.Comparison():
            left, right = (_grouped(part, *_TRUTHS) for part in (node.left, node.right))
            return f"{left} {_COMPARISONS[node.operator]} {right}"
        case tree.Membership():
            return _("{item} is one of {values}").format(item=in_words(node.item), values=_values(node))
        case tree.Known():
            return _("{part} is known").format(part=_grouped(node.part, tree.Junction))
        case tree.Quantifier():
            form = _("all of {rows}: {body}") if node.word == "all_of" else _("any of {rows}: {body}")
            return form.format(rows=_spaced(node.relation), body=in_words(node.body))
    return _choice(node)


def _number(node: Node) -> str:
    match node:
        case tree.Arithmetic():
            words = _arithmetic(node)
        case tree.DaysBetween():
            words = _("days from {start} to {end}").format(start=in_words(node.start), end=in_words(node.end))
        case tree.Absolute():
            words = _("the magnitude of {part}").format(part=_operand(node.part))
        case tree.Extreme():
            form = _("the smallest of {parts}") if node.word == "min" else _("the largest of {parts}")
            words = form.format(parts=", ".join(in_words(part) for part in node.parts))
        case tree.Quantifier():
            form = (
                _("the number of {rows} with {body}") if node.word == "count_of" else _("the sum over {rows} of {body}")
            )
            words = form.format(rows=_spaced(node.relation), body=in_words(node.body))
        case _:
            words = _choice(node)
    return words


def _arithmetic(node: tree.Arithmetic) -> str:
    if node.operator == "-" and isinstance(node.left, Literal) and node.left.value == 0:
        return f"−{_operand(node.right)}"
    return f"{_operand(node.left)} {_ARITHMETIC[node.operator]} {_operand(node.right)}"


def _choice(node: Node) -> str:
    if isinstance(node, tree.Conditional):
        return _("{then} if {test}, else {otherwise}").format(
            then=_operand(node.then), test=in_words(node.test), otherwise=_operand(node.otherwise)
        )
    assert isinstance(node, tree.Assumption)
    return _("{part} (assumed {default} where unknown)").format(
        part=in_words(node.part), default=in_words(node.default)
    )


def _values(node: tree.Membership) -> str:
    return node.name or ", ".join(node.values)


def _operand(node: Node) -> str:
    return _grouped(node, tree.Arithmetic, *_TRUTHS)


def _grouped(node: Node, *kinds: type) -> str:
    words = in_words(node)
    return f"({words})" if isinstance(node, kinds) else words


def _spaced(name: str) -> str:
    return name.replace("_", " ")


_TRUTHS = (tree.Conditional, tree.Junction, tree.Comparison)
_COMPARISONS = {
    "==": _("is"),
    "!=": _("is not"),
    "<": _("is below"),
    "<=": _("is at most"),
    ">": _("is above"),
    ">=": _("is at least"),
}
_ARITHMETIC = {"+": "+", "-": "−", "*": "×", "/": "÷"}
