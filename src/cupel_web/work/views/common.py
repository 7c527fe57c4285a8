"""What pages of this room share: who reads, forms that do one act, buttons that do one act."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cupel.errors import CupelError
from cupel_web.groups.forms import refuse
from cupel_web.groups.models import Group
from cupel_web.kernel import clock
from cupel_web.work.queries.reading import Reader, reader_of


@dataclass(frozen=True, kw_only=True)
class Page:
    """A form's page: its title, the word on its button, where it belongs, where one is afterwards."""

    title: str
    act: str
    back: str
    group: Group | None = None
    about: str = ""
    text: str = ""


def reader(request: HttpRequest) -> Reader:
    """Who reads, today."""
    return reader_of(request.user, on=clock.today())


def form_page(request: HttpRequest, form: Form, page: Page, act: Callable[[], object]) -> HttpResponse:
    """A page with one form that does one act; what the rules refuse stands on the form."""
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except CupelError as error:
            refuse(form, error)
        else:
            return redirect(page.back)
    return shown(request, form, page, status=422 if form.is_bound else 200)


def shown(request: HttpRequest, form: Form, page: Page, *, status: int, theirs: object = ()) -> HttpResponse:
    """The form's page; ``theirs``: names and texts that somebody else saved meanwhile."""
    context = {"form": form, "page": page, "group": page.group, "theirs": theirs}
    return render(request, "work/form.html", context, status=status)


def button(request: HttpRequest, act: Callable[[], object], *, back: str, done: str = "") -> HttpResponse:
    """A button that does one act; why it was refused is said on the page one comes back to."""
    try:
        act()
    except CupelError as error:
        messages.error(request, f"{error.message} {error.remedy}")
    else:
        if done:
            messages.success(request, done)
    return redirect(back)
