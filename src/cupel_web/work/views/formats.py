"""Pages of formats: what deliverables of a kind consist of."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cupel.errors import CupelError
from cupel_web.groups.forms import refuse
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, may, permitted, public
from cupel_web.kernel.lists import asked, paged
from cupel_web.people.queries import nothing
from cupel_web.work import actions
from cupel_web.work.forms.work import ROWS, FormatForm, rows_of
from cupel_web.work.models import Format
from cupel_web.work.queries import records


@public
@require_GET
def formats(request: HttpRequest) -> HttpResponse:
    """The newest version of every format."""
    context = {"page": paged(request, records.newest_formats()), "may_adopt": may(request, "work.adopt_format", None)}
    return render(request, "work/formats.html", context)


@public
@require_GET
def format_version(request: HttpRequest, uid: str, number: int | None = None) -> HttpResponse:
    """A version of a format with its parts; the newest without a number."""
    shown, versions = records.format_version(uid, number)
    context = {
        "format": shown,
        "versions": paged(request, versions, "versions"),
        "may_adopt": may(request, "work.adopt_format", None),
    }
    return render(request, "work/format.html", context)


@permitted("work.adopt_format", nothing)
def new_format(request: SignedInRequest, _about: None) -> HttpResponse:
    """Adopt a format, or with ``from`` the next version of one."""
    known = Format.objects.filter(uid=asked(request, "from")).first()
    start = {"title": known.title, "uid": known.uid, "kind": known.kind} if known else {}
    form = FormatForm(request.POST or None, initial=start)
    rows = ROWS(request.POST or None, initial=rows_of(known.checks) if known else None, prefix="parts")
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        try:
            adopted = actions.adopt_format(form.wanted(rows), by=request.user, now=clock.now())
        except CupelError as error:
            refuse(form, error)
        else:
            return redirect("format", uid=adopted.uid)
    status = 422 if form.is_bound else 200
    context = {"form": form, "rows": rows, "title": _("Adopt a format"), "known": known}
    return render(request, "work/new_format.html", context, status=status)
