"""Pages of data sets: upload, the check of them, correction."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cupel_web.diligence import actions
from cupel_web.diligence.forms import FilesForm, RunForm, UploadForm
from cupel_web.diligence.models import DataSet, Version
from cupel_web.diligence.queries import records
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, permitted, with_files
from cupel_web.kernel.files import path_of
from cupel_web.people.models import Organisation
from cupel_web.people.queries import company_of
from cupel_web.standards.queries import runnable_editions

PER_PAGE = 50


@permitted("diligence.read_data", company_of)
@require_GET
def data_sets(request: SignedInRequest, company: Organisation) -> HttpResponse:
    """A company's data sets with the state of their latest version."""
    text = request.GET.get("q", "").strip()
    page = Paginator(records.data_sets_in(company, text=text), PER_PAGE).get_page(request.GET.get("page"))
    context = {"company": company, "page": page, "text": text, "may_upload": _may_upload(request, company)}
    return render(request, "diligence/data_sets.html", context)


@with_files
@permitted("diligence.upload_data", company_of)
def upload(request: SignedInRequest, company: Organisation) -> HttpResponse:
    """Upload the books of a company as a new data set."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        version = actions.upload_books(
            company, name=form.cleaned_data["name"], files=form.cleaned_data["books"], by=request.user, now=clock.now()
        )
        return _to_version(version)
    status = 422 if form.is_bound else 200
    return render(request, "diligence/upload.html", {"company": company, "form": form}, status=status)


@permitted("diligence.read_data", records.data_set_of)
@require_GET
def data_set(request: SignedInRequest, data_set: DataSet) -> HttpResponse:
    """A data set and its versions."""
    page = Paginator(records.versions_in(data_set), PER_PAGE).get_page(request.GET.get("page"))
    context = {"company": data_set.company, "data_set": data_set, "page": page}
    return render(request, "diligence/data_set.html", {**context, "may_upload": _may_upload(request, data_set)})


@with_files
@permitted("diligence.upload_data", records.data_set_of)
def replace(request: SignedInRequest, data_set: DataSet) -> HttpResponse:
    """Upload books again, as the next version."""
    form = FilesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        files = form.cleaned_data["books"]
        return _to_version(actions.replace_books(data_set, files=files, by=request.user, now=clock.now()))
    context = {"company": data_set.company, "data_set": data_set, "form": form}
    return render(request, "diligence/replace.html", context, status=422 if form.is_bound else 200)


@permitted("diligence.read_data", records.version_of)
@require_GET
def version(request: SignedInRequest, version: Version) -> HttpResponse:
    """A version: its check as it goes on, then the report, the quarantine, and the runs over it."""
    return render(request, "diligence/version.html", _version_context(request, version))


@permitted("diligence.read_data", records.version_of)
@require_GET
def version_progress(request: HttpRequest, version: Version) -> HttpResponse:
    """The moving part of a version's page; when the check is over, the browser loads the page again."""
    if version.job.is_over:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "diligence/parts/progress.html", {"job": version.job, "poll": request.path})


@permitted("diligence.read_data", records.version_of)
@require_GET
def quarantine(request: HttpRequest, version: Version) -> FileResponse:  # noqa: ARG001
    """The rejected rows as a workbook, one reason per row."""
    if version.quarantine is None:
        raise Http404
    name = f"quarantine-{version.data_set.public_id}-{version.number}.xlsx"
    return FileResponse(path_of(version.quarantine).open("rb"), as_attachment=True, filename=name)


@with_files
@permitted("diligence.upload_data", records.version_of)
def correct(request: SignedInRequest, version: Version) -> HttpResponse:
    """Upload the corrected quarantine alone; the version's good rows stay."""
    form = FilesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        files = form.cleaned_data["books"]
        corrected = actions.correct_books(version, files=files, by=request.user, now=clock.now())
        messages.success(request, _("The corrected rows are being checked."))
        return _to_version(corrected)
    context = {"company": version.data_set.company, "version": version, "form": form}
    return render(request, "diligence/correct.html", context, status=422 if form.is_bound else 200)


def _to_version(version: Version) -> HttpResponse:
    return redirect("version", company=version.data_set.company.public_id, version=version.public_id)


def _may_upload(request: SignedInRequest, record: Organisation | DataSet | Version) -> bool:
    return request.user.has_perm("diligence.upload_data", record)


def _version_context(request: SignedInRequest, version: Version) -> dict[str, object]:
    may_run = version.can_run and request.user.has_perm("diligence.start_run", version)
    return {
        "company": version.data_set.company,
        "version": version,
        "job": version.job,
        "files": version.files.select_related("stored"),
        "runs": records.runs_of_version(version)[:PER_PAGE],
        "run_form": RunForm(editions=runnable_editions()) if may_run else None,
        "may_upload": _may_upload(request, version),
    }
