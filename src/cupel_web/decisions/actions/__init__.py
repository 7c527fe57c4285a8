"""Verbs about ballots, objections and approvals by several owners."""

from cupel_web.decisions.actions.ballots import Motion, Window, close_ballot, open_ballot, void_ballot
from cupel_web.decisions.actions.matrices import (
    NewMatrix,
    OwnProcedure,
    Word,
    begin_matrix,
    describe_procedure,
    give_word,
    owners_of,
    owners_of_edition,
    set_content,
    set_effective,
)
from cupel_web.decisions.actions.objections import (
    answer_resolution,
    appeal,
    decide_appeal,
    overrule,
    pause_objection,
    propose_resolution,
    resume_objection,
    withdraw_objection,
)
from cupel_web.decisions.actions.positions import Reasoned, Stand, recuse_seat, take_position

__all__ = [
    "Motion",
    "NewMatrix",
    "OwnProcedure",
    "Reasoned",
    "Stand",
    "Window",
    "Word",
    "answer_resolution",
    "appeal",
    "begin_matrix",
    "close_ballot",
    "decide_appeal",
    "describe_procedure",
    "give_word",
    "open_ballot",
    "overrule",
    "owners_of",
    "owners_of_edition",
    "pause_objection",
    "propose_resolution",
    "recuse_seat",
    "resume_objection",
    "set_content",
    "set_effective",
    "take_position",
    "void_ballot",
    "withdraw_objection",
]  # fmt: skip
