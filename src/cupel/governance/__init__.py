"""Governance as pure functions: balance of interests, quorum, ballots, clocks, under rules that are data."""

from cupel.governance.ballot import Answer, Outcome, Position, Result, count, majority, position_of
from cupel.governance.clocks import Clock, ClockState, Pause, Term, Unit, days_between, days_late, due, ends, state
from cupel.governance.composition import balance, quorum
from cupel.governance.data import SCHEMA, procedure_data, procedure_from
from cupel.governance.procedure import Balance, Base, Majority, Procedure, Quorum, Seat, Voter, VotingUnit, electorate
from cupel.governance.requirement import Requirement

__all__ = [
    "SCHEMA",
    "Answer",
    "Balance",
    "Base",
    "Clock",
    "ClockState",
    "Majority",
    "Outcome",
    "Pause",
    "Position",
    "Procedure",
    "Quorum",
    "Requirement",
    "Result",
    "Seat",
    "Term",
    "Unit",
    "Voter",
    "VotingUnit",
    "balance",
    "count",
    "days_between",
    "days_late",
    "due",
    "electorate",
    "ends",
    "majority",
    "position_of",
    "procedure_data",
    "procedure_from",
    "quorum",
    "state",
]
