"""Pages of hits: the list of them, one at a time to review."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cupel.errors import DecisionError
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, permitted
from cupel_web.screening import actions
from cupel_web.screening.forms import DecisionForm, text_asked
from cupel_web.screening.models import Hit, Screening
from cupel_web.screening.queries import screenings as queries
from cupel_web.screening.queries.decisions import history_of, waits_for
from cupel_web.screening.queries.reviews import SHOWN_STATES, hits_in_state, open_hits
from cupel_web.screening.reasons import suggested
from cupel_web.screening.remembering import newest_decision

PER_PAGE = 50
SEARCHED = ("subject_name", "subject_id", "listed_name", "entity_id")


@permitted("screening.read_screenings", queries.finished_screening_of)
@require_GET
def hits(request: HttpRequest, screening: Screening) -> HttpResponse:
    """Hits by state, page by page, in the order in which to look at them."""
    state, text = request.GET.get("state", ""), text_asked(request)
    found = hits_in_state(screening, state, on=clock.today())
    if text:
        found = found.filter(Q(*((f"{name}__icontains", text) for name in SEARCHED), _connector=Q.OR))
    context = {
        "company": screening.company,
        "screening": screening,
        "tab": "hits",
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "state": state,
        "states": SHOWN_STATES,
        "text": text,
    }
    return render(request, "screening/hits.html", context)


@permitted("screening.read_screenings", queries.finished_screening_of)
@require_GET
def review(request: HttpRequest, screening: Screening) -> HttpResponse:
    """The next hit to review; when none is left, what was decided."""
    left = open_hits(screening, on=clock.today())
    if (first := left.first()) is not None:
        return redirect("hit", company=screening.company.public_id, hit=first.public_id)
    context = {"company": screening.company, "screening": screening, "tab": "review"}
    return render(request, "screening/reviewed.html", context)


@permitted("screening.read_screenings", queries.hit_of)
@require_GET
def hit(request: SignedInRequest, hit: Hit) -> HttpResponse:
    """A hit: both records side by side, the evidence, what was decided, and what to decide."""
    return render(request, "screening/hit.html", _context(request, hit, DecisionForm()))


@permitted("screening.decide", queries.hit_of)
@require_POST
def decide(request: SignedInRequest, hit: Hit) -> HttpResponse:
    """Decide on a hit, and go on with the next one."""
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return render(request, "screening/hit.html", _context(request, hit, form), status=422)
    seen = request.POST.get("seen")
    try:
        actions.decide(hit, verdict=form.said(), by=request.user, now=clock.now(), seen=seen)
    except DecisionError as error:
        form.add_error(None, f"{error.message} {error.remedy}")
        fresh = queries.hit_of(request.user, hit.screening.company.public_id, hit.public_id)
        return render(request, "screening/hit.html", _context(request, fresh, form), status=409)
    messages.success(request, _("Decided: %(party)s.") % {"party": hit.subject_name})
    left = open_hits(hit.screening, on=clock.today())
    following = left.filter(place__gt=hit.place).first()
    if following is None:
        return redirect("review", company=hit.screening.company.public_id, screening=hit.screening.public_id)
    return redirect("hit", company=hit.screening.company.public_id, hit=following.public_id)


def _context(request: SignedInRequest, hit: Hit, form: DecisionForm) -> dict[str, object]:
    left = open_hits(hit.screening, on=clock.today())
    history = history_of(hit)
    may_decide = request.user.has_perm("screening.decide", hit)
    return {
        "company": hit.screening.company,
        "screening": hit.screening,
        "tab": "review",
        "hit": hit,
        "told": hit.told,
        "version": hit.screening.screened.get(version__watch_list=hit.watch_list).version,
        "before": left.filter(place__lt=hit.place).last(),
        "after": left.filter(place__gt=hit.place).first(),
        "left": left.count(),
        "seen": newest_decision(hit),
        "history": [(decision, may_decide and waits_for(decision, request.user)) for decision in history],
        "suggested": suggested(hit, "no match"),
        "may_decide": may_decide,
        "form": form,
    }
