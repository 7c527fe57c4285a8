"""How long this app's records are kept."""

from django.utils.translation import gettext_lazy as _

from cupel_web.kernel.retention import PERMANENT, kept, of
from cupel_web.recommendations.models import (
    Conclusion,
    FollowUp,
    FollowUpDone,
    Leg,
    LegPause,
    Objective,
    ObjectiveVersion,
    Recommendation,
    Reply,
    Review,
    Withdrawal,
)


def declare() -> None:
    """Make it known."""
    kept("recommendations", _("recommendations, replies and what followed"), PERMANENT,
         *of(Recommendation, Withdrawal, Leg, LegPause, Reply, FollowUp, FollowUpDone, Conclusion))  # fmt: skip
    kept("reviews", _("objectives of the mission, and reviews of the programme"), PERMANENT,
         *of(Objective, ObjectiveVersion, Review))  # fmt: skip
