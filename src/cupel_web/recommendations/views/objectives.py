"""Pages of the mission's objectives."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cupel_web.decisions.views.acting import Act, acted
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, permitted, public
from cupel_web.kernel.lists import paged
from cupel_web.kernel.models import User
from cupel_web.people.queries import nothing
from cupel_web.recommendations import actions
from cupel_web.recommendations.forms import ObjectiveForm, WordingForm
from cupel_web.recommendations.models import Objective
from cupel_web.recommendations.queries.records import objective_named
from cupel_web.recommendations.queries.records import objectives as all_objectives

FORM = "recommendations/form.html"


@public
@require_GET
def objectives(request: HttpRequest) -> HttpResponse:
    """Every objective, with every text it had."""
    user = request.user
    may_keep = isinstance(user, User) and user.has_perm("recommendations.keep_objectives")
    page = paged(request, all_objectives())
    rows = [(each, each.text_on(clock.today()), list(each.versions.all())) for each in page]
    return render(request, "recommendations/objectives.html", {"page": page, "rows": rows, "may_keep": may_keep})


@permitted("recommendations.keep_objectives", nothing)
def new_objective(request: SignedInRequest, _about: None) -> HttpResponse:
    """Add an objective."""
    form = ObjectiveForm(request.POST or None, initial={"on": clock.today()})
    act = Act(
        form=form, title=_("Add an objective"), button=_("Add"), done=_("Added."), back=reverse("objectives"),
        template=FORM,
    )  # fmt: skip
    return acted(request, act, lambda: actions.add_objective(**form.cleaned_data, by=request.user, now=clock.now()))


@permitted("recommendations.keep_objectives", objective_named)
def reword_objective(request: SignedInRequest, objective: Objective) -> HttpResponse:
    """Another text from a day on."""
    form = WordingForm(request.POST or None, initial={"text": objective.text_on(clock.today()), "on": clock.today()})
    title = _("Reword the objective {code}").format(code=objective.code)
    act = Act(form=form, title=title, button=_("Save"), done=_("Saved."), back=reverse("objectives"), template=FORM)
    return acted(
        request, act,
        lambda: actions.reword_objective(objective, **form.cleaned_data, by=request.user, now=clock.now()),
    )  # fmt: skip
