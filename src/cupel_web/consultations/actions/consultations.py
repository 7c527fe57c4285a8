"""Verbs of running a consultation: prepare, announce, extend, publish."""

from dataclasses import asdict, dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cupel.errors import ConsultationError
from cupel.standard import Texts
from cupel_web.consultations.actions.joining import answer_round, join_cycle, move_round
from cupel_web.consultations.models import Consultation, Extension, Question, StepFact
from cupel_web.consultations.states import Stage, Step
from cupel_web.groups.actions.groups import require_at_work
from cupel_web.groups.models import Group
from cupel_web.groups.queries.life import version_on
from cupel_web.kernel.clock import day_of
from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.kernel.revisions import claim
from cupel_web.standards.models import EditionText

BEFORE = {
    Step.DISPOSITION: frozenset({Stage.CLOSED, Stage.FEEDBACK}),
    Step.FEEDBACK: frozenset({Stage.CLOSED}),
    Step.RESPONSE: frozenset({Stage.CLOSED, Stage.FEEDBACK}),
}
"""In which stage each step is taken."""


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """What the public is told: texts by language, the languages, from which instant to which, by the clocks of which
    zone, and where filled forms are mailed.
    """

    title: Texts
    introduction: Texts
    languages: tuple[str, ...]
    opens_at: datetime
    closes_at: datetime
    zone: str
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class Subject:
    """The text that is consulted on, and the edition it is compared with."""

    text: EditionText
    base: EditionText | None = None


@dataclass(frozen=True, kw_only=True)
class Asking:
    """A question, by language, on a clause or in general."""

    text: Texts = field(default_factory=dict)
    clause: str = ""


def begin_consultation(
    group: Group, invitation: Invitation, subject: Subject, *, by: User | None, now: datetime
) -> Consultation:
    """Prepare a consultation; nobody outside is told before it is announced.

    Raises :class:`~cupel.errors.ConsultationError` for a window that ends before it begins, and for a group that has no
    rules in force.
    """
    require(by, "consultations.run", group)
    require_at_work(group, on=day_of(now))
    _require_window(invitation)
    version = version_on(group.procedure_uid, day_of(now))
    if version is None:
        raise ConsultationError(
            _("{group} has no rules in force.").format(group=group.name),
            code="no-rules",
            remedy=_("Adopt its procedure first."),
        )
    with transaction.atomic():
        consultation: Consultation = Consultation.objects.create(
            group=group, procedure=version, text=subject.text, base=subject.base, begun_at=now, begun_by=by,
            **_columns(invitation),
        )  # fmt: skip
        base = subject.base.sha256 if subject.base else None
        append_event("consultations.begun", by=by, about=consultation, scope=group, now=now,
            text=subject.text.sha256, base=base, procedure=version.public_id)  # fmt: skip
    return consultation


def change_consultation(
    consultation: Consultation, invitation: Invitation, *, revision: int, by: User | None, now: datetime
) -> None:
    """Change what the public will be told, until it is announced.

    Raises :class:`~cupel.errors.ConsultationError` afterwards, and
    :class:`~cupel.errors.ProcedureError` with code ``stale`` where somebody else changed it meanwhile.
    """
    require(by, "consultations.run", consultation)
    _require_window(invitation)
    with transaction.atomic():
        _require_prepared(consultation)
        claim(consultation, revision=revision)
        Consultation.objects.filter(pk=consultation.pk).update(**_columns(invitation))
        append_event("consultations.changed", by=by, about=consultation, scope=consultation.group, now=now)


def ask_question(consultation: Consultation, asking: Asking, *, by: User | None, now: datetime) -> Question:
    """Add a question of the group, until the consultation is announced."""
    require(by, "consultations.run", consultation)
    with transaction.atomic():
        Consultation.objects.select_for_update().get(pk=consultation.pk)
        _require_prepared(consultation)
        last = consultation.questions.order_by("-number").first()
        question: Question = Question.objects.create(
            consultation=consultation, number=last.number + 1 if last else 1, clause=asking.clause, text=asking.text
        )
        append_event("consultations.question_asked", by=by, about=question, scope=consultation.group, now=now,
            clause=asking.clause)  # fmt: skip
    return question


def drop_question(question: Question, *, by: User | None, now: datetime) -> None:
    """Take a question back, until the consultation is announced."""
    require(by, "consultations.run", question)
    with transaction.atomic():
        _require_prepared(question.consultation)
        append_event("consultations.question_dropped", by=by, about=question, scope=question.consultation.group,
            now=now)  # fmt: skip
        question.delete()


def announce(consultation: Consultation, *, by: User | None, now: datetime) -> None:
    """Make a consultation public: from now on text, questions and window stay as they are.

    Raises :class:`~cupel.errors.ConsultationError` for one that is announced, and for a window that is over.
    """
    require(by, "consultations.run", consultation)
    with transaction.atomic():
        _require_prepared(consultation)
        if consultation.last_instant <= now:
            raise ConsultationError(
                _("The window of this consultation is over."),
                code="consultation-window",
                remedy=_("Give a later closing time."),
            )
        _record(consultation, Step.ANNOUNCED, by=by, now=now)
        join_cycle(consultation, by=by, now=now)


def extend(consultation: Consultation, *, closes_at: datetime, reason: str, by: User | None, now: datetime) -> None:
    """Let an announced consultation close later. What was announced stays on record.

    Raises :class:`~cupel.errors.ConsultationError` after the close, and for an earlier time.
    """
    require(by, "consultations.run", consultation)
    with transaction.atomic():
        fresh = Consultation.objects.select_for_update().get(pk=consultation.pk)
        if fresh.stage(now) not in {Stage.ANNOUNCED, Stage.OPEN}:
            raise ConsultationError(
                _("This consultation is {stage}.").format(stage=fresh.stage(now).value),
                code="consultation-stage",
                remedy=_("Only one that is announced and not closed yet can be extended."),
            )
        before = fresh.last_instant
        if closes_at <= before:
            raise ConsultationError(
                _("It closes then or later already."),
                code="consultation-window",
                remedy=_("Give a later closing time."),
            )
        Extension.objects.create(
            consultation=fresh, closes_at=closes_at, reason=reason, decided_at=now, decided_by=by
        )  # fmt: skip
        append_event("consultations.extended", by=by, about=fresh, scope=fresh.group, now=now,
            before=before.isoformat(), closes_at=closes_at.isoformat())  # fmt: skip
        move_round(fresh, reason=reason, by=by, now=now)


def take_step(consultation: Consultation, step: Step, *, by: User | None, now: datetime) -> None:
    """Begin disposition, publish the feedback or the response, each once and after the close.

    Raises :class:`~cupel.errors.ConsultationError` for a step that is done or whose time is not yet.
    """
    require(by, "consultations.run", consultation)
    with transaction.atomic():
        fresh = Consultation.objects.select_for_update().get(pk=consultation.pk)
        if step in fresh.done or fresh.stage(now) not in BEFORE[step]:
            raise ConsultationError(
                _("This consultation is {stage}.").format(stage=fresh.stage(now).value),
                code="consultation-stage",
                remedy=_("Steps follow the close, and each is taken once."),
            )
        _record(fresh, step, by=by, now=now)
        if step is Step.RESPONSE:
            answer_round(fresh, by=by, now=now)


def _record(consultation: Consultation, step: Step, *, by: User | None, now: datetime) -> None:
    StepFact.objects.create(consultation=consultation, step=step, done_at=now, done_by=by)
    append_event("consultations.step", by=by, about=consultation, scope=consultation.group, now=now, step=step.value)


def _require_prepared(consultation: Consultation) -> None:
    if StepFact.objects.filter(consultation=consultation, step=Step.ANNOUNCED).exists():
        raise ConsultationError(
            _("This consultation is announced."),
            code="consultation-stage",
            remedy=_("What the public was told stays; extend it, or begin another."),
        )


def _require_window(invitation: Invitation) -> None:
    if invitation.closes_at <= invitation.opens_at:
        raise ConsultationError(
            _("It closes before it opens."), code="consultation-window", remedy=_("Give a later closing time.")
        )


def _columns(invitation: Invitation) -> dict[str, object]:
    return {**asdict(invitation), "languages": list(invitation.languages)}
