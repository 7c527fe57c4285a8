"""Forms on a page of their own."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from cupel.errors import CupelError
from cupel_web.groups.forms import refuse
from cupel_web.kernel.revisions import renew
from cupel_web.meetings.models import Meeting


def ask(request: HttpRequest, form: Form, **page: Any) -> HttpResponse:
    """The form, with what is wrong with it where it was sent."""
    meeting: Meeting | None = page.get("meeting")
    context = {"form": form, "group": meeting.group if meeting else None, **page}
    return render(request, "meetings/form.html", context, status=422 if form.is_bound else 200)


def refused(request: HttpRequest, form: Form, error: CupelError, **page: Any) -> HttpResponse:
    """The form, with why the act was refused."""
    refuse(form, error)
    return ask(request, form, **page)


def stale(request: HttpRequest, form: Form, error: CupelError, *, revision: int, **page: Any) -> HttpResponse:
    """Somebody else saved meanwhile: both texts in sight, the form over the newest revision."""
    renew(form, revision=revision)
    response = refused(request, form, error, **page)
    response.status_code = 409
    return response


def back(meeting: Meeting, page: str = "meeting", **address: str) -> HttpResponse:
    """To a page of the meeting."""
    return redirect(reverse(page, kwargs={"slug": meeting.group.slug, "meeting": meeting.public_id, **address}))
