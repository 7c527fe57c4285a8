"""Verbs about recommendations, what they serve, and what follows."""

from cupel_web.recommendations.actions.drafts import Wording, change, draft, revise, submit, withdraw
from cupel_web.recommendations.actions.follow_ups import Task, add_follow_up, conclude, finish
from cupel_web.recommendations.actions.objectives import add_objective, reword_objective
from cupel_web.recommendations.actions.replies import Answer, forward, pause, reply, resume
from cupel_web.recommendations.actions.reviews import NewReview, record_review

__all__ = [
    "Answer", "NewReview", "Task", "Wording", "add_follow_up", "add_objective", "change", "conclude", "draft", "finish",
    "forward", "pause", "record_review", "reply", "resume", "revise", "reword_objective", "submit", "withdraw",
]  # fmt: skip
