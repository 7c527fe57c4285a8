"""Pages of the work programme: a group's workstreams and one of them."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cupel.errors import CupelError
from cupel_web.groups.forms import DayForm, refuse
from cupel_web.groups.models import Group
from cupel_web.groups.queries.records import group_kept_by, group_named
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, may, permitted, public
from cupel_web.kernel.lists import asked, paged
from cupel_web.kernel.revisions import fields_in_words, renew
from cupel_web.work import actions
from cupel_web.work.forms.issues import WorkstreamForm
from cupel_web.work.forms.work import DayReasonForm, DeliverableForm, EditWorkstreamForm
from cupel_web.work.models import Workstream
from cupel_web.work.queries.programme import deliverables_in_order, planned, programme_of, workstreams_of
from cupel_web.work.queries.records import workstream_of
from cupel_web.work.states import StreamState
from cupel_web.work.views.common import Page, form_page, shown


@public
@require_GET
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """A group's work programme, what is overdue first."""
    group, show = group_named(slug), asked(request, "show")
    on = clock.today()
    page = paged(request, workstreams_of(group, on=on, over=show == "all"))
    context = {
        "group": group,
        "page": page,
        "rows": programme_of(list(page), on=on),
        "show": show,
        "may_plan": may(request, "work.plan_work", group),
    }
    return render(request, "work/programme.html", context)


@permitted("work.plan_work", group_kept_by)
def new_workstream(request: SignedInRequest, group: Group) -> HttpResponse:
    """Plan a workstream."""
    form = WorkstreamForm(request.POST or None, group=group, initial={"starts_on": clock.today()})
    page = Page(
        title=_("Add a workstream"), act=_("Add"), group=group, back=reverse("programme", kwargs={"slug": group.slug})
    )
    return form_page(
        request, form, page, lambda: actions.add_workstream(group, form.wanted(), by=request.user, now=clock.now())
    )


@public
@require_GET
def workstream(request: HttpRequest, slug: str, workstream: str) -> HttpResponse:
    """A workstream with what it hands over."""
    found = workstream_of(None, slug, workstream)
    state = found.state(on=clock.today())
    over = state in {StreamState.DONE, StreamState.STOPPED}
    page = paged(request, deliverables_in_order(found.deliverables.all(), on=clock.today()))
    context = {
        "group": found.group,
        "workstream": found,
        "state": state,
        "page": page,
        "rows": planned(list(page), on=clock.today()),
        "inside": may(request, "groups.enter", found.group),
        "came_of": found.issue_acts.select_related("issue"),
        "may_lead": not over and may(request, "work.lead_workstream", found),
        "may_stop": not over and may(request, "work.plan_work", found.group),
    }
    return render(request, "work/workstream.html", context)


@permitted("work.lead_workstream", workstream_of)
def edit_workstream(request: SignedInRequest, workstream: Workstream) -> HttpResponse:
    """Describe a workstream anew."""
    form = EditWorkstreamForm(request.POST or None, group=workstream.group, initial=_known(workstream))
    page = _page(workstream, _("Describe the workstream"), _("Save"))
    if request.method == "POST" and form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            actions.change_workstream(workstream, form.wanted(), revision=revision, by=request.user, now=clock.now())
        except CupelError as error:
            return refused(request, form, page, error, _known(Workstream.objects.get(pk=workstream.pk)))
        messages.success(request, _("Saved."))
        return redirect(page.back)
    return shown(request, form, page, status=422 if form.is_bound else 200)


@permitted("work.lead_workstream", workstream_of)
def finish_workstream(request: SignedInRequest, workstream: Workstream) -> HttpResponse:
    """Its work is done."""
    form = DayForm(request.POST or None, initial={"on": clock.today()})

    def act() -> None:
        actions.finish_workstream(workstream, on=form.cleaned_data["on"], by=request.user, now=clock.now())

    return form_page(request, form, _page(workstream, _("Finish the workstream"), _("Finish")), act)


@permitted("work.plan_work", workstream_of)
def stop_workstream(request: SignedInRequest, workstream: Workstream) -> HttpResponse:
    """It is given up."""
    form = DayReasonForm(request.POST or None, initial={"on": clock.today()})

    def act() -> None:
        actions.stop_workstream(workstream, **form.cleaned_data, by=request.user, now=clock.now())

    return form_page(request, form, _page(workstream, _("Stop the workstream"), _("Stop")), act)


@permitted("work.lead_workstream", workstream_of)
def new_deliverable(request: SignedInRequest, workstream: Workstream) -> HttpResponse:
    """Plan a deliverable."""
    form = DeliverableForm(request.POST or None, group=workstream.group)

    def act() -> None:
        actions.add_deliverable(workstream, form.wanted(), by=request.user, now=clock.now())

    return form_page(request, form, _page(workstream, _("Add a deliverable"), _("Add")), act)


def refused(request: HttpRequest, form: Form, page: Page, error: CupelError, known: dict[str, Any]) -> HttpResponse:
    """Of two who edit at once the second sees what the first saved, and may save again; other reasons are shown."""
    refuse(form, error)
    if error.code != "stale":
        return shown(request, form, page, status=422)
    renew(form, revision=known["revision"])
    return shown(request, form, page, status=409, theirs=fields_in_words(form, known))


def _known(stream: Workstream) -> dict[str, Any]:
    names = ("title", "purpose", "lead", "starts_on", "revision")
    return {name: getattr(stream, name) for name in names}


def _page(stream: Workstream, title: str, act: str) -> Page:
    address = {"slug": stream.group.slug, "workstream": stream.public_id}
    return Page(
        title=title, act=act, group=stream.group, about=stream.title, back=reverse("workstream", kwargs=address)
    )
