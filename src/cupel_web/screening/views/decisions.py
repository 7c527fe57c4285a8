"""Pages of decisions: all of a company, confirm, take back, move, the rule of four eyes."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_POST

from cupel.errors import DecisionError
from cupel.screening.decision_files import to_json_lines
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, permitted, with_files
from cupel_web.people.models import Organisation
from cupel_web.people.queries import company_of
from cupel_web.screening import actions
from cupel_web.screening.forms import DecisionsFileForm, text_asked
from cupel_web.screening.models import Decision
from cupel_web.screening.queries.decisions import SOON, decision_of, decisions_in, expiring, waiting_for, waits_for
from cupel_web.screening.queries.lists import lists_seen_by
from cupel_web.screening.remembering import decisions_frame, four_eyes, standing

PER_PAGE = 50
WAITING, EXPIRING = "waiting", "expiring"


@permitted("screening.read_screenings", company_of)
@require_GET
def decisions(request: SignedInRequest, company: Organisation) -> HttpResponse:
    """Every decision, newest first, or those to confirm or about to expire; how the company reviews."""
    text, show = text_asked(request), request.GET.get("show", "")
    may_decide = request.user.has_perm("screening.decide", company)
    found, today = decisions_in(company, text=text), clock.today()
    if show == WAITING and may_decide:
        found = waiting_for(request.user, found, on=today)
    elif show == EXPIRING:
        found = expiring(found, on=today)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "company": company,
        "page": page,
        "rows": [(decision, may_decide and waits_for(decision, request.user)) for decision in page],
        "text": text,
        "show": show,
        "soon": SOON.days,
        "four_eyes": four_eyes(company),
        "may_decide": may_decide,
    }
    return render(request, "screening/decisions.html", context)


@permitted("screening.read_screenings", company_of)
@require_GET
def export(request: HttpRequest, company: Organisation) -> HttpResponse:  # noqa: ARG001
    """The decisions that stand, as JSON lines."""
    name = f"decisions-{clock.today().isoformat()}.jsonl"
    content = to_json_lines(decisions_frame(standing(company).order_by("decided_at", "pk")))
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/jsonl; charset=utf-8", headers=headers)


@with_files
@permitted("screening.decide", company_of)
def bring(request: SignedInRequest, company: Organisation) -> HttpResponse:
    """Bring decisions from a file."""
    form = DecisionsFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        lists = {each.list_id: each for each in lists_seen_by(company).order_by("-owner__kind")}
        try:
            new, left = actions.bring_decisions(
                company, form.cleaned_data["decisions"], lists=lists, by=request.user, now=clock.now()
            )
        except DecisionError as error:
            form.add_error("decisions", f"{error.place}: {error.message} {error.remedy}")
        else:
            if new or left:
                messages.success(request, _brought(new, left))
                return redirect("decisions", company=company.public_id)
            form.add_error("decisions", gettext("The file holds no decision."))
    context = {"company": company, "form": form}
    return render(request, "screening/bring_decisions.html", context, status=422 if form.is_bound else 200)


@permitted("screening.change_rule", company_of)
@require_POST
def rule(request: SignedInRequest, company: Organisation) -> HttpResponse:
    """Have decisions confirmed by a second person, or no longer."""
    actions.change_rule(company, four_eyes=request.POST.get("four_eyes") == "1", by=request.user, now=clock.now())
    return redirect("decisions", company=company.public_id)


@permitted("screening.review_decision", decision_of)
@require_POST
def confirm(request: SignedInRequest, decision: Decision) -> HttpResponse:
    """Agree with another person's decision."""
    try:
        actions.confirm(decision, by=request.user, now=clock.now())
    except DecisionError as error:
        messages.error(request, f"{error.message} {error.remedy}")
    return _back(request, decision)


@permitted("screening.decide", decision_of)
@require_POST
def take_back(request: SignedInRequest, decision: Decision) -> HttpResponse:
    """Take a decision back."""
    try:
        actions.take_back(decision, by=request.user, now=clock.now())
    except DecisionError as error:
        messages.error(request, f"{error.message} {error.remedy}")
    return _back(request, decision)


def _back(request: HttpRequest, decision: Decision) -> HttpResponse:
    """To the page that the act came from."""
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return HttpResponseRedirect(target)
    return redirect("decisions", company=decision.company.public_id)


def _brought(new: int, left: int) -> str:
    told = ngettext("%(number)s decision is new.", "%(number)s decisions are new.", new) % {"number": new}
    if not left:
        return told
    rest = ngettext(
        "%(number)s was known, or is about a list that is not here.",
        "%(number)s were known, or are about lists that are not here.",
        left,
    )
    return f"{told} {rest % {'number': left}}"
