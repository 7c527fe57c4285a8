"""Verbs about reviews."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from cupel_web.groups.models import Group
from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.recommendations.models import Element, Objective, Review


@dataclass(frozen=True, kw_only=True)
class NewReview:
    """What was reviewed in which cycle, for which objective, and what was found."""

    cycle: str
    element: Element
    objective: Objective
    title: str
    findings: str
    concluded_on: date


def record_review(group: Group, new: NewReview, *, by: User | None, now: datetime) -> Review:
    """Write down a concluded review; it is public."""
    require(by, "recommendations.record_review", group)
    with transaction.atomic():
        review: Review = Review.objects.create(group=group, recorded_at=now, recorded_by=by, **vars(new))
        append_event(
            "recommendations.review_recorded", by=by, about=review, scope=group, now=now, element=new.element.value,
            objective=new.objective.public_id, on=new.concluded_on.isoformat(),
        )  # fmt: skip
    return review
