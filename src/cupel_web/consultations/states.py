"""Where a consultation and a submission are: it follows from facts and the clock."""

from datetime import datetime
from enum import StrEnum


class Stage(StrEnum):
    """How far a consultation is. ``PREPARED``: nobody was told of it yet."""

    PREPARED = "in preparation"
    ANNOUNCED = "announced"
    OPEN = "open for comments"
    CLOSED = "closed for comments"
    FEEDBACK = "feedback published"
    RESPONSE = "response published"


def stage_at(now: datetime, *, opens_at: datetime, closes_at: datetime, steps: frozenset["Step"]) -> Stage:
    """The stage at a moment; comments are taken up to, and not at, the instant of closing."""
    if Step.ANNOUNCED not in steps:
        return Stage.PREPARED
    if now < opens_at:
        return Stage.ANNOUNCED
    if now < closes_at:
        return Stage.OPEN
    if Step.RESPONSE in steps:
        return Stage.RESPONSE
    return Stage.FEEDBACK if Step.FEEDBACK in steps else Stage.CLOSED


class Step(StrEnum):
    """What is done once with a consultation. From ``DISPOSITION`` on no late comment is taken."""

    ANNOUNCED = "announced"
    DISPOSITION = "disposition begun"
    FEEDBACK = "feedback published"
    RESPONSE = "response published"


class SubmissionState(StrEnum):
    """How far a submission is. ``SENT``: sent from an address that nobody has confirmed yet, so it does not count."""

    DRAFT = "draft"
    SENT = "address not confirmed"
    COUNTED = "received"
    WITHDRAWN = "withdrawn"
