"""What pages of this room share: the browser's memory of a submission, forms that do one act."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from cupel.errors import CupelError
from cupel_web.consultations.models import Consultation, Submission
from cupel_web.consultations.queries import finding
from cupel_web.groups.forms import refuse
from cupel_web.kernel.access import SignedInRequest, View, permitted, public
from cupel_web.kernel.languages import speak
from cupel_web.kernel.models import User
from cupel_web.kernel.revisions import renew
from cupel_web.kernel.throttle import asks_too_often, happens_too_often

REMEMBERED = 180 * 24 * 3600
FORGOTTEN = "X-Forgotten"
"""Set on the answer after which the browser shall not know the submission any more."""

SAVES_AN_HOUR = 600
"""Of one submission, and from one address of the network: an office may share both."""


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A submission as somebody works on it: who holds its link (``secret``), or the secretariat that keyed it in."""

    submission: Submission
    by: User | None = None
    secret: str = field(default="", repr=False)

    @property
    def consultation(self) -> Consultation:
        return self.submission.consultation

    def path(self, page: str, **address: str) -> str:
        """A page of the submission by the end of its name."""
        if self.secret:
            return reverse(f"my_{page}", kwargs={"secret": self.secret, **address})
        return reverse(f"keyed_{page}", kwargs={"submission": self.submission.public_id, **address})


@dataclass(frozen=True, kw_only=True)
class Page:
    """A form's page: its title, the word on its button, where one is afterwards, what it is about. ``also``: the word
    and the address of another act, which needs no form.
    """

    title: str
    act: str
    back: str
    about: str = ""
    text: str = ""
    also: tuple[str, str] | None = None


def round_seen(request: HttpRequest, consultation: str) -> Consultation:
    """A consultation as whoever asks may see it; the page is in the language of the round that they read."""
    found = finding.consultation_seen_by(request.user, consultation)
    speak(request, found.languages)
    return found


def with_secret(view: Callable[..., HttpResponseBase]) -> View:
    """The view of a desk for whoever holds the submission's link; the browser remembers it."""

    @wraps(view)
    def by_secret(request: HttpRequest, secret: str, **kwargs: Any) -> HttpResponseBase:
        submission = finding.submission_with(secret)
        speak(request, submission.consultation.languages)
        response = view(request, Desk(submission=submission, secret=secret), **kwargs)
        if not response.has_header(FORGOTTEN):
            remember(request, response, submission.consultation, secret)
        # The address is a secret: no proxy keeps the page, and other sites are told no address of ours at all
        # (SECURE_REFERRER_POLICY is same-origin; with "no-referrer" browsers would send forms without their origin).
        response["Cache-Control"] = "private, no-store"
        return response

    return public(by_secret)


def keyed(view: Callable[..., HttpResponseBase]) -> View:
    """The view of a desk for the secretariat."""

    @wraps(view)
    def by_secretariat(request: SignedInRequest, submission: Submission, **kwargs: Any) -> HttpResponseBase:
        return view(request, Desk(submission=submission, by=request.user), **kwargs)

    return permitted("consultations.key", finding.submission_keyed)(by_secretariat)


def remembered(request: HttpRequest, consultation: Consultation) -> Desk | None:
    """The submission this browser works on in the consultation."""
    secret = request.COOKIES.get(_cookie(consultation), "")
    submission = finding.submission_in(consultation, secret)
    return Desk(submission=submission, secret=secret) if submission else None


def remember(request: HttpRequest, response: HttpResponseBase, consultation: Consultation, secret: str) -> None:
    """Let the browser know which submission it works on: it keeps the secret, we only its hash."""
    if not isinstance(response, HttpResponse) or response.status_code >= 400:
        return
    response.set_cookie(
        _cookie(consultation), secret, max_age=REMEMBERED, path="/consultations/", samesite="Lax",
        secure=request.is_secure(), httponly=True,
    )  # fmt: skip


def forget(response: HttpResponse, consultation: Consultation) -> None:
    """The browser no longer knows."""
    response.delete_cookie(_cookie(consultation), path="/consultations/", samesite="Lax")
    response[FORGOTTEN] = "1"


def saves_too_often(request: HttpRequest, desk: Desk) -> bool:
    """Whether too much was saved in an hour, in this submission or from this network."""
    if desk.by is not None:
        return False
    often = happens_too_often(f"submission-{desk.submission.public_id}", most=SAVES_AN_HOUR)
    return asks_too_often(request, what="comments", most=SAVES_AN_HOUR) or often


Newest = Callable[[], tuple[int, object]]
"""The revision of a record as it stands, and what somebody else saved, as names and texts."""


def form_page(
    request: HttpRequest, form: Form, page: Page, act: Callable[[], object], newest: Newest | None = None
) -> HttpResponse:
    """A page with one form that does one act; what the rules refuse stands on the form. Where somebody else was first,
    theirs stands beside mine, and to save again is to save over it.
    """
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except CupelError as error:
            refuse(form, error)
            if error.code == "stale" and newest is not None:
                revision, theirs = newest()
                renew(form, revision=revision)
                return shown(request, form, page, status=409, theirs=theirs)
        else:
            return redirect(page.back)
    return shown(request, form, page, status=422 if form.is_bound else 200)


def shown(request: HttpRequest, form: Form, page: Page, *, status: int, theirs: object = ()) -> HttpResponse:
    """The form's page; ``theirs``: names and texts that somebody else saved meanwhile."""
    return render(request, "consultations/form.html", {"form": form, "page": page, "theirs": theirs}, status=status)


def _cookie(consultation: Consultation) -> str:
    return f"submission_{consultation.public_id}"
