"""Pages of screenings: start one, watch it, see what it found, continue it."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from cupel.screening.tuning import MINUTES_PER_HIT
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, permitted, with_files
from cupel_web.people.models import Organisation
from cupel_web.people.queries import company_of
from cupel_web.screening import actions
from cupel_web.screening.forms import AgainForm, ScreeningForm, text_asked
from cupel_web.screening.models import Screening
from cupel_web.screening.queries import owned
from cupel_web.screening.queries import screenings as queries
from cupel_web.screening.queries.lists import usable_versions
from cupel_web.screening.queries.reviews import open_hits
from cupel_web.screening.running import EVENTS

PER_PAGE = 50
SHOWN_UNSCREENABLE = 50
MOST_MINUTES = 600.0


@permitted("screening.read_screenings", company_of)
@require_GET
def screenings(request: SignedInRequest, company: Organisation) -> HttpResponse:
    """A company's screenings, newest first."""
    text = text_asked(request)
    found = queries.screenings_in(company, on=clock.today(), text=text)
    context = {
        "company": company,
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "text": text,
        "may_start": request.user.has_perm("screening.start_screening", company),
    }
    return render(request, "screening/screenings.html", context)


@with_files
@permitted("screening.start_screening", company_of)
def new_screening(request: SignedInRequest, company: Organisation) -> HttpResponse:
    """Start a screening."""
    form = ScreeningForm(request.POST or None, request.FILES or None, company=company)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        wanted = actions.Wanted(
            lists=list(given["lists"]), threshold=given["threshold"], data=given["data_version"],
            party_file=given["party_file"],
        )  # fmt: skip
        started = actions.start_screening(company, wanted=wanted, by=request.user, now=clock.now())
        return redirect("screening", company=company.public_id, screening=started.public_id)
    context = {"company": company, "form": form, "has_lists": usable_versions(company).exists()}
    return render(request, "screening/new_screening.html", context, status=422 if form.is_bound else 200)


@permitted("screening.read_screenings", queries.screening_of)
@require_GET
def screening(request: SignedInRequest, screening: Screening) -> HttpResponse:
    """A screening: its progress, then hits by score, what is left, what could not be screened."""
    used = queries.lists_used(screening)
    versions = [each.version for each in used]
    context = _about(screening, tab="screening", job=screening.job, used=used, versions=versions)
    if screening.is_done:
        on = clock.today()
        unscreenable, unread = queries.table(screening, "unscreenable"), queries.unread(screening)
        newer = {version.pk for version in queries.newer_lists(screening)}
        context |= {
            "bands": queries.bands(screening, on=on),
            "owners": owned.owners(screening, on=on),
            "left": open_hits(screening, on=on).count(),
            "unscreenable": unscreenable.head(SHOWN_UNSCREENABLE).to_dicts(),
            "more_unscreenable": max(unscreenable.height - SHOWN_UNSCREENABLE, 0),
            "unread": unread.head(SHOWN_UNSCREENABLE).to_dicts(),
            "more_unread": max(unread.height - SHOWN_UNSCREENABLE, 0),
            "later": screening.later.order_by("pk").last(),
            "lists_changed": newer != {version.pk for version in versions},
            "data_changed": queries.newer_data(screening) != screening.data,
            "may_start": request.user.has_perm("screening.start_screening", screening),
            "form": AgainForm(),
        }
    return render(request, "screening/screening.html", context)


@permitted("screening.read_screenings", queries.screening_of)
@require_GET
def screening_progress(request: HttpRequest, screening: Screening) -> HttpResponse:
    """The moving part of a screening's page; when it is over, the browser loads the page again."""
    if screening.job.is_over:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "diligence/parts/progress.html", {"job": screening.job, "poll": request.path})


@with_files
@permitted("screening.start_screening", queries.finished_screening_of)
def screen_again(request: SignedInRequest, screening: Screening) -> HttpResponse:
    """Continue a screening with the newest lists and parties."""
    form = AgainForm(request.POST, request.FILES) if request.method == "POST" else AgainForm()
    if request.method == "POST" and form.is_valid():
        wanted = actions.Wanted(
            lists=queries.newer_lists(screening),
            threshold=screening.threshold,
            data=queries.newer_data(screening),
            party_file=form.cleaned_data["party_file"] if screening.data is None else None,
        )
        started = actions.screen_again(screening, wanted=wanted, by=request.user, now=clock.now())
        return redirect("screening", company=screening.company.public_id, screening=started.public_id)
    context = _about(screening, tab="", form=form, lists=queries.newer_lists(screening))
    return render(request, "screening/again.html", context, status=422 if form.is_bound else 200)


@permitted("screening.read_screenings", queries.finished_screening_of)
@require_GET
def screening_changes(request: HttpRequest, screening: Screening) -> HttpResponse:
    """What came of each hit since the screening before."""
    event = request.GET.get("event", "")
    found = queries.changes(screening, event=event if event in EVENTS else "")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    counted = (screening.summary or {})["changes"]
    context = _about(screening, tab="changes", page=page, event=event, events=EVENTS)
    context["counts"] = [(code, counted.get(code, 0)) for code in EVENTS]
    queries.with_hits(list(page), screening)
    return render(request, "screening/changes.html", context)


@permitted("screening.read_screenings", queries.finished_screening_of)
@require_GET
def tuning(request: HttpRequest, screening: Screening) -> HttpResponse:
    """Thresholds against the work they leave, on the company's own data."""
    minutes = _minutes(request.GET.get("minutes", ""))
    told = queries.tuning(screening, minutes_per_hit=minutes, on=clock.today())
    return render(request, "screening/tuning.html", _about(screening, tab="tuning", minutes=minutes, **told))


def _minutes(text: str) -> float:
    try:
        asked = float(text)
    except ValueError:
        return MINUTES_PER_HIT
    return asked if 0 < asked <= MOST_MINUTES else MINUTES_PER_HIT


def _about(screening: Screening, **context: object) -> dict[str, Any]:
    return {"company": screening.company, "screening": screening, **context}
