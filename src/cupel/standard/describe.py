"""A check in words, for people who review a standard."""

from dataclasses import dataclass

from cupel.messages import _
from cupel.standard.check import CompiledCheck
from cupel.standard.expression.describe import in_words
from cupel.standard.texts import DEFAULT_LANGUAGE


@dataclass(frozen=True, kw_only=True)
class ExceptionInWords:
    """A case that is no finding, with the clause that grants it."""

    when: str
    label: str
    uid: str


@dataclass(frozen=True, kw_only=True)
class CheckInWords:
    """``applies`` and ``holds`` in words; ``applies`` is empty where the check always applies."""

    applies: str
    holds: str
    exceptions: tuple[ExceptionInWords, ...]
    message: str

    @property
    def sentence(self) -> str:
        """All of it in one text."""
        text = _("Where {applies}: {holds}.") if self.applies else _("{holds}.")
        granted = _(" Except where {when} (clause {label}).")
        more = "".join(granted.format(when=each.when, label=each.label) for each in self.exceptions)
        return text.format(applies=self.applies, holds=self.holds) + more


def describe_check(compiled: CompiledCheck, *, language: str = DEFAULT_LANGUAGE) -> CheckInWords:
    """The check with its parameters' values and units; the message's fact slots stay as they are."""
    bound = compiled.bound
    exceptions = tuple(
        ExceptionInWords(when=in_words(each.expression.tree), label=each.bound.label, uid=each.bound.clause.uid)
        for each in compiled.exceptions
    )
    applies = "" if bound.check.applies.strip() == "True" else in_words(compiled.applies.tree)
    return CheckInWords(
        applies=applies,
        holds=in_words(compiled.holds.tree),
        exceptions=exceptions,
        message=bound.clause.filled(bound.check.message, language=language),
    )
