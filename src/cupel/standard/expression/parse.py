"""From text to Python's own syntax tree, within limits and without anything outside the language; never evaluated."""

import ast
import warnings
from dataclasses import dataclass, replace

from cupel.errors import ExpressionError, Place
from cupel.messages import _

MAX_CHARACTERS = 8_000
MAX_NODES = 500
MAX_DEPTH = 32
ATTRIBUTE_OWNERS = ("p", "list", "scope")

_ALLOWED: tuple[type[ast.AST], ...] = (
    ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.BinOp, ast.Add, ast.Sub, ast.Mult, ast.Div,
    ast.Compare, ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn, ast.IfExp, ast.Call,
    ast.Name, ast.Attribute, ast.Constant, ast.Set, ast.Tuple, ast.List, ast.Load,
)  # fmt: skip
_REFUSED: dict[type[ast.AST], str] = {
    ast.Subscript: "[...]", ast.Lambda: "lambda", ast.JoinedStr: "f-strings", ast.Mod: "%", ast.FloorDiv: "//",
    ast.Pow: "**", ast.MatMult: "@", ast.BitAnd: "&", ast.BitOr: "|", ast.BitXor: "^", ast.Invert: "~",
    ast.LShift: "<<", ast.RShift: ">>", ast.Is: "is", ast.IsNot: "is not", ast.UAdd: "+", ast.NamedExpr: ":=",
    ast.Starred: "*", ast.ListComp: "for", ast.SetComp: "for", ast.DictComp: "for", ast.GeneratorExp: "for",
    ast.Dict: "{...: ...}", ast.Await: "await", ast.Yield: "yield", ast.YieldFrom: "yield from",
}  # fmt: skip


@dataclass(frozen=True)
class Source:
    """An expression's text on one line, and where its first character stands."""

    text: str
    place: Place

    def error(self, at: ast.AST | int, message: str, *, code: str, remedy: str) -> ExpressionError:
        """An error that points at the character ``at``: an offset, or a node of the tree."""
        offset = at if isinstance(at, int) else self.offset(at)
        start = self.place.column if isinstance(self.place.column, int) else 1
        shown = f"{message}\n    {self.text}\n    {' ' * offset}^\n"
        return ExpressionError(shown, code=code, remedy=remedy, place=replace(self.place, column=start + offset))

    def offset(self, node: ast.AST) -> int:
        """The character a node starts at; Python counts in bytes of UTF-8."""
        return len(self.text.encode()[: getattr(node, "col_offset", 0)].decode(errors="ignore"))

    def written(self, node: ast.AST) -> str:
        """The text of a node as it was written."""
        return ast.get_source_segment(self.text, node) or ""


def parse(text: str, *, place: Place | None = None) -> tuple[ast.expr, Source]:
    """The syntax tree of ``text``; raises ExpressionError outside the language or beyond its limits."""
    source = Source("".join(" " if character in "\r\n\t\f" else character for character in text), place or Place())
    stripped = len(source.text) - len(source.text.lstrip())
    source = Source(source.text[stripped:].rstrip(), _moved(source.place, stripped))
    _check_length(source)
    tree = _syntax(source)
    _check_limits(tree, source)
    for node in ast.walk(tree):
        _check_node(node, tree, source)
    return tree, source


def _moved(place: Place, by: int) -> Place:
    return replace(place, column=place.column + by) if isinstance(place.column, int) else place


def _check_length(source: Source) -> None:
    if not source.text:
        raise source.error(
            0, _("The expression is empty."), code="expression-empty", remedy=_("Write a condition, or True.")
        )
    if len(source.text) > MAX_CHARACTERS:
        message = _("The expression has more than {limit} characters.").format(limit=MAX_CHARACTERS)
        raise ExpressionError(
            message, code="expression-limit", remedy=_("Split it into several checks."), place=source.place
        )


def _syntax(source: Source) -> ast.expr:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source.text, mode="eval").body
    except SyntaxError as error:
        offset = min(max((error.offset or 1) - 1, 0), len(source.text))
        message = _("This is not an expression: {reason}.").format(reason=error.msg)
        remedy = _("Correct it where the mark points.")
        raise source.error(offset, message, code="expression-syntax", remedy=remedy) from None
    except (ValueError, RecursionError, MemoryError):
        message = _("This cannot be read as an expression.")
        remedy = _("Remove control characters and shorten it.")
        raise source.error(0, message, code="expression-syntax", remedy=remedy) from None


def _check_limits(tree: ast.expr, source: Source) -> None:
    remedy = _("Split it into several checks, or ask for a fact that says it.")
    if sum(1 for node in ast.walk(tree) if isinstance(node, ast.expr)) > MAX_NODES:
        message = _("The expression has more than {limit} parts.").format(limit=MAX_NODES)
        raise source.error(0, message, code="expression-limit", remedy=remedy)
    level: list[ast.AST] = [tree]
    for _depth in range(MAX_DEPTH):
        level = [child for node in level for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]
    if level:
        message = _("The expression is nested more than {limit} deep.").format(limit=MAX_DEPTH)
        raise source.error(level[0], message, code="expression-limit", remedy=remedy)


def _check_node(node: ast.AST, tree: ast.expr, source: Source) -> None:
    if isinstance(node, ast.keyword):
        raise _refused(node, _("name=value"), source)
    if not isinstance(node, _ALLOWED):
        raise _refused(_position(node, tree, source), _REFUSED.get(type(node), type(node).__name__), source)
    if isinstance(node, ast.Attribute):
        _check_attribute(node, source)
    if isinstance(node, ast.Name) and node.id.startswith("_"):
        raise _refused(node, _("a name that starts with _"), source)
    if isinstance(node, ast.Call) and not isinstance(node.func, ast.Name):
        raise _refused(node, _("a call of anything but a function"), source)


def _check_attribute(node: ast.Attribute, source: Source) -> None:
    owner = node.value.id if isinstance(node.value, ast.Name) else None
    if owner not in ATTRIBUTE_OWNERS or node.attr.startswith("_"):
        raise _refused(node, _("a dot, except in p.name, list.name and scope.name"), source)


def _refused(at: ast.AST | int, what: str, source: Source) -> ExpressionError:
    message = _("Not part of the language: {what}.").format(what=what)
    remedy = _("Use only facts, parameters, and, or, not, comparisons, in, + - * /, if/else and the listed functions.")
    return source.error(at, message, code="expression-refused", remedy=remedy)


def _position(node: ast.AST, tree: ast.expr, source: Source) -> int:
    """Operators carry no position of their own: theirs is after the left operand."""
    if hasattr(node, "col_offset"):
        return source.offset(node)
    owner = next(parent for parent in ast.walk(tree) if node in ast.iter_child_nodes(parent))
    start = source.offset(owner)
    left = getattr(owner, "left", None)
    if left is not None:
        start += len(ast.get_source_segment(source.text, left) or "")
    return max(source.text.find(_REFUSED.get(type(node), ""), start), 0)
