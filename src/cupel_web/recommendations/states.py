"""States of recommendations: they follow from dates and rows."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Purpose(StrEnum):
    """What a body is asked for: all but the last in the chain advise, the last decides."""

    ADVICE = "advice"
    DECISION = "decision"


class ReplyKind(StrEnum):
    """What a body replies."""

    ACCEPT = "accept"
    IN_PART = "accept in part"
    REFER_BACK = "refer back"
    DECLINE = "decline"


class RecommendationState(StrEnum):
    """Where a recommendation stands."""

    DRAFT = "draft"
    AWAITING = "awaiting reply"
    OVERDUE = "overdue"
    ADVISED = "advised"
    REFERRED_BACK = "referred back"
    FOLLOW_UP = "in follow-up"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    CONCLUDED = "concluded"


OPEN = frozenset({RecommendationState.AWAITING, RecommendationState.OVERDUE, RecommendationState.ADVISED})
"""Still on its way: the group may withdraw it."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the state follows from: ``purpose``, ``due`` and ``reply`` of the body that has it, or had it last."""

    submitted: bool
    withdrawn: bool
    concluded: bool
    purpose: Purpose | None = None
    due: date | None = None
    reply: ReplyKind | None = None


def recommendation_state(facts: Facts, *, on: date) -> RecommendationState:
    """Where a recommendation stands on a day."""
    if not facts.submitted:
        return RecommendationState.DRAFT
    if facts.withdrawn:
        return RecommendationState.WITHDRAWN
    if facts.concluded:
        return RecommendationState.CONCLUDED
    if facts.reply is None:
        late = facts.due is not None and facts.due < on
        return RecommendationState.OVERDUE if late else RecommendationState.AWAITING
    return _replied(facts.reply, facts.purpose)


def _replied(reply: ReplyKind, purpose: Purpose | None) -> RecommendationState:
    if reply is ReplyKind.REFER_BACK:
        return RecommendationState.REFERRED_BACK
    if purpose is Purpose.ADVICE:
        return RecommendationState.ADVISED
    return RecommendationState.DECLINED if reply is ReplyKind.DECLINE else RecommendationState.FOLLOW_UP
