"""Objections: what may be done about one, and what became of it from the steps taken. A proposed resolution that nobody
answers in time counts as answered, by the clock alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cupel.governance.ballot import Answer
from cupel.governance.clocks import Clock, Pause, Term, due


class Step(StrEnum):
    """What is done about an objection: by chair or secretariat, the objector, or whom the objector appeals to."""

    PROPOSED = "resolution proposed"
    ACCEPTED = "resolution accepted"
    NOT_ACCEPTED = "resolution not accepted"
    WITHDRAWN = "withdrawn"
    OVERRULED = "overruled"
    APPEALED = "appealed"
    UPHELD = "appeal upheld"
    DISMISSED = "appeal dismissed"


@dataclass(frozen=True, kw_only=True)
class DatedStep:
    """A step and its day."""

    step: Step
    on: date


AFTER: dict[Step, Answer] = {
    Step.PROPOSED: Answer.PROPOSED,
    Step.ACCEPTED: Answer.ACCEPTED,
    Step.NOT_ACCEPTED: Answer.OPEN,
    Step.WITHDRAWN: Answer.WITHDRAWN,
    Step.OVERRULED: Answer.OVERRULED,
    Step.APPEALED: Answer.APPEALED,
    Step.UPHELD: Answer.OPEN,
    Step.DISMISSED: Answer.OVERRULED,
}
"""Where each step leaves an objection."""

NEXT: dict[Answer, frozenset[Step]] = {
    Answer.OPEN: frozenset({Step.PROPOSED, Step.WITHDRAWN, Step.OVERRULED}),
    Answer.PROPOSED: frozenset({Step.ACCEPTED, Step.NOT_ACCEPTED, Step.WITHDRAWN}),
    Answer.ACCEPTED: frozenset(),
    Answer.WITHDRAWN: frozenset(),
    Answer.TIMED_OUT: frozenset({Step.WITHDRAWN}),
    Answer.OVERRULED: frozenset({Step.APPEALED, Step.WITHDRAWN}),
    Answer.APPEALED: frozenset({Step.UPHELD, Step.DISMISSED, Step.WITHDRAWN}),
}
"""What may be done next. A dismissed appeal leaves nothing to appeal: see :func:`next_steps`."""


def answer_of(steps: Sequence[DatedStep], *, reply: Term, on: date, pauses: tuple[Pause, ...] = ()) -> Answer:
    """What became of an objection by a day; ``steps`` in their order, ``reply``: how long a proposed resolution waits
    for the objector, ``pauses``: days on which that term did not run.
    """
    if not steps:
        return Answer.OPEN
    answer, last = AFTER[steps[-1].step], due_on(steps, term=reply, pauses=pauses)
    if answer is Answer.PROPOSED and last is not None and on > last:
        return Answer.TIMED_OUT
    return answer


def next_steps(
    steps: Sequence[DatedStep], *, reply: Term, appeal: Term, on: date, pauses: tuple[Pause, ...] = ()
) -> frozenset[Step]:
    """What may be done about an objection on a day; ``appeal``: how long after it was overruled the objector may
    turn to those above, which no pause prolongs.
    """
    possible = NEXT[answer_of(steps, reply=reply, on=on, pauses=pauses)]
    return possible if may_appeal(steps, appeal=appeal, on=on) else possible - {Step.APPEALED}


def may_appeal(steps: Sequence[DatedStep], *, appeal: Term, on: date) -> bool:
    """Whether the objection was overruled and the term of an appeal runs."""
    if not steps or steps[-1].step is not Step.OVERRULED:
        return False
    last = due_on(steps, term=appeal)
    return last is not None and on <= last


def due_on(steps: Sequence[DatedStep], *, term: Term, pauses: tuple[Pause, ...] = ()) -> date | None:
    """The last day of a term that began with the latest step; ``None`` where there is none, or a pause lasts."""
    return due(Clock(term=term, started=steps[-1].on, pauses=pauses)) if steps else None
