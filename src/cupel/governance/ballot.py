"""Ballots: positions of an electorate, objections that must be answered, and what comes of them.

A ballot first asks for consensus: what nobody sustains an objection to is adopted. Else the majority decides, by rules
fixed before. A recused voter leaves the electorate for the item; who abstains stays in it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from cupel.governance.composition import balance, quorum
from cupel.governance.procedure import Base, Procedure, Voter
from cupel.governance.requirement import Requirement, at_least, at_most, of_each, share_of


class Position(StrEnum):
    """What a voter says of a proposal; ``ACCEPT``: can live with it."""

    SUPPORT = "support"
    ACCEPT = "accept"
    ABSTAIN = "abstain"
    RECUSE = "recuse"
    OBJECT = "object"


class Answer(StrEnum):
    """What became of an objection. ``PROPOSED``: a resolution is offered and waits for the objector."""

    OPEN = "open"
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
    TIMED_OUT = "timed out"
    OVERRULED = "overruled"
    APPEALED = "appealed"


class Outcome(StrEnum):
    """What a ballot came to."""

    OPEN = "open"
    BY_CONSENSUS = "adopted by consensus"
    BY_MAJORITY = "adopted by majority"
    NOT_ADOPTED = "not adopted"
    NO_QUORUM = "no quorum"
    NOT_BALANCED = "not balanced"


IN_FAVOUR = frozenset({Position.SUPPORT, Position.ACCEPT})
UNANSWERED = frozenset({Answer.OPEN, Answer.PROPOSED, Answer.APPEALED})
"""A ballot stays open while an objection is any of these."""

SUSTAINED = frozenset({Answer.TIMED_OUT, Answer.OVERRULED})
"""Answered without the objector's agreement: no consensus."""


@dataclass(frozen=True, kw_only=True)
class Result:
    """``outcome``, every rule that was asked for it, and the position of each voter (``None``: has not voted)."""

    outcome: Outcome
    requirements: tuple[Requirement, ...]
    positions: Mapping[str, Position | None]


def count(
    voters: tuple[Voter, ...],
    positions: Mapping[str, Position],
    procedure: Procedure,
    *,
    objections: Iterable[Answer] = (),
) -> Result:
    """Count a ballot: ``positions`` per seat of the electorate ``voters`` (:func:`cupel.governance.electorate`), who
    took one is present; others are ignored. ``objections``: what became of each.

    Seats that share a vote and differ abstain; of those that do not recuse themselves, their position counts.
    """
    answers, taken = tuple(objections), {voter.voter_id: position_of(voter, positions) for voter in voters}
    voting = tuple(voter for voter in voters if taken[voter.voter_id] is not Position.RECUSE)
    asked = {
        Outcome.NOT_BALANCED: balance(voting, procedure) if procedure.balance.refuses else (),
        Outcome.NO_QUORUM: quorum(voting, positions.keys(), procedure),
        Outcome.NOT_ADOPTED: majority(voting, taken, procedure),
    }
    failed = [outcome for outcome, rules in asked.items() if not all(rule.met for rule in rules)]
    return Result(
        outcome=_outcome(failed, answers, frozenset(taken.values()), procedure),
        requirements=tuple(rule for rules in asked.values() for rule in rules),
        positions=taken,
    )


def _outcome(
    failed: list[Outcome], answers: tuple[Answer, ...], taken: frozenset[Position | None], procedure: Procedure
) -> Outcome:
    if UNANSWERED.intersection(answers):
        return Outcome.OPEN
    unsettled = next((outcome for outcome in failed if outcome is not Outcome.NOT_ADOPTED), None)
    if unsettled is not None:
        return unsettled
    objected = Position.OBJECT in taken or SUSTAINED.intersection(answers)
    if procedure.by_consensus and not objected and IN_FAVOUR & taken:
        return Outcome.BY_CONSENSUS
    return failed[0] if failed else Outcome.BY_MAJORITY


def position_of(voter: Voter, positions: Mapping[str, Position]) -> Position | None:
    """The position of a vote from those of its seats."""
    taken = {positions[seat] for seat in voter.seats if seat in positions}
    if len(taken) > 1:
        taken.discard(Position.RECUSE)
    if len(taken) > 1:
        return Position.ABSTAIN
    return next(iter(taken), None)


def majority(
    voters: tuple[Voter, ...], taken: Mapping[str, Position | None], procedure: Procedure
) -> tuple[Requirement, ...]:
    """Whether enough are in favour, rule by rule."""
    rule = procedure.majority
    in_favour = [voter for voter in voters if taken[voter.voter_id] in IN_FAVOUR]
    against = sum(taken[voter.voter_id] is Position.OBJECT for voter in voters)
    whole = {
        Base.ELECTORATE: len(voters),
        Base.VOTES: sum(taken[voter.voter_id] is not None for voter in voters),
        Base.FOR_OR_AGAINST: len(in_favour) + against,
    }
    return (
        at_least("majority", share_of(len(in_favour), whole[rule.base]), rule.share, more=rule.more),
        *of_each("majority of each", in_favour, procedure.categories, rule.of_each),
        at_most("against", share_of(against, whole[Base.FOR_OR_AGAINST]), rule.against),
    )
