"""Verbs about revision cycles: open one, record what happens to its stages and rounds, justify that a rule is not met,
record a review that found no need for change.
"""

from cupel_web.standards.cycles.actions.opening import NewCycle, NoChange, open_cycle, record_review
from cupel_web.standards.cycles.actions.rounds import Answers, RoundNews, record_answers, set_round
from cupel_web.standards.cycles.actions.stages import StageNews, record_stage
from cupel_web.standards.cycles.actions.waivers import Justification, waive_rule

__all__ = [
    "Answers", "Justification", "NewCycle", "NoChange", "RoundNews", "StageNews", "open_cycle", "record_answers",
    "record_review", "record_stage", "set_round", "waive_rule",
]  # fmt: skip
