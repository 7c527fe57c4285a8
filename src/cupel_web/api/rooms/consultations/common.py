"""What operations of this room share."""

from datetime import datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import WithJsonSchema

from cupel_web.consultations import models
from cupel_web.consultations.queries import finding
from cupel_web.consultations.queries.comments import counts
from cupel_web.consultations.states import Stage, Step
from cupel_web.kernel import clock
from cupel_web.kernel.models import User

ONE = "/consultations/{ulid:consultation}"
StepTaken = Annotated[Step, WithJsonSchema({"type": "string", "enum": [each.value for each in Step]})]
"""Described in place: another room has steps too."""


class ConsultationBrief(Schema):
    """``title`` by language; it closes at the instant ``closes_at``, after all extensions. ``comments`` count, from so
    many ``submissions``.
    """

    public_id: str
    group: str
    title: dict[str, str]
    standard: str
    edition: str
    stage: Stage
    opens_at: datetime
    closes_at: datetime
    zone: str
    submissions: int
    comments: int


class ConsultationQuestion(Schema):
    """``clause``: a uid of the text; empty: on the whole text."""

    public_id: str
    text: dict[str, str]
    clause: str


class ConsultationStep(Schema):
    step: StepTaken
    done_at: datetime


class ConsultationExtension(Schema):
    closes_at: datetime
    reason: str
    decided_at: datetime


class Consultation(ConsultationBrief):
    """``manifest_hash`` is of the text, which never changes; ``base``: the edition that it is compared with."""

    introduction: dict[str, str]
    languages: list[str]
    email: str
    manifest_hash: str
    base: str | None
    questions: list[ConsultationQuestion]
    steps: list[ConsultationStep]
    extensions: list[ConsultationExtension]


def briefs(found: list[models.Consultation]) -> list[dict[str, Any]]:
    """Consultations of :func:`~cupel_web.consultations.queries.finding.all_consultations`."""
    numbers, now = counts(found), clock.now()
    return [_brief(each, numbers.get(each.pk, (0, 0)), now) for each in found]


def consultation_data(user: User | None, public_id: str) -> dict[str, Any]:
    """The consultation as it stands, if the caller may know of it; else 404."""
    found = finding.consultation_seen_by(user, public_id)
    (brief,) = briefs([found])
    return {
        **brief,
        **{name: getattr(found, name) for name in ("introduction", "languages", "email")},
        "manifest_hash": found.text.manifest_hash,
        "base": found.base.edition if found.base else None,
        "questions": [question_data(each) for each in found.questions.all()],
        "steps": list(found.steps.all()),
        "extensions": list(found.extensions.all()),
    }


def question_data(question: models.Question) -> dict[str, Any]:
    """A question of the group."""
    return {name: getattr(question, name) for name in ("public_id", "text", "clause")}


def _brief(found: models.Consultation, numbers: tuple[int, int], now: datetime) -> dict[str, Any]:
    own = ("public_id", "title", "opens_at", "zone")
    comments, submissions = numbers
    return {
        **{name: getattr(found, name) for name in own},
        "group": found.group.slug,
        "standard": found.text.standard,
        "edition": found.text.edition,
        "stage": found.stage(now),
        "closes_at": found.last_instant,
        "submissions": submissions,
        "comments": comments,
    }
