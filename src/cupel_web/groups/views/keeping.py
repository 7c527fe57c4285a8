"""Pages for those who keep a group: found and describe it, move it on, its terms of reference."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
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
from cupel_web.kernel.revisions import fields_in_words, renew
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
    form = WordingForm(request.POST or None, initial=_wording(group))
    page = {"title": _("Describe the group"), "act": _("Save"), "group": group}
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_group(
                group, form.wanted(), revision=form.cleaned_data["revision"], by=request.user, now=clock.now()
            )
        except CupelError as error:
            return _refused(request, form, error, page, _wording(Group.objects.get(pk=group.pk)))
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
    form = MandateForm(request.POST or None, initial=_begun(terms_on(group, clock.today())))
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
    form = MandateForm(request.POST or None, initial=_texts(terms))
    page = {"title": _("Edit the terms of reference"), "act": _("Save"), "group": terms.group}
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_terms(
                terms, form.wanted(), revision=form.cleaned_data["revision"], by=request.user, now=clock.now()
            )
        except CupelError as error:
            return _refused(request, form, error, page, _texts(TermsOfReference.objects.get(pk=terms.pk)))
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


def _wording(group: Group) -> dict[str, Any]:
    return {name: getattr(group, name) for name in WordingForm.base_fields}


def _texts(terms: TermsOfReference) -> dict[str, Any]:
    return {name: getattr(terms, name) for name in MandateForm.base_fields}


def _begun(terms: TermsOfReference | None) -> dict[str, Any]:
    return {**(_texts(terms) if terms else {}), "revision": 0}


def _refused(
    request: HttpRequest, form: Form, error: CupelError, page: dict[str, Any], known: dict[str, Any]
) -> HttpResponse:
    """Of two who edit at once the second sees what the first saved, or that it was approved, and may save again."""
    refuse(form, error)
    renew(form, revision=known["revision"])
    context = {"form": form, **page, "theirs": fields_in_words(form, known)}
    return render(request, "groups/form.html", context, status=409)


def _form(request: HttpRequest, form: Form, page: dict[str, Any]) -> HttpResponse:
    return render(request, "groups/form.html", {"form": form, **page}, status=422 if form.is_bound else 200)
