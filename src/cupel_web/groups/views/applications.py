"""Pages of applications: all to a group, one with the decision and its letter."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cupel.errors import CupelError
from cupel_web.groups import actions
from cupel_web.groups.forms import RulingForm, refuse
from cupel_web.groups.models import Application, Group
from cupel_web.groups.queries.composition import composition
from cupel_web.groups.queries.records import application_of, applications_to, group_kept_by
from cupel_web.groups.states import ApplicationState
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, permitted
from cupel_web.kernel.lists import paged


@permitted("groups.see_applications", group_kept_by)
@require_GET
def applications(request: SignedInRequest, group: Group) -> HttpResponse:
    """Who asks to join, newest first."""
    show = request.GET.get("show", "open")
    page = paged(request, applications_to(group, show=show))
    return render(request, "groups/applications.html", {"group": group, "page": page, "show": show})


@permitted("groups.see_applications", application_of)
def application(request: SignedInRequest, application: Application) -> HttpResponse:
    """One application; those who may decide on it do so here."""
    may_decide = request.user.has_perm("groups.decide_application", application)
    form = RulingForm(request.POST or None)
    if request.method == "POST" and may_decide and form.is_valid():
        given = form.cleaned_data
        try:
            actions.rule(
                application, accepted=given["accepted"] == "yes", letter=given["letter"], by=request.user,
                now=clock.now(),
            )  # fmt: skip
        except CupelError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Decided; the letter is on its way."))
            return redirect("application", slug=application.group.slug, application=application.public_id)
    seats = composition(application.group, on=clock.today()).open_seats if may_decide else []
    context = {
        "group": application.group,
        "application": application,
        "form": form if may_decide and application.state is ApplicationState.RECEIVED else None,
        "open_seats": paged(request, seats, "seats"),
        "may_seat": request.user.has_perm("groups.keep_seats", application.group),
    }
    return render(request, "groups/application.html", context, status=422 if form.is_bound else 200)
