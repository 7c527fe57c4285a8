"""What went wrong, as ``application/problem+json`` (RFC 9457), with our code and remedy beside its own members."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError

from cupel.errors import CupelError

MEDIA_TYPE = "application/problem+json"
STALE = "stale"


class FieldProblem(Schema):
    """What is wrong with one field; an empty ``field`` speaks of the whole body."""

    field: str
    message: str


class Problem(Schema):
    """Why a request was not done; ``meanwhile``: numbers of what others wrote since, where they were faster."""

    title: str
    status: int
    code: str
    remedy: str = ""
    errors: Sequence[FieldProblem] = ()
    meanwhile: Sequence[int] = ()


PROBLEM_RESPONSE = {
    "description": "It was not done, and why",
    "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
"""How the description says that an operation may answer with a problem."""


def problem_schemas() -> dict[str, Any]:
    """JSON Schemas of problems and what they are made of, by name."""
    known = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    parts: dict[str, Any] = known.pop("$defs")
    return {"Problem": known, **parts}


class InvalidFormError(Exception):
    """The body reads well, and says what the page's form would not take either."""

    def __init__(self, form: Form) -> None:
        super().__init__(form.errors.as_text())
        self.form = form


def problem(status: int, title: str, *, code: str, **members: Any) -> HttpResponse:
    """One problem as a response."""
    told = Problem(title=title, status=status, code=code, **members)
    return JsonResponse(told.model_dump(), status=status, content_type=MEDIA_TYPE)


def signed_out() -> HttpResponse:
    """No token, or one that opens nothing."""
    told = problem(
        401, _("Show an access token that has not expired."), code="token",
        remedy=_("Create one on your own page and send it as Authorization: Bearer."),
    )  # fmt: skip
    told["WWW-Authenticate"] = "Bearer"
    return told


def not_found() -> HttpResponse:
    """There is no such thing, or none for the caller."""
    return problem(404, _("There is nothing here."), code="not-found")


def denied() -> HttpResponse:
    """It is there, and not for the caller to do."""
    return problem(403, _("This is not yours to do."), code="denied")


def read_only() -> HttpResponse:
    """The token reads and does not write."""
    return problem(
        403, _("This token may only read."), code="read-only", remedy=_("Create one that may write on your own page.")
    )


def too_large() -> HttpResponse:
    """More bytes than the operation takes, of which none was read."""
    return problem(413, _("The request is larger than allowed."), code="too-large")


def refused(error: CupelError) -> HttpResponse:
    """An act that the rules do not allow; 409 where somebody else was faster."""
    return problem(409 if error.code == STALE else 422, error.message, code=error.code, remedy=error.remedy)


def answer_problems(api: NinjaAPI) -> None:
    """Let ``api`` answer with problems."""

    @api.exception_handler(HttpError)
    def on_http_error(_request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(error.status_code, error.message, code="request")

    @api.exception_handler(ValidationError)
    def on_body(_request: HttpRequest, error: ValidationError) -> HttpResponse:
        errors = [FieldProblem(field=_field(each["loc"]), message=str(each["msg"])) for each in error.errors]
        return problem(422, _("The request does not read as described."), code="invalid", errors=errors)

    @api.exception_handler(InvalidFormError)
    def on_form(_request: HttpRequest, error: InvalidFormError) -> HttpResponse:
        return problem(422, _("Some fields need another look."), code="invalid", errors=_of_form(error.form))

    @api.exception_handler(CupelError)
    def on_refusal(_request: HttpRequest, error: CupelError) -> HttpResponse:
        return refused(error)

    @api.exception_handler(Http404)
    def on_absent(_request: HttpRequest, _error: Http404) -> HttpResponse:
        return not_found()

    @api.exception_handler(PermissionDenied)
    def on_denied(_request: HttpRequest, _error: PermissionDenied) -> HttpResponse:
        return denied()


def _of_form(form: Form) -> list[FieldProblem]:
    told = form.errors.get_json_data()
    return [
        FieldProblem(field="" if name == "__all__" else name, message=each["message"])
        for name, many in told.items()
        for each in many
    ]


def _field(place: tuple[Any, ...]) -> str:
    """``("body", "body", "label")`` is the field ``label``."""
    return ".".join(str(part) for part in place[2:] or place[1:])
