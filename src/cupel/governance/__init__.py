"""Governance as pure functions: balance of interests, quorum, ballots, clocks, under rules that are data."""

from cupel.governance.ballot import (
    IN_FAVOUR,
    UNANSWERED,
    Answer,
    Outcome,
    Position,
    Result,
    count,
    majority,
    position_of,
)
from cupel.governance.clocks import Clock, ClockState, Pause, Term, Unit, days_between, days_late, due, ends, state
from cupel.governance.composition import balance, quorum
from cupel.governance.data import SCHEMA, procedure_data, procedure_from
from cupel.governance.objections import DatedStep, Step, answer_of, due_on, may_appeal, next_steps
from cupel.governance.procedure import (
    Balance,
    Base,
    Majority,
    Objections,
    Procedure,
    Quorum,
    Seat,
    Voter,
    VotingUnit,
    electorate,
)
from cupel.governance.recipients import Body, in_place_of, recipients
from cupel.governance.requirement import Requirement

__all__ = [
    "IN_FAVOUR",
    "SCHEMA",
    "UNANSWERED",
    "Answer",
    "Balance",
    "Base",
    "Body",
    "Clock",
    "ClockState",
    "DatedStep",
    "Majority",
    "Objections",
    "Outcome",
    "Pause",
    "Position",
    "Procedure",
    "Quorum",
    "Requirement",
    "Result",
    "Seat",
    "Step",
    "Term",
    "Unit",
    "Voter",
    "VotingUnit",
    "answer_of",
    "balance",
    "count",
    "days_between",
    "days_late",
    "due",
    "due_on",
    "electorate",
    "ends",
    "in_place_of",
    "majority",
    "may_appeal",
    "next_steps",
    "position_of",
    "procedure_data",
    "procedure_from",
    "quorum",
    "recipients",
    "state",
]
