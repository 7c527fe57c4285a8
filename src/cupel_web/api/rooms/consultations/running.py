"""What those who run a consultation do with it."""

from datetime import date
from typing import Annotated, Any

from ninja import Field, Router, Schema

from cupel_web.api.access import ApiRequest, granted
from cupel_web.api.bodies import Body, valid
from cupel_web.api.rooms.consultations.common import (
    ONE,
    Consultation,
    ConsultationQuestion,
    StepTaken,
    consultation_data,
    question_data,
)
from cupel_web.consultations import actions, models
from cupel_web.consultations.forms.running import ExtensionForm, QuestionForm
from cupel_web.consultations.queries import finding
from cupel_web.consultations.queries.answers import awaited
from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.kernel.states import JobState

router = Router(tags=["consultations"])


class NewStep(Body):
    step: StepTaken


class NewTerm(Body):
    """The last day on which answers are awaited."""

    due: date


class AnswerTerm(Schema):
    """``awaited``: published decisions that nobody answered yet."""

    due: date
    awaited: int


class OrderedFiles(Schema):
    """Files that are being written; they are listed once the job is done."""

    public_id: str
    state: JobState


class NewQuestion(Body):
    """A question by language; ``clause``: a uid of the text, or ``general``."""

    text: dict[str, Annotated[str, Field(max_length=4000)]]
    clause: str


@router.post(f"{ONE}/announcement", response={201: Consultation})
@granted("consultations.run", finding.consultation_of)
def announce(request: ApiRequest, consultation: models.Consultation) -> Any:
    """Make it public; from then on it is only extended."""
    actions.announce(consultation, by=request.user, now=clock.now())
    return consultation_data(request.user, consultation.public_id)


def _zone(consultation: models.Consultation, _user: User) -> dict[str, Any]:
    return {"zone": consultation.zone}


@router.post(f"{ONE}/extensions", response={201: Consultation})
@granted("consultations.run", finding.consultation_of, form=ExtensionForm, using=_zone)
def extend(request: ApiRequest, consultation: models.Consultation, form: ExtensionForm) -> Any:
    """Let it close later; a moment without an offset is by the clocks of its zone."""
    given = form.cleaned_data
    actions.extend(
        consultation, closes_at=given["closes_at"], reason=given["reason"], by=request.user, now=clock.now()
    )  # fmt: skip
    return consultation_data(request.user, consultation.public_id)


@router.post(f"{ONE}/steps", response={201: Consultation})
@granted("consultations.run", finding.consultation_of)
def take_step(request: ApiRequest, consultation: models.Consultation, body: NewStep) -> Any:
    """Begin disposition, publish the feedback or the response."""
    actions.take_step(consultation, body.step, by=request.user, now=clock.now())
    return consultation_data(request.user, consultation.public_id)


@router.post(f"{ONE}/questions", response={201: ConsultationQuestion})
@granted("consultations.run", finding.consultation_of)
def ask_question(request: ApiRequest, consultation: models.Consultation, body: NewQuestion) -> Any:
    """Ask something beside the text, before the consultation is announced."""
    given = {f"question_{code}": text for code, text in body.text.items()}
    form = valid(QuestionForm({**given, "clause": body.clause}, consultation=consultation))
    return question_data(actions.ask_question(consultation, form.asking(), by=request.user, now=clock.now()))


@router.delete("/consultations/questions/{ulid:question}", response=Consultation)
@granted("consultations.run", finding.question_of)
def drop_question(request: ApiRequest, question: models.Question) -> Any:
    """Take a question back."""
    actions.drop_question(question, by=request.user, now=clock.now())
    return consultation_data(request.user, question.consultation.public_id)


@router.put(f"{ONE}/answer-term", response=AnswerTerm)
@granted("consultations.agree", finding.consultation_inside)
def set_answer_term(request: ApiRequest, consultation: models.Consultation, body: NewTerm) -> Any:
    """Say until when answers to published decisions are awaited."""
    made = actions.set_answer_term(consultation, body.due, by=request.user, now=clock.now())
    return {"due": made.due, "awaited": awaited(consultation).count()}


@router.post(f"{ONE}/file-sets", response={201: OrderedFiles})
@granted("consultations.run", finding.consultation_of)
def order_files(request: ApiRequest, consultation: models.Consultation) -> Any:
    """Have feedback, response, synopsis and data written as files."""
    ordered = actions.order_artefacts(consultation, by=request.user, now=clock.now())
    return {"public_id": ordered.public_id, "state": ordered.job.state}
