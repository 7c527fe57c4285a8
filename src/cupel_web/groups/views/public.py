"""Pages that anybody may read: all groups, one group, its mandate, its rules; and joining without an account."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cupel.errors import CupelError
from cupel_web.groups import actions
from cupel_web.groups.boards import GROUPS
from cupel_web.groups.charts import balance_bars
from cupel_web.groups.forms import ApplicationForm, refuse
from cupel_web.groups.models import Group, ProcedureVersion
from cupel_web.groups.queries.composition import composition
from cupel_web.groups.queries.life import procedure_of, state_in, state_of, terms_on, version_on
from cupel_web.groups.queries.records import all_groups, application_with, group_named, terms_of
from cupel_web.groups.states import AT_WORK, GroupState
from cupel_web.kernel import clock
from cupel_web.kernel.access import public
from cupel_web.kernel.lists import paged
from cupel_web.kernel.models import User
from cupel_web.kernel.throttle import asks_too_often

APPLICATIONS_AN_HOUR = 10
"""From one address of the network, as each process counts."""


@public
@require_GET
def groups(request: HttpRequest) -> HttpResponse:
    """Every group in the order of the chain: working groups, councils, boards."""
    page = paged(request, all_groups())
    context = {
        "page": page,
        "groups": [(each, state_in(each.phases.all(), on=clock.today())) for each in page],
        "may_propose": isinstance(request.user, User) and request.user.has_perm("groups.propose_group"),
    }
    return render(request, "groups/groups.html", context)


@public
@require_GET
def group(request: HttpRequest, slug: str) -> HttpResponse:
    """What the group is for, where it stands, who sits in it, who may join."""
    found, on = group_named(slug), clock.today()
    state = state_of(found, on=on)
    seats = composition(found, on=on)
    context = {
        "group": found,
        "state": state,
        "phases": list(found.phases.all())[::-1],
        "terms": terms_on(found, on),
        "version": version_on(found.procedure_uid, on),
        "composition": seats,
        "sittings": paged(request, seats.sittings, "seats"),
        "bars": balance_bars(seats.balance),
        "may_apply": state in AT_WORK and bool(found.invites),
        "is_over": state is GroupState.CONCLUDED,
        "panels": GROUPS.about(found, user=request.user),
        **_may(request, found),
    }
    return render(request, "groups/group.html", context)


@public
@require_GET
def terms(request: HttpRequest, slug: str, terms: str) -> HttpResponse:
    """One version of the terms of reference: approved ones for all, a proposal for those who may see it."""
    user = request.user if isinstance(request.user, User) else None
    found = terms_of(user, slug, terms)
    approved = hasattr(found, "approval")
    if not approved and not (user and user.has_perm("groups.enter", found.group)):
        raise Http404
    context = {
        "group": found.group,
        "terms": found,
        "approved": approved,
        "may_edit": user is not None and not approved and user.has_perm("groups.propose_terms", found),
        "may_approve": user is not None and not approved and user.has_perm("groups.approve_terms", found),
        "others": paged(request, found.group.terms.exclude(pk=found.pk).filter(approval__isnull=False), "versions"),
        "today": clock.today(),
    }
    return render(request, "groups/terms.html", context)


@public
@require_GET
def rules(request: HttpRequest, slug: str) -> HttpResponse:
    """The rules in force, in words, and every version there was."""
    found = group_named(slug)
    version = version_on(found.procedure_uid, clock.today())
    versions = ProcedureVersion.objects.filter(uid=found.procedure_uid)
    context = {
        "group": found,
        "version": version,
        "procedure": version.procedure if version else None,
        "versions": paged(request, versions, "versions"),
    }
    return render(request, "groups/rules.html", context)


@public
def apply(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for a seat."""
    found, on = group_named(slug), clock.today()
    if state_of(found, on=on) not in AT_WORK or not found.invites:
        raise Http404
    seats = composition(found, on=on).open_seats
    rules_now = procedure_of(found, on=on)
    categories = rules_now.categories if rules_now else ()
    form = ApplicationForm(request.POST or None, group=found, seats=seats, categories=categories)
    if request.method == "POST" and form.is_valid():
        if form.is_trap:
            return render(request, "groups/applied.html", {"group": found})
        if asks_too_often(request, what="applications", most=APPLICATIONS_AN_HOUR):
            form.add_error(None, _("Too many applications came from your network. Try again in an hour."))
            return render(request, "groups/apply.html", {"group": found, "form": form}, status=429)
        try:
            actions.apply(found, form.wanted(), now=clock.now())
        except CupelError as error:
            refuse(form, error)
        else:
            return render(request, "groups/applied.html", {"group": found})
    status = 422 if form.is_bound else 200
    return render(request, "groups/apply.html", {"group": found, "form": form}, status=status)


@public
def my_application(request: HttpRequest, secret: str) -> HttpResponse:
    """The applicant's own page: confirm the address, follow, withdraw."""
    found = application_with(secret)
    if request.method == "POST":
        if "withdraw" in request.POST:
            actions.withdraw_application(found, now=clock.now())
        else:
            actions.confirm_application(found, now=clock.now())
        return redirect("my_application", secret=secret)
    return render(request, "groups/my_application.html", {"application": found, "secret": secret})


def _may(request: HttpRequest, group: Group) -> dict[str, bool]:
    permissions = ("change_group", "move_group", "propose_terms", "keep_seats", "see_applications", "enter")
    user = request.user
    return {f"may_{name}": isinstance(user, User) and user.has_perm(f"groups.{name}", group) for name in permissions}
