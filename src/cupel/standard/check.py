"""Compiling the checks of an edition: applies, holds and exceptions to one three-valued flag (engine.md 11.3, 11.6)."""

import operator
from dataclasses import dataclass
from functools import reduce

import narwhals.stable.v2 as nw

from cupel.errors import ExpressionError, StandardError
from cupel.messages import _
from cupel.standard.canonical import sha256
from cupel.standard.edition import BoundCheck, BoundException
from cupel.standard.expression.aggregate import Tally
from cupel.standard.expression.compile import CompiledExpression, compile_expression, compile_tree
from cupel.standard.expression.tree import Junction, tree_data
from cupel.standard.texts import slots
from cupel.standard.vocabulary import FactCall, Vocabulary

NOT_APPLICABLE = "not-applicable"


@dataclass(frozen=True, eq=False, kw_only=True)
class CompiledException:
    """One exception and the clause that grants it."""

    bound: BoundException
    expression: CompiledExpression


@dataclass(frozen=True, eq=False, kw_only=True)
class CompiledCheck:
    """A check ready to be evaluated over the frame of its entity.

    ``flag`` is a nullable Boolean: true flagged, false clear, excepted or not applicable, null unknown. The check does
    not apply where ``applies_expr`` is false. The frame needs a column per fact of ``facts`` and those of ``tallies``.
    """

    bound: BoundCheck
    applies: CompiledExpression
    holds: CompiledExpression
    exception: CompiledExpression | None
    exceptions: tuple[CompiledException, ...]
    facts: frozenset[FactCall]
    told: frozenset[FactCall]
    tallies: tuple[Tally, ...]
    applies_expr: nw.Expr
    flag: nw.Expr
    rule_hash: str


def compile_check(bound: BoundCheck, vocabulary: Vocabulary) -> CompiledCheck:
    """``bound`` compiled over ``vocabulary``; raises ExpressionError or StandardError with file and line."""
    check = bound.check
    if check.entity not in vocabulary.entities:
        raise _unknown_entity(bound, vocabulary)
    applies = _compiled(bound, "applies", check.applies, vocabulary)
    holds = _compiled(bound, "holds", check.holds, vocabulary)
    exceptions = tuple(_compiled_exception(bound, exception, vocabulary) for exception in bound.exceptions)
    exception = _either([each.expression for each in exceptions])
    parts = [part for part in (applies, holds, exception) if part is not None]
    applies_expr = _applies(bound, applies, holds)
    facts = frozenset[FactCall]().union(*(part.facts for part in parts))
    return CompiledCheck(
        bound=bound,
        applies=applies,
        holds=holds,
        exception=exception,
        exceptions=exceptions,
        facts=facts,
        told=_told(bound, facts, vocabulary),
        tallies=tuple({tally.column: tally for part in parts for tally in part.tallies}.values()),
        applies_expr=applies_expr,
        flag=_flag(applies_expr, holds, exception),
        rule_hash=_rule_hash(bound, applies, holds, exceptions),
    )


def _compiled(bound: BoundCheck, part: str, text: str, vocabulary: Vocabulary) -> CompiledExpression:
    return compile_expression(
        text,
        entity=bound.check.entity,
        vocabulary=vocabulary,
        parameters=bound.parameters,
        edition_scope=bound.scope,
        empty=part == "holds" and bound.check.empty is True,
        place=bound.place(part),
    )


def _compiled_exception(bound: BoundCheck, granted: BoundException, vocabulary: Vocabulary) -> CompiledException:
    expression = compile_expression(
        granted.exception.when,
        entity=bound.check.entity,
        vocabulary=vocabulary,
        parameters=granted.parameters,
        edition_scope=bound.scope,
        place=granted.place,
    )
    return CompiledException(bound=granted, expression=expression)


def _either(expressions: list[CompiledExpression]) -> CompiledExpression | None:
    if len(expressions) < 2:
        return expressions[0] if expressions else None
    return compile_tree(Junction(word="or", parts=tuple(expression.tree for expression in expressions)))


def _applies(bound: BoundCheck, applies: CompiledExpression, holds: CompiledExpression) -> nw.Expr:
    """A check whose groups are empty does not apply, unless the check says what an empty group means."""
    if bound.check.empty != NOT_APPLICABLE:
        return applies.expr
    return reduce(operator.and_, [tally.occupied() for tally in holds.tallies], applies.expr)


def _flag(applies: nw.Expr, holds: CompiledExpression, exception: CompiledExpression | None) -> nw.Expr:
    failed = applies & ~holds.expr
    return failed if exception is None else failed & ~exception.expr


def _rule_hash(
    bound: BoundCheck,
    applies: CompiledExpression,
    holds: CompiledExpression,
    exceptions: tuple[CompiledException, ...],
) -> str:
    return sha256(
        {
            "entity": bound.check.entity,
            "empty": bound.check.empty,
            "applies": tree_data(applies.tree),
            "holds": tree_data(holds.tree),
            "exceptions": sorted(each.expression.tree_hash for each in exceptions),
        }
    )


def _told(bound: BoundCheck, facts: frozenset[FactCall], vocabulary: Vocabulary) -> frozenset[FactCall]:
    """A message may name the subject, the clause's parameters, the facts that the check reads, and plain facts."""
    plain = {fact.name for fact in vocabulary.facts if fact.entity == bound.check.entity and not fact.arguments}
    read = {fact.name for fact in facts}
    allowed = {"subject"} | set(bound.parameters) | read | plain
    named = {(language, name) for language, text in bound.check.message.items() for name in slots(text)}
    for language, name in sorted(named):
        if name not in allowed:
            raise StandardError(
                _("The message names {slot}, which is neither a parameter nor a fact.").format(slot=f"{{{name}}}"),
                code="standard-slot",
                remedy=_("Name one of {names}.").format(names=", ".join(sorted(allowed - plain | read))),
                place=bound.place(f"message/{language}"),
            )
    return frozenset(FactCall(name) for _language, name in named if name in plain - read - set(bound.parameters))


def _unknown_entity(bound: BoundCheck, vocabulary: Vocabulary) -> ExpressionError:
    return ExpressionError(
        _("There are no facts about {entity}.").format(entity=bound.check.entity),
        code="expression-entity",
        remedy=_("Known are {names}.").format(names=", ".join(sorted(vocabulary.entities))),
        place=bound.place("entity"),
    )
