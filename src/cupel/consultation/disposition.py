"""What became of a comment, on three axes: the group's work, its decision, and the commenter's answer to it."""

from dataclasses import dataclass, replace
from enum import StrEnum

from cupel.errors import ConsultationError
from cupel.messages import _


class Workflow(StrEnum):
    """How far the group's work on a comment is."""

    NEW = "new"
    ASSIGNED = "assigned"
    PROPOSED = "proposed"
    AGREED = "agreed"
    PUBLISHED = "published"


class Decision(StrEnum):
    """What the group decides; all but ``accepted`` need a reason."""

    ACCEPTED = "accepted"
    IN_PRINCIPLE = "accepted in principle"
    PARTLY = "partly accepted"
    NOT_ACCEPTED = "not accepted"
    NOTED = "noted"
    OUT_OF_SCOPE = "out of scope"


class Answer(StrEnum):
    """What the commenter says to the decision; ``timed out`` where nothing came in time."""

    NONE = "none"
    SATISFIED = "satisfied"
    NOT_SATISFIED = "not satisfied"
    TIMED_OUT = "timed out"


MOVES: dict[Workflow, frozenset[Workflow]] = {
    Workflow.NEW: frozenset({Workflow.ASSIGNED, Workflow.PROPOSED}),
    Workflow.ASSIGNED: frozenset({Workflow.NEW, Workflow.ASSIGNED, Workflow.PROPOSED}),
    Workflow.PROPOSED: frozenset({Workflow.ASSIGNED, Workflow.PROPOSED, Workflow.AGREED}),
    Workflow.AGREED: frozenset({Workflow.ASSIGNED, Workflow.PROPOSED, Workflow.PUBLISHED}),
    Workflow.PUBLISHED: frozenset({Workflow.ASSIGNED}),
}
"""Where the work may go from each state. A published decision is taken up again by assigning it to somebody."""

ANSWERS: dict[Answer, frozenset[Answer]] = {
    Answer.NONE: frozenset({Answer.SATISFIED, Answer.NOT_SATISFIED, Answer.TIMED_OUT}),
    Answer.SATISFIED: frozenset({Answer.NOT_SATISFIED}),
    Answer.NOT_SATISFIED: frozenset({Answer.SATISFIED}),
    Answer.TIMED_OUT: frozenset({Answer.SATISFIED, Answer.NOT_SATISFIED}),
}
"""Answers that may follow another: a commenter may think again, or answer late; time never undoes an answer."""

ANSWERABLE = frozenset({Workflow.AGREED, Workflow.PUBLISHED})
REASON_FREE = frozenset({Decision.ACCEPTED})


@dataclass(frozen=True, kw_only=True)
class Disposition:
    """The state of one comment. ``raw``: the decision in the words of a log it was read from."""

    comment: str
    workflow: Workflow = Workflow.NEW
    decision: Decision | None = None
    reason: str = ""
    answer: Answer = Answer.NONE
    assignee: str = ""
    raw: str = ""

    @property
    def decided(self) -> bool:
        """Whether the group agreed on a decision."""
        return self.workflow in ANSWERABLE


def assign(disposition: Disposition, assignee: str) -> Disposition:
    """Hand a comment to somebody. A decision made before is open again, and so is its answer.

    Raises :class:`~cupel.errors.ConsultationError` as all moves here do where the state does not allow it.
    """
    moved = _moved(disposition, Workflow.ASSIGNED)
    return replace(moved, assignee=assignee, answer=Answer.NONE)


def release(disposition: Disposition) -> Disposition:
    """Take a comment back from whoever has it."""
    return replace(_moved(disposition, Workflow.NEW), assignee="")


def propose(disposition: Disposition, decision: Decision, *, reason: str = "") -> Disposition:
    """Propose a decision; another proposal replaces it."""
    require_reason(decision, reason)
    moved = _moved(disposition, Workflow.PROPOSED)
    return replace(moved, decision=decision, reason=reason.strip(), answer=Answer.NONE)


def agree(disposition: Disposition) -> Disposition:
    """The group agrees to what is proposed."""
    return _moved(disposition, Workflow.AGREED)


def publish(disposition: Disposition) -> Disposition:
    """The decision is public."""
    return _moved(disposition, Workflow.PUBLISHED)


def answer(disposition: Disposition, given: Answer) -> Disposition:
    """Record what the commenter says, or that time is over."""
    if disposition.workflow not in ANSWERABLE or given not in ANSWERS[disposition.answer]:
        raise ConsultationError(
            _("A comment that is {state} and answered '{answer}' cannot be answered '{given}'.").format(
                state=disposition.workflow, answer=disposition.answer, given=given
            ),
            code="disposition-answer",
            remedy=_("Answers follow a decision that is agreed; time that is over does not undo an answer."),
        )
    return replace(disposition, answer=given)


def require_reason(decision: Decision, reason: str) -> None:
    """Raises :class:`~cupel.errors.ConsultationError` where ``decision`` needs a reason and has none."""
    if decision not in REASON_FREE and not reason.strip():
        raise ConsultationError(
            _("'{decision}' needs a reason.").format(decision=decision),
            code="disposition-reason",
            remedy=_("Say in a sentence or two why; the commenter reads it."),
        )


def _moved(disposition: Disposition, to: Workflow) -> Disposition:
    if to not in MOVES[disposition.workflow]:
        raise ConsultationError(
            _("A comment that is {state} cannot become {to}.").format(state=disposition.workflow, to=to),
            code="disposition-move",
            remedy=_("From here it can become: {states}.").format(
                states=", ".join(state for state in Workflow if state in MOVES[disposition.workflow])
            ),
        )
    return replace(disposition, workflow=to)
