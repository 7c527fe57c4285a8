"""Pages about organisations and who acts for them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, permitted
from cupel_web.people import actions, queries
from cupel_web.people.forms import MemberForm, OrganisationForm
from cupel_web.people.models import Membership, Organisation
from cupel_web.people.passwords import send_first_password

PER_PAGE = 50


@permitted("people.list_organisations", queries.nothing)
@require_GET
def organisations(request: HttpRequest, _about: None) -> HttpResponse:
    """Every organisation, by name."""
    text = request.GET.get("q", "").strip()
    page = Paginator(queries.all_organisations(text=text), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "people/organisations.html", {"page": page, "text": text})


@permitted("people.found_organisation", queries.nothing)
def new_organisation(request: SignedInRequest, _about: None) -> HttpResponse:
    """Add an organisation."""
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        organisation = actions.found_organisation(form.wanted(), by=request.user, now=clock.now())
        return redirect("members", organisation=organisation.public_id)
    return render(request, "people/new_organisation.html", {"form": form})


@permitted("people.see_members", queries.organisation_seen_by)
@require_GET
def members(request: SignedInRequest, organisation: Organisation) -> HttpResponse:
    """Who acts for an organisation."""
    return _members_page(request, organisation, MemberForm(organisation=organisation))


@permitted("people.add_member", queries.organisation_seen_by)
@require_POST
def add_member(request: SignedInRequest, organisation: Organisation) -> HttpResponse:
    """Let a person act for the organisation, and send them a mail to set their password."""
    form = MemberForm(request.POST, organisation=organisation)
    if not form.is_valid():
        return _members_page(request, organisation, form, status=422)
    membership = actions.add_member(
        organisation, person=actions.NewMember(**form.cleaned_data), by=request.user, now=clock.now()
    )
    send_first_password(request, membership.person)
    messages.success(request, _("Added. New people get a mail with which they set their password."))
    return redirect("members", organisation=organisation.public_id)


@permitted("people.end_membership", queries.membership_seen_by)
@require_POST
def end_membership(request: SignedInRequest, membership: Membership) -> HttpResponse:
    """End a membership."""
    actions.end_membership(membership, by=request.user, now=clock.now())
    messages.success(request, _("The membership has ended."))
    return redirect("members", organisation=membership.organisation.public_id)


def _members_page(
    request: SignedInRequest, organisation: Organisation, form: MemberForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "organisation": organisation,
        "members": queries.members_of(organisation),
        "form": form,
        "may_add": request.user.has_perm("people.add_member", organisation),
    }
    return render(request, "people/members.html", context, status=status)
