"""Pages of seats: who sits, until when, who may enter; open, fill, renew, end."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cupel.errors import CupelError
from cupel_web.groups import actions
from cupel_web.groups.forms import AccessForm, DayForm, FillingForm, SeatForm, refuse, seat_categories
from cupel_web.groups.models import Access, AccessRole, Application, Group, Part, SeatRecord, Tenure
from cupel_web.groups.queries.composition import sittings_of
from cupel_web.groups.queries.life import procedure_of
from cupel_web.groups.queries.records import access_of, group_kept_by, seat_of, tenure_of
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, permitted
from cupel_web.kernel.lists import asked, paged
from cupel_web.people.actions import registered

TERM = timedelta(days=3 * 365)
"""What the form offers as a term; the person who seats decides."""


@permitted("groups.keep_seats", group_kept_by)
@require_GET
def seats(request: SignedInRequest, group: Group) -> HttpResponse:
    """Every seat with who fills it, and who may enter the group's rooms."""
    sittings = sittings_of(group, on=clock.today())
    context = {
        "group": group,
        "sittings": paged(request, sittings, "seats"),
        "left": [sitting.seat for sitting in sittings if sitting.has_left],
        "access": paged(
            request,
            Access.objects.current().filter(group=group).select_related("person").order_by("role", "pk"),
            "access",
        ),
        "form": AccessForm(),
        "today": clock.today(),
    }
    return render(request, "groups/seats.html", context)


@permitted("groups.keep_seats", group_kept_by)
def new_seat(request: SignedInRequest, group: Group) -> HttpResponse:
    """Open a seat; for an accepted applicant, who is seated next."""
    application = _accepted(group, asked(request, "application"))
    known = {"category": application.category, "capacity": application.capacity} if application else {}
    categories = seat_categories(procedure_of(group, on=clock.today()))
    form = SeatForm(request.POST or None, categories=categories, initial={"opened_on": clock.today(), **known})
    if request.method == "POST" and form.is_valid():
        try:
            seat = actions.open_seat(group, form.wanted(), by=request.user, now=clock.now())
        except CupelError as error:
            refuse(form, error)
        else:
            if application is None:
                return redirect("seats", slug=group.slug)
            path = reverse("fill_seat", kwargs={"slug": group.slug, "seat": seat.public_id})
            return redirect(f"{path}?application={application.public_id}")
    page = {"form": form, "group": group, "title": _("Open a seat"), "act": _("Open")}
    return render(request, "groups/form.html", page, status=422 if form.is_bound else 200)


@permitted("groups.keep_seats", seat_of)
def fill_seat(request: SignedInRequest, seat: SeatRecord) -> HttpResponse:
    """Seat a person; from an accepted application the form is filled in."""
    application = _accepted(seat.group, asked(request, "application"))
    known = {"email": application.email, "name": application.name} if application else {}
    initial = {
        **known,
        "first": clock.today(),
        "last": clock.today() + TERM,
        "part": Part.HOLDER,
        "access": AccessRole.MEMBER,
    }
    form = FillingForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.fill_seat(seat, form.newcomer(), application=application, by=request.user, now=clock.now())
        except CupelError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Seated. The seat counts once the undertakings are accepted."))
            return redirect("seats", slug=seat.group.slug)
    title = _("Fill the seat {seat}").format(seat=seat.label)
    page = {"form": form, "group": seat.group, "title": title, "act": _("Seat")}
    return render(request, "groups/form.html", page, status=422 if form.is_bound else 200)


@permitted("groups.keep_seats", seat_of)
@require_POST
def close_seat(request: SignedInRequest, seat: SeatRecord) -> HttpResponse:
    """Close a seat as of today."""
    actions.close_seat(seat, on=clock.today(), by=request.user, now=clock.now())
    return redirect("seats", slug=seat.group.slug)


@permitted("groups.keep_seats", tenure_of)
def renew_tenure(request: SignedInRequest, tenure: Tenure) -> HttpResponse:
    """Another term for the same person."""
    form = DayForm(request.POST or None, initial={"on": tenure.term_ends + TERM})
    if request.method == "POST" and form.is_valid():
        try:
            actions.renew_tenure(tenure, last=form.cleaned_data["on"], by=request.user, now=clock.now())
        except CupelError as error:
            refuse(form, error)
        else:
            return redirect("seats", slug=tenure.seat.group.slug)
    title = _("Renew the term on the seat {seat}: until when?").format(seat=tenure.seat.label)
    page = {"form": form, "group": tenure.seat.group, "title": title, "act": _("Renew")}
    return render(request, "groups/form.html", page, status=422 if form.is_bound else 200)


@permitted("groups.keep_seats", tenure_of)
@require_POST
def end_tenure(request: SignedInRequest, tenure: Tenure) -> HttpResponse:
    """The person leaves the seat as of today."""
    actions.end_tenure(tenure, on=clock.today(), by=request.user, now=clock.now())
    return redirect("seats", slug=tenure.seat.group.slug)


@permitted("groups.keep_seats", group_kept_by)
@require_POST
def grant_access(request: SignedInRequest, group: Group) -> HttpResponse:
    """Let a person enter the group's rooms."""
    form = AccessForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        person = registered(given["email"], name=given["name"])
        actions.grant_access(group, person=person, role=AccessRole(given["role"]), by=request.user, now=clock.now())
        messages.success(request, _("They may enter."))
    else:
        messages.error(request, _("Give a name and a valid e-mail address."))
    return redirect("seats", slug=group.slug)


@permitted("groups.keep_seats", access_of)
@require_POST
def end_access(request: SignedInRequest, access: Access) -> HttpResponse:
    """The person may no longer enter."""
    actions.end_access(access, by=request.user, now=clock.now())
    return redirect("seats", slug=access.group.slug)


def _accepted(group: Group, public_id: str) -> Application | None:
    """The accepted application to this group that the page was opened with."""
    found = Application.objects.filter(group=group, public_id=public_id, ruling__accepted=True)
    return found.first()
