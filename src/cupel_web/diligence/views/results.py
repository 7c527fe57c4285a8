"""Pages of what a run found: flags, origins, unknowns, and how two runs differ."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cupel_web.diligence import charts
from cupel_web.diligence.forms import FilterForm
from cupel_web.diligence.models import Run
from cupel_web.diligence.queries import comparison, records, tallies
from cupel_web.diligence.queries import findings as found
from cupel_web.diligence.queries import origins as origin_queries
from cupel_web.diligence.queries.names import own_row
from cupel_web.diligence.queries.rows import MAX_ROWS, rows_of
from cupel_web.diligence.queries.taken import taken_of
from cupel_web.diligence.queries.unknowns import unknowns as undecided
from cupel_web.diligence.templatetags.findings import kind_words
from cupel_web.kernel.access import SignedInRequest, permitted
from cupel_web.people.models import Organisation
from cupel_web.people.queries import company_of
from cupel_web.standards.queries import resolutions

BARS = 15
ROWS_PER_PAGE = 50
SUBJECT_LIMIT = 20


class Findings:
    """What Django's paginator asks of a list, answered by the Parquet reader page by page."""

    def __init__(self, run: Run, wanted: found.Filter) -> None:
        self.run, self.wanted = run, wanted
        self.number = found.count(run, wanted)

    def __len__(self) -> int:
        return self.number

    def __getitem__(self, part: slice) -> list[found.Finding]:
        start, stop = part.start or 0, part.stop or self.number
        return found.page(self.run, self.wanted, offset=start, limit=stop - start)


@permitted("diligence.read_data", records.finished_run_of)
@require_GET
def findings(request: HttpRequest, run: Run) -> HttpResponse:
    """Flags and unknowns: filtered, sorted, page by page."""
    wanted = FilterForm(request.GET).filter()
    pages: Paginator[found.Finding] = Paginator(Findings(run, wanted), found.PER_PAGE)  # type: ignore[arg-type]
    context = {
        "page": pages.get_page(request.GET.get("page")),
        "wanted": wanted,
        "kinds": sorted(tallies.kinds(run), key=lambda kind: str(kind_words(kind[0]))),
        "clauses": tallies.by_clause(run),
        "severities": tallies.SEVERITIES,
        "sorts": found.SORTS,
    }
    template = "diligence/parts/findings.html" if request.headers.get("HX-Request") else "diligence/findings.html"
    return render(request, template, _about(run, **context))


@permitted("diligence.read_data", records.finished_run_of)
@require_GET
def finding(request: HttpRequest, run: Run, finding: str) -> HttpResponse:
    """One finding: the reason, the values, the rows that show it, the clause."""
    record = found.finding(run, finding)
    if record is None:
        raise Http404
    own = own_row(record.subject_type, record.subject)
    others = found.of_subject(run, subject_type=record.subject_type, subject=record.subject, limit=SUBJECT_LIMIT)
    context = {
        "finding": record,
        "rows": rows_of(run.version, record.rows),
        "own": rows_of(run.version, (own,)) if own and own not in record.rows else [],
        "more_rows": max(len(record.rows) - MAX_ROWS, 0),
        "others": [other for other in others if other.id != record.id],
    }
    return render(request, "diligence/finding.html", _about(run, **context))


@permitted("diligence.read_data", records.finished_run_of)
@require_GET
def origins(request: HttpRequest, run: Run) -> HttpResponse:
    """Origins by share of contained metal, as bars and as a table."""
    choices = origin_queries.choices(run)
    choice = _choice(request, choices)
    shares = origin_queries.origins(run, choice) if choice else []
    page = Paginator(shares, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "choices": choices,
        "choice": choice,
        "page": page,
        "bars": charts.bars(shares, limit=BARS),
        "taken": taken_of(choice.metal, shares) if choice else None,
    }
    return render(request, "diligence/origins.html", _about(run, **context))


@permitted("diligence.read_data", records.finished_run_of)
@require_GET
def unknowns(request: HttpRequest, run: Run) -> HttpResponse:
    """What could not be decided, what was missing, and what to obtain."""
    shown = undecided(run)
    advice = resolutions(run.standard, run.edition, {unknown.clause for unknown in shown})
    text = request.GET.get("q", "").strip().lower()
    pairs = [(unknown, advice.get(unknown.clause)) for unknown in shown if _mentions(unknown, text)]
    return render(
        request, "diligence/unknowns.html", _about(run, unknowns=pairs, text=text, number=tallies.unknown(run))
    )


@permitted("diligence.read_data", company_of)
@require_GET
def compare(request: SignedInRequest, company: Organisation) -> HttpResponse:
    """Two runs of the company side by side."""
    context: dict[str, Any] = {"company": company, "runs": records.finished_runs_in(company, limit=100)}
    before, after = request.GET.get("before", ""), request.GET.get("after", "")
    if before and after:
        old = records.finished_run_of(request.user, company.public_id, before)
        new = records.finished_run_of(request.user, company.public_id, after)
        compared = comparison.compare_findings(old, new, only=request.GET.get("change", ""))
        pages: Paginator[comparison.Change] = Paginator(compared.changes, found.PER_PAGE)  # type: ignore[arg-type]
        context |= {"before": old, "after": new, "comparison": compared}
        context |= {"page": pages.get_page(request.GET.get("page")), "change": request.GET.get("change", "")}
        choices = origin_queries.choices(new)
        if choice := _choice(request, choices):
            context |= {"choices": choices, "choice": choice, "shares": comparison.compare_shares(old, new, choice)}
    return render(request, "diligence/compare.html", context)


def _choice(request: HttpRequest, choices: origin_queries.Choices) -> origin_queries.Choice | None:
    if not choices.metals:
        return None
    asked = request.GET
    return origin_queries.Choice(
        metal=_one_of(asked.get("metal"), choices.metals, default=choices.metals[0]),
        site=_one_of(asked.get("site"), [site for site, _name in choices.sites], default=""),
        period=_one_of(asked.get("period"), choices.periods, default=""),
    )


def _one_of(value: str | None, allowed: list[str], *, default: str) -> str:
    return value if value in allowed else default


def _mentions(unknown: Any, text: str) -> bool:
    return not text or text in f"{unknown.label} {unknown.title} {unknown.reason}".lower()


def _about(run: Run, **context: Any) -> dict[str, Any]:
    return {"company": run.version.data_set.company, "run": run, **context}
