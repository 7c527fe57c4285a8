"""Drafts: all of them, open one, close one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cupel.errors import CupelError
from cupel_web.drafting import actions
from cupel_web.drafting.forms import CloseForm, OpenForm
from cupel_web.drafting.models import Draft, Outcome
from cupel_web.drafting.queries.records import draft_seen_by, drafts_seen_by, group_that_drafts
from cupel_web.groups.forms import refuse
from cupel_web.groups.models import Group
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, permitted, signed_in
from cupel_web.kernel.lists import asked, paged

FORM = "drafting/form.html"


@signed_in
@require_GET
def drafts(request: SignedInRequest) -> HttpResponse:
    """The drafts that the person may read, the newest first."""
    text = asked(request, "q")
    found = drafts_seen_by(request.user)
    if text:
        found = found.filter(purpose__icontains=text) | found.filter(edition__icontains=text)
    return render(request, "drafting/drafts.html", {"page": paged(request, found), "text": text})


@permitted("drafting.open", group_that_drafts)
def open_draft(request: SignedInRequest, group: Group) -> HttpResponse:
    """Open a draft of the next edition."""
    form = OpenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            draft = actions.open_draft(group, form.wanted(), by=request.user, now=clock.now())
        except CupelError as error:
            refuse(form, error)
        else:
            return redirect("draft", draft=draft.public_id)
    page = {"form": form, "title": _("Open a draft"), "button": _("Open the draft"), "group": group,
            "back": reverse("group", kwargs={"slug": group.slug})}  # fmt: skip
    return render(request, FORM, page, status=422 if form.is_bound else 200)


@permitted("drafting.close", draft_seen_by)
def close_draft(request: SignedInRequest, draft: Draft) -> HttpResponse:
    """Edit it no more."""
    form = CloseForm(request.POST or None)
    back = reverse("draft", kwargs={"draft": draft.public_id})
    if request.method == "POST" and form.is_valid():
        outcome, reason = Outcome(form.cleaned_data["outcome"]), form.cleaned_data["reason"]
        try:
            actions.close_draft(draft, outcome, reason=reason, by=request.user, now=clock.now())
        except CupelError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The draft is closed."))
            return redirect(back)
    page = {"form": form, "title": _("Close the draft"), "button": _("Close it"), "draft": draft, "back": back}
    return render(request, FORM, page, status=422 if form.is_bound else 200)
