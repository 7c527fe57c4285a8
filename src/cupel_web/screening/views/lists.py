"""Pages of lists: versions, what changed between two, import, how often versions are expected."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from cupel.screening.lists import FORMATS, diff_versions, read_version
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, permitted, with_files
from cupel_web.people.models import Organisation
from cupel_web.people.queries import organisation_of
from cupel_web.screening import actions
from cupel_web.screening.folders import folder_of
from cupel_web.screening.forms import ListForm, RhythmForm, VersionForm, text_asked
from cupel_web.screening.models import ListVersion, WatchList
from cupel_web.screening.policies import Seen
from cupel_web.screening.queries import lists as queries

PER_PAGE = 50
KINDS = ("added", "removed", "changed")


@permitted("screening.read_lists", organisation_of)
@require_GET
def lists(request: SignedInRequest, organisation: Organisation) -> HttpResponse:
    """The organisation's lists and the shared ones, each with its newest version."""
    text = text_asked(request)
    found = queries.with_newest(queries.lists_seen_by(organisation, text=text))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "organisation": organisation,
        "page": page,
        "rows": queries.held(page, on=clock.today()),
        "text": text,
        "may_import": request.user.has_perm("screening.import_list", organisation),
    }
    return render(request, "screening/lists.html", context)


@with_files
@permitted("screening.import_list", organisation_of)
def import_list(request: SignedInRequest, organisation: Organisation) -> HttpResponse:
    """Import the first version of a list."""
    form = ListForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"organisation": organisation, "form": form}
    return _imported(request, organisation, form, context)


@with_files
@permitted("screening.import_list", queries.seen_list)
def import_version(request: SignedInRequest, seen: Seen) -> HttpResponse:
    """Import the next version of a list."""
    form = VersionForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"organisation": seen.organisation, "watch_list": seen.watch_list, "form": form}
    return _imported(request, seen.organisation, form, context)


@permitted("screening.read_lists", queries.seen_list)
@require_GET
def watch_list(request: SignedInRequest, seen: Seen) -> HttpResponse:
    """A list and its versions."""
    form = RhythmForm(initial={"expected_days": seen.watch_list.expected_days})
    return render(request, "screening/watch_list.html", _list_context(request, seen, form))


@permitted("screening.import_list", queries.seen_list)
@require_POST
def rhythm(request: SignedInRequest, seen: Seen) -> HttpResponse:
    """Say how often a version of the list is expected."""
    form = RhythmForm(request.POST)
    if not form.is_valid():
        return render(request, "screening/watch_list.html", _list_context(request, seen, form), status=422)
    days = form.cleaned_data["expected_days"]
    actions.change_rhythm(seen.watch_list, days=days, by=request.user, now=clock.now())
    return redirect("watch_list", organisation=seen.organisation.public_id, watch_list=seen.watch_list.public_id)


@permitted("screening.read_lists", queries.seen_version)
@require_GET
def list_version(request: SignedInRequest, seen: Seen) -> HttpResponse:
    """A version: its import as it goes on, then counts, hashes and the quarantine."""
    version = _version(seen)
    quarantine = read_version(folder_of(version)).quarantine.to_dicts() if version.rejected else []
    context = {
        "organisation": seen.organisation,
        "watch_list": version.watch_list,
        "version": version,
        "job": version.job,
        "format": FORMATS[version.layout].title if version.layout in FORMATS else version.layout,
        "mostly_unread": version.rejected > version.kept,
        "files": version.files.select_related("stored"),
        "in_use": queries.newest_versions(version.watch_list).exclude(folder="").first(),
        "page": Paginator(quarantine, PER_PAGE).get_page(request.GET.get("page")),
        "may_import": request.user.has_perm("screening.import_list", seen),
    }
    return render(request, "screening/list_version.html", context)


@permitted("screening.read_lists", queries.seen_version)
@require_GET
def import_progress(request: HttpRequest, seen: Seen) -> HttpResponse:
    """The moving part of a version's page; when the import is over, the browser loads the page again."""
    version = _version(seen)
    if version.job.is_over:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "diligence/parts/progress.html", {"job": version.job, "poll": request.path})


@permitted("screening.read_lists", queries.seen_list)
@require_GET
def list_changes(request: HttpRequest, seen: Seen) -> HttpResponse:
    """Who came, who went and what changed between two versions; by default the two newest."""
    ready = list(queries.newest_versions(seen.watch_list).exclude(folder="")[:PER_PAGE])
    after = _chosen(ready, request.GET.get("after"), default=0)
    before = _chosen(ready, request.GET.get("before"), default=1)
    context = {"organisation": seen.organisation, "watch_list": seen.watch_list, "ready": ready, "kinds": KINDS}
    if before and after:
        found = diff_versions(read_version(folder_of(before)), read_version(folder_of(after)))
        rows = [{"change": kind, **row} for kind in KINDS for row in getattr(found, kind).to_dicts()]
        change = request.GET.get("change", "") if request.GET.get("change") in KINDS else ""
        shown = [row for row in rows if change in ("", row["change"])]
        context |= {
            "before": before,
            "after": after,
            "counts": [(kind, getattr(found, kind).height) for kind in KINDS],
            "change": change,
            "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
        }
    return render(request, "screening/list_changes.html", context)


def _list_context(request: SignedInRequest, seen: Seen, form: RhythmForm) -> dict[str, object]:
    versions = queries.newest_versions(seen.watch_list)
    known = queries.with_newest(WatchList.objects.filter(pk=seen.watch_list.pk))
    return {
        "organisation": seen.organisation,
        "watch_list": seen.watch_list,
        "held": queries.held(known, on=clock.today())[0],
        "page": Paginator(versions, PER_PAGE).get_page(request.GET.get("page")),
        "ready": list(versions.exclude(folder="")[:PER_PAGE]),
        "form": form,
        "may_import": request.user.has_perm("screening.import_list", seen),
    }


def _imported(
    request: SignedInRequest, organisation: Organisation, form: VersionForm, context: dict[str, object]
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        known = context.get("watch_list")
        list_id = known.list_id if isinstance(known, WatchList) else form.cleaned_data["list_id"]
        version = actions.import_list(
            organisation,
            files=form.cleaned_data["list_files"],
            about=form.about(list_id),
            by=request.user,
            now=clock.now(),
        )
        return redirect("list_version", organisation=organisation.public_id, version=version.public_id)
    return render(request, "screening/import_list.html", context, status=422 if form.is_bound else 200)


def _version(seen: Seen) -> ListVersion:
    if not isinstance(seen.record, ListVersion):
        raise Http404
    return seen.record


def _chosen(versions: list[ListVersion], public_id: str | None, *, default: int) -> ListVersion | None:
    if public_id:
        return next((version for version in versions if version.public_id == public_id), None)
    return versions[default] if len(versions) > default else None
