"""How long records are kept: the page for everybody, and the secretariat's acts on it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cupel.errors import CupelError
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, permitted, public
from cupel_web.kernel.models import User
from cupel_web.kernel.retention import Kind, RetentionClass
from cupel_web.people import actions
from cupel_web.people.forms import HoldForm, RetentionForm
from cupel_web.people.models import Disposal, Hold, RetentionTerm
from cupel_web.people.retention import (
    MOST_DUE,
    class_named,
    due_records,
    hold_named,
    kind_named,
    rules,
    standings,
)

PER_PAGE = 50


@public
@require_GET
def retention(request: HttpRequest) -> HttpResponse:
    """Every kind of record with its class, clock and act; for the secretariat with what is due, and the holds."""
    today = clock.today()
    keeps = isinstance(request.user, User) and request.user.has_perm("people.keep_records")
    context = {
        "today": today,
        "keeps": keeps,
        "classes": list(rules(on=today).values()),
        "standings": standings(on=today, counted=keeps),
        "disposals": Paginator(Disposal.objects.all(), PER_PAGE).get_page(request.GET.get("page")),
        "holds": Hold.objects.order_by("-first", "-pk") if keeps else [],
        "versions": RetentionTerm.objects.order_by("-set_at", "-pk"),
    }
    return render(request, "people/retention.html", context)


@permitted("people.keep_records", kind_named)
@require_GET
def due(request: SignedInRequest, kind: Kind) -> HttpResponse:
    """Records of a kind whose time is over, by their ids."""
    rule = rules(on=clock.today())[kind.retention.code]
    found = due_records(kind, rule, most=MOST_DUE)
    return render(request, "people/due_records.html", {"kind": kind, "rule": rule, "found": found, "most": MOST_DUE})


@permitted("people.keep_records", class_named)
def set_retention(request: SignedInRequest, retention: RetentionClass) -> HttpResponse:
    """Change how long records of a class are kept."""
    term = rules(on=clock.today())[retention.code].term
    known = {"length": term.length, "unit": term.unit.value, "in_force": clock.today()} if term else {}
    form = RetentionForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_retention(retention, form.wanted(), by=request.user, now=clock.now())
        except CupelError as error:
            form.add_error(None, f"{error.message} {error.remedy}")
        else:
            messages.success(request, _("The term is set."))
            return redirect("retention")
    return _form(request, form, retention, title=_("Change how long"), button=_("Set the term"))


@permitted("people.keep_records", class_named)
def hold_records(request: SignedInRequest, retention: RetentionClass) -> HttpResponse:
    """Hold a class, or one record of it."""
    form = HoldForm(request.POST or None, initial={"record": request.GET.get("record", "")})
    if request.method == "POST" and form.is_valid():
        try:
            actions.hold_records(retention, form.wanted(), by=request.user, now=clock.now())
        except CupelError as error:
            form.add_error(None, f"{error.message} {error.remedy}")
        else:
            messages.success(request, _("Held: nothing of it is deleted or redacted until the hold is lifted."))
            return redirect("retention")
    return _form(request, form, retention, title=_("Pause the clock"), button=_("Hold"))


@permitted("people.keep_records", hold_named)
@require_POST
def lift_hold(request: SignedInRequest, hold: Hold) -> HttpResponse:
    """The clock runs again."""
    try:
        actions.lift_hold(hold, by=request.user, now=clock.now())
    except CupelError as error:
        messages.error(request, f"{error.message} {error.remedy}")
    else:
        messages.success(request, _("The clock runs again."))
    return redirect("retention")


def _form(request: HttpRequest, form: Form, retention: RetentionClass, *, title: str, button: str) -> HttpResponse:
    page = {"form": form, "retention": retention, "title": title, "button": button}
    return render(request, "people/retention_form.html", page, status=422 if form.is_bound else 200)
