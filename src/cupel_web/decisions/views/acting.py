"""One way to show a form and do what it asks."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cupel.errors import CupelError
from cupel_web.groups.forms import refuse


@dataclass(frozen=True, kw_only=True)
class Act:
    """A form and its page: ``title`` of the page, ``button``, ``done`` to say afterwards, ``back`` where to go then;
    ``context`` for the ``template``.
    """

    form: Form
    title: str
    button: str
    done: str
    back: str
    template: str = "decisions/form.html"
    context: dict[str, Any] = field(default_factory=dict)


def acted(request: HttpRequest, act: Act, do: Callable[[], object]) -> HttpResponse:
    """Show the form; once it is sent and valid, ``do`` it. What the rules refuse stands on the form."""
    if request.method == "POST" and act.form.is_valid():
        try:
            do()
        except CupelError as error:
            refuse(act.form, error)
        else:
            messages.success(request, act.done)
            return redirect(act.back)
    page = {"form": act.form, "title": act.title, "button": act.button, "back": act.back, **act.context}
    return render(request, act.template, page, status=422 if act.form.is_bound else 200)
