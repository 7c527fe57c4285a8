"""What edits of content make of a clause."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from cupel.errors import StandardError
from cupel.messages import _
from cupel.standard.clause import ClauseRevision
from cupel.standard.drafting.content_edits import (
    PARTS,
    ContentEdit,
    PutCheck,
    PutException,
    PutParameter,
    RemoveCheck,
    RemoveException,
    RemoveParameter,
    Reword,
    SetApplicability,
    SetAudit,
    SetCritical,
    SetEvidence,
    SetKind,
    SetLevel,
    SetTopics,
    Translate,
)
from cupel.standard.drafting.state import DraftState, Placed

Change = Callable[[ClauseRevision, Any], ClauseRevision]
_ONE_PART: dict[type, str] = {
    SetKind: "kind",
    SetLevel: "level",
    SetCritical: "critical",
    SetApplicability: "applicability",
    SetTopics: "topics",
    SetEvidence: "evidence",
    SetAudit: "audit",
}


def edited(state: DraftState, edit: ContentEdit) -> DraftState:
    """The state with one clause's content changed; raises StandardError where the edit does not fit."""
    clause = state.clause(edit.uid)
    if isinstance(edit, Reword):
        return state.with_clause(_worded(clause, edit.part, state.language, edit.text))
    if isinstance(edit, Translate):
        return _translated(state, clause, edit)
    part = _ONE_PART.get(type(edit))
    changed = replace(clause, **{part: getattr(edit, part)}) if part else _CHANGES[type(edit)](clause, edit)
    return state.with_clause(_unplaced(changed))


def _worded(clause: ClauseRevision, part: str, language: str, text: str) -> ClauseRevision:
    if part not in PARTS:
        message = _("{part} is not a text of a clause.").format(part=part)
        raise StandardError(message, code="draft-part", remedy=_("Name one of {parts}.").format(parts=", ".join(PARTS)))
    texts: dict[str, str] = {**getattr(clause, part), language: text}
    worded: dict[str, Any] = {part: {tag: words for tag, words in texts.items() if words}}
    return _unplaced(replace(clause, **worded))


def _translated(state: DraftState, clause: ClauseRevision, edit: Translate) -> DraftState:
    if edit.language == state.language:
        message = _("The draft is drawn up in {language}; this is no translation.").format(language=edit.language)
        raise StandardError(message, code="draft-language", remedy=_("Reword the text instead."))
    changed = state.with_clause(_worded(clause, edit.part, edit.language, edit.text))
    placed = Placed(edit.uid, edit.part, edit.language)
    return replace(changed, translated={**state.translated, placed: edit.source})


def _unplaced(clause: ClauseRevision) -> ClauseRevision:
    """An edited clause stands in no file yet."""
    return replace(clause, places={}) if clause.places else clause


def _put_parameter(clause: ClauseRevision, edit: PutParameter) -> ClauseRevision:
    return replace(clause, parameters={**clause.parameters, edit.parameter.name: edit.parameter})


def _remove_parameter(clause: ClauseRevision, edit: RemoveParameter) -> ClauseRevision:
    if edit.parameter not in clause.parameters:
        raise _absent(_("The clause has no parameter {name}."), edit.parameter, clause.parameters)
    return replace(clause, parameters={name: one for name, one in clause.parameters.items() if name != edit.parameter})


def _put_check(clause: ClauseRevision, edit: PutCheck) -> ClauseRevision:
    checks = {check.id: check for check in clause.checks} | {edit.check.id: edit.check}
    return replace(clause, checks=tuple(checks.values()))


def _remove_check(clause: ClauseRevision, edit: RemoveCheck) -> ClauseRevision:
    checks = {check.id: check for check in clause.checks}
    if edit.check not in checks:
        raise _absent(_("The clause has no check {name}."), edit.check, checks)
    return replace(clause, checks=tuple(check for check in clause.checks if check.id != edit.check))


def _put_exception(clause: ClauseRevision, edit: PutException) -> ClauseRevision:
    if edit.replaces is None:
        return replace(clause, exceptions=(*clause.exceptions, edit.exception))
    place = _place(clause, edit.replaces)
    placed = (*clause.exceptions[:place], edit.exception, *clause.exceptions[place + 1 :])
    return replace(clause, exceptions=placed)


def _remove_exception(clause: ClauseRevision, edit: RemoveException) -> ClauseRevision:
    place = _place(clause, edit.exception)
    return replace(clause, exceptions=(*clause.exceptions[:place], *clause.exceptions[place + 1 :]))


def _place(clause: ClauseRevision, exception: Any) -> int:
    if exception not in clause.exceptions:
        raise _absent(_("The clause has no such exception to {name}."), exception.of, [e.of for e in clause.exceptions])
    return clause.exceptions.index(exception)


def _absent(message: str, name: str, known: Any) -> StandardError:
    remedy = _("There are {names}.").format(names=", ".join(known) or "-")
    return StandardError(message.format(name=name), code="draft-absent", remedy=remedy)


_CHANGES: Mapping[type, Change] = {
    PutParameter: _put_parameter,
    RemoveParameter: _remove_parameter,
    PutCheck: _put_check,
    RemoveCheck: _remove_check,
    PutException: _put_exception,
    RemoveException: _remove_exception,
}
