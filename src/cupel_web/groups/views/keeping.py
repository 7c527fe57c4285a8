"""Pages for those who keep a group: found and describe it, move it on, its terms of reference."""

from typing import Any, cast

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cupel.errors import CupelError
from cupel_web.groups import actions
from cupel_web.groups.forms import DayForm, GroupForm, MandateForm, StepForm, WordingForm, refuse
from cupel_web.groups.models import Group, TermsOfReference
from cupel_web.groups.queries.life import state_of, terms_on
from cupel_web.groups.queries.records import group_kept_by, terms_of
from cupel_web.groups.states import NEXT
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, permitted
from cupel_web.people.queries import nothing


@permitted("groups.propose_group", nothing)
def new_group(request: SignedInRequest, _about: None) -> HttpResponse:
    """Propose a group."""
    form = GroupForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        group = actions.propose_group(
            form.wanted(), on=given["on"], reason=given["reason"], by=request.user, now=clock.now()
        )
        return redirect("group", slug=group.slug)
    return _form(request, form, {"title": _("Propose a group"), "act": _("Propose")})


@permitted("groups.change_group", group_kept_by)
def edit_group(request: SignedInRequest, group: Group) -> HttpResponse:
    """Describe a group anew."""
    known = {"name": group.name, "purpose": group.purpose, "invites": group.invites, "revision": group.revision}
    form = WordingForm(request.POST or None, initial=known)
    page = {"title": _("Describe the group"), "act": _("Save"), "group": group}
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_group(
                group, form.wanted(), revision=form.cleaned_data["revision"], by=request.user, now=clock.now()
            )
        except CupelError as error:
            theirs = Group.objects.get(pk=group.pk)
            shown = [(_("Name"), theirs.name), (_("Purpose"), theirs.purpose), (_("Who may join"), theirs.invited)]
            return _stale(request, _renewed(form, theirs.revision), error, {**page, "theirs": shown})
        messages.success(request, _("Saved."))
        return redirect("group", slug=group.slug)
    return _form(request, form, page)


@permitted("groups.move_group", group_kept_by)
def move_group(request: SignedInRequest, group: Group) -> HttpResponse:
    """Move a group on in its life."""
    following = NEXT[state_of(group, on=clock.today())]
    form = StepForm(request.POST or None, following=following, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.move_group(group, form.wanted(), by=request.user, now=clock.now())
        except CupelError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Written down."))
            return redirect("group", slug=group.slug)
    return _form(request, form, {"title": _("Move the group on"), "act": _("Write down"), "group": group})


@permitted("groups.propose_terms", group_kept_by)
def new_terms(request: SignedInRequest, group: Group) -> HttpResponse:
    """Propose terms of reference, beginning with those in force."""
    form = MandateForm(request.POST or None, initial={**_texts(terms_on(group, clock.today())), "revision": 0})
    if request.method == "POST" and form.is_valid():
        try:
            proposed = actions.propose_terms(group, form.wanted(), by=request.user, now=clock.now())
        except CupelError as error:
            refuse(form, error)
        else:
            return redirect("terms", slug=group.slug, terms=proposed.public_id)
    return _form(request, form, {"title": _("Propose terms of reference"), "act": _("Propose"), "group": group})


@permitted("groups.propose_terms", terms_of)
def edit_terms(request: SignedInRequest, terms: TermsOfReference) -> HttpResponse:
    """Edit terms of reference while they are proposed."""
    form = MandateForm(request.POST or None, initial={**_texts(terms), "revision": terms.revision})
    page = {"title": _("Edit the terms of reference"), "act": _("Save"), "group": terms.group}
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_terms(
                terms, form.wanted(), revision=form.cleaned_data["revision"], by=request.user, now=clock.now()
            )
        except CupelError as error:
            theirs = TermsOfReference.objects.get(pk=terms.pk)
            shown = [(field.label, _texts(theirs)[name]) for name, field in form.fields.items() if name != "revision"]
            return _stale(request, _renewed(form, theirs.revision), error, {**page, "theirs": shown})
        messages.success(request, _("Saved."))
        return redirect("terms", slug=terms.group.slug, terms=terms.public_id)
    return _form(request, form, page)


@permitted("groups.approve_terms", terms_of)
@require_POST
def approve_terms(request: SignedInRequest, terms: TermsOfReference) -> HttpResponse:
    """Approve exactly this text."""
    form = DayForm(request.POST)
    if form.is_valid():
        try:
            actions.approve_terms(terms, on=form.cleaned_data["on"], by=request.user, now=clock.now())
        except CupelError as error:
            messages.error(request, f"{error.message} {error.remedy}")
        else:
            messages.success(request, _("Approved."))
    else:
        messages.error(request, _("Give the day of the approval."))
    return redirect("terms", slug=terms.group.slug, terms=terms.public_id)


def _texts(terms: TermsOfReference | None) -> dict[str, Any]:
    names = ("mandate", "out_of_scope", "composition", "working", "in_force", "lasts_until")
    return {name: getattr(terms, name) for name in names} if terms else {}


def _renewed(form: Form, revision: int) -> Form:
    """The same form over the newest revision: saving again is a choice made with both texts in sight."""
    data = cast("QueryDict", form.data).copy()
    data["revision"] = str(revision)
    form.data = data
    return form


def _stale(request: HttpRequest, form: Form, error: CupelError, page: dict[str, Any]) -> HttpResponse:
    refuse(form, error)
    return render(request, "groups/form.html", {"form": form, **page}, status=409)


def _form(request: HttpRequest, form: Form, page: dict[str, Any]) -> HttpResponse:
    return render(request, "groups/form.html", {"form": form, **page}, status=422 if form.is_bound else 200)
