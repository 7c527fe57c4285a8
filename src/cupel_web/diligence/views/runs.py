"""Pages of runs: start one, watch it, see what it found at a glance."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from cupel_web.diligence import actions
from cupel_web.diligence.forms import RunForm
from cupel_web.diligence.models import Run, Version
from cupel_web.diligence.queries import outputs, records, tallies
from cupel_web.diligence.queries.taken import taken_in
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, permitted
from cupel_web.people.models import Organisation
from cupel_web.people.queries import company_of
from cupel_web.standards.queries import runnable_editions

PER_PAGE = 50


@permitted("diligence.start_run", records.version_of)
@require_POST
def start_run(request: SignedInRequest, version: Version) -> HttpResponse:
    """Start a run of an edition over a version."""
    company = version.data_set.company.public_id
    form = RunForm(request.POST, editions=runnable_editions())
    if not version.can_run or not form.is_valid():
        return redirect("version", company=company, version=version.public_id)
    standard, edition = form.cleaned_data["edition"]
    run = actions.start_run(version, standard=standard, edition=edition, by=request.user, now=clock.now())
    return redirect("run", company=company, run=run.public_id)


@permitted("diligence.read_data", company_of)
@require_GET
def runs(request: HttpRequest, company: Organisation) -> HttpResponse:
    """A company's runs, newest first."""
    text, edition = request.GET.get("q", "").strip(), request.GET.get("edition", "")
    standard, _at, year = edition.partition("@")
    found = records.runs_in(company, standard=standard, edition=year, text=text)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    shown = [(run, tallies.flagged(run), tallies.unknown(run)) for run in page]
    context = {"company": company, "page": page, "runs": shown, "text": text, "edition": edition}
    return render(request, "diligence/runs.html", {**context, "editions": runnable_editions()})


@permitted("diligence.read_data", records.run_of)
@require_GET
def run(request: HttpRequest, run: Run) -> HttpResponse:
    """A run: its progress, then what it found."""
    context = {
        "company": run.version.data_set.company,
        "run": run,
        "job": run.job,
        "severities": tallies.flagged_by_severity(run),
        "unknown": tallies.unknown(run),
        "flagged": tallies.flagged(run),
        "clauses": sorted(tallies.by_clause(run), key=lambda tally: tallies.SEVERITIES.index(tally.severity)),
        "taken": taken_in(run) if run.is_done else [],
        "files": outputs.files_of(run) if run.is_done else [],
        "before": records.run_before(run),
    }
    return render(request, "diligence/run.html", context)


@permitted("diligence.read_data", records.run_of)
@require_GET
def run_progress(request: HttpRequest, run: Run) -> HttpResponse:
    """The moving part of a run's page; when the run is over, the browser loads the page again."""
    if run.job.is_over:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "diligence/parts/progress.html", {"job": run.job, "poll": request.path})
