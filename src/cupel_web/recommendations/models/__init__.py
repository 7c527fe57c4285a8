"""Recommendations on their way from a group to those who decide, what they serve, and what follows."""

from cupel_web.recommendations.models.follow_up import Conclusion, FollowUp, FollowUpDone
from cupel_web.recommendations.models.leg import Leg, LegPause, Reply
from cupel_web.recommendations.models.objective import Element, Objective, ObjectiveVersion
from cupel_web.recommendations.models.recommendation import Recommendation, Withdrawal
from cupel_web.recommendations.models.review import Review

__all__ = [
    "Conclusion", "Element", "FollowUp", "FollowUpDone", "Leg", "LegPause", "Objective", "ObjectiveVersion",
    "Recommendation", "Reply", "Review", "Withdrawal",
]  # fmt: skip
