"""A person's own page: who they are, where they work, what they declared and accepted; take it along, be forgotten."""

import json

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, permitted, signed_in
from cupel_web.kernel.models import User
from cupel_web.notices.queries import preference_of
from cupel_web.people import actions, personal
from cupel_web.people.forms import AboutMeForm, InterestForm, WorkForm
from cupel_web.people.models import Acceptance, Affiliation, Interest
from cupel_web.people.queries import affiliation_of, interest_of, myself, unaccepted, undertaking_of


@signed_in
def me(request: SignedInRequest) -> HttpResponse:
    """Everything a person keeps about themselves."""
    person, profile = request.user, actions.profile_of(request.user)
    known = {name: getattr(profile, name) for name in ("country", "zone", "about", "named_in_public")}
    form = AboutMeForm(request.POST or None, initial={"name": person.name, **known})
    if request.method == "POST" and form.is_valid():
        actions.change_profile(person, about=form.wanted(), now=clock.now())
        messages.success(request, _("Saved."))
        return redirect("me")
    return _page(request, status=422 if form.is_bound else 200, form=form)


@permitted("people.change_person", myself)
@require_POST
def add_affiliation(request: SignedInRequest, person: User) -> HttpResponse:
    """Write down where one works."""
    form = WorkForm(request.POST)
    if not form.is_valid():
        return _page(request, status=422, work=form)
    actions.affiliate(person, work=form.wanted(), by=request.user, now=clock.now())
    return redirect("me")


@signed_in
@require_POST
def end_affiliation(request: SignedInRequest, affiliation: str) -> HttpResponse:
    """One works there no longer, as of today."""
    today = clock.today()
    actions.end_affiliation(affiliation_of(request.user, affiliation), until=today, by=request.user, now=clock.now())
    return redirect("me")


@signed_in
@require_POST
def declare_interest(request: SignedInRequest) -> HttpResponse:
    """Declare a conflict of interest."""
    form = InterestForm(request.POST)
    if not form.is_valid():
        return _page(request, status=422, interest=form)
    actions.declare_interest(request.user, text=form.cleaned_data["text"], now=clock.now())
    return redirect("me")


@signed_in
@require_POST
def end_interest(request: SignedInRequest, interest: str) -> HttpResponse:
    """The interest is over."""
    actions.end_interest(interest_of(request.user, interest), by=request.user, now=clock.now())
    return redirect("me")


@signed_in
@require_POST
def accept(request: SignedInRequest, undertaking: str) -> HttpResponse:
    """Accept a version of an undertaking."""
    actions.accept_undertaking(undertaking_of(request.user, undertaking), person=request.user, now=clock.now())
    messages.success(request, _("Accepted."))
    return redirect("me")


@signed_in
@require_GET
def export(request: SignedInRequest) -> HttpResponse:
    """All that is held about the person, as JSON."""
    text = json.dumps(personal.exported(request.user), ensure_ascii=False, indent=1)
    headers = {"Content-Disposition": 'attachment; filename="my-data.json"'}
    return HttpResponse(text, content_type="application/json; charset=utf-8", headers=headers)


@signed_in
def erase(request: SignedInRequest) -> HttpResponse:
    """Be forgotten: typed in full, so that nobody does it by a slip."""
    if request.method == "POST":
        if request.POST.get("email", "").strip().lower() == request.user.email:
            person = request.user
            logout(request)
            actions.erase_person(person, by=person, now=clock.now())
            return render(request, "people/erased.html")
        messages.error(request, _("That is not your e-mail address; nothing was erased."))
    return render(request, "people/erase.html")


def _page(request: HttpRequest, *, status: int, **forms: object) -> HttpResponse:
    person: User = request.user  # type: ignore[assignment]
    today = clock.today()
    profile = actions.profile_of(person)
    known = {name: getattr(profile, name) for name in ("country", "zone", "about", "named_in_public")}
    context = {
        "mail": preference_of(person),
        "affiliations": Affiliation.objects.filter(person=person).select_related("organisation"),
        "interests": Interest.objects.filter(person=person),
        "unaccepted": unaccepted(person, on=today),
        "accepted": Acceptance.objects.filter(person=person).select_related("undertaking"),
        "form": AboutMeForm(initial={"name": person.name, **known}),
        "work": WorkForm(initial={"since": today}),
        "interest": InterestForm(),
        **forms,
    }
    return render(request, "people/me.html", context, status=status)
