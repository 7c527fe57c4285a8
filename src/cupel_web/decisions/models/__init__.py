"""Decisions: ballots with their electorate, positions, objections and results; approvals by several owners."""

from cupel_web.decisions.models.ballot import Annulment, Ballot, Closing, Elector, PositionRecord, Recusal
from cupel_web.decisions.models.matrix import Effect, Matrix, MatrixContent, MatrixOwner, OwnerWord
from cupel_web.decisions.models.objection import Objection, ObjectionPause, ObjectionStep

__all__ = [
    "Annulment", "Ballot", "Closing", "Effect", "Elector", "Matrix", "MatrixContent", "MatrixOwner", "Objection",
    "ObjectionPause", "ObjectionStep", "OwnerWord", "PositionRecord", "Recusal",
]  # fmt: skip
