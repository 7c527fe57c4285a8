"""Pages of emerging issues: all that are public, one, raise one, decide and act."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cupel.errors import CupelError
from cupel_web.groups.forms import refuse
from cupel_web.groups.queries.records import groups_with_state
from cupel_web.groups.states import GroupState
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, may, permitted, public
from cupel_web.kernel.lists import asked, paged
from cupel_web.kernel.models import User
from cupel_web.kernel.throttle import asks_too_often
from cupel_web.work import actions
from cupel_web.work.forms.fields import METAL_WORDS
from cupel_web.work.forms.issues import (
    ClauseLinkForm,
    InstrumentForm,
    IssueForm,
    OpenIssueForm,
    ReconveningForm,
    StreamActForm,
    TriageForm,
)
from cupel_web.work.models import EmergingIssue, IssueClause, IssueInstrument
from cupel_web.work.queries import issues as queries
from cupel_web.work.queries.records import issue_with
from cupel_web.work.queries.talk import threads_about
from cupel_web.work.states import IssueState
from cupel_web.work.views.common import Page, button, form_page, reader

ISSUES_AN_HOUR = 10


@public
@require_GET
def issues(request: HttpRequest) -> HttpResponse:
    """Issues that were accepted, with what came of each; those who decide also see what waits."""
    who = reader(request)
    decides = who.keeps or bool(who.led)
    show = asked(request, "show") if decides else ""
    text, metal = asked(request, "q"), asked(request, "metal")
    metal = metal if metal in METAL_WORDS else ""
    found = queries.listed(who, show=show, text=text, metal=metal)
    context = {
        "page": paged(request, found),
        "text": text, "metal": metal, "metals": METAL_WORDS.items(), "show": show, "decides": decides,
    }  # fmt: skip
    return render(request, "work/issues.html", context)


@public
def raise_issue(request: HttpRequest) -> HttpResponse:
    """Raise an issue, with or without an account."""
    person = request.user if isinstance(request.user, User) else None
    form_class = IssueForm if person else OpenIssueForm
    groups = queries.groups_taking_issues(on=clock.today())
    form = form_class(request.POST or None, initial={"group": asked(request, "group")}, groups=groups)
    if request.method == "POST" and form.is_valid():
        if isinstance(form, OpenIssueForm) and form.is_trap:
            return render(request, "work/raised.html")
        if asks_too_often(request, what="issues", most=ISSUES_AN_HOUR):
            form.add_error(None, _("Too many issues came from your network. Try again in an hour."))
            return render(request, "work/raise_issue.html", {"form": form}, status=429)
        return _raised(request, form, person)
    return render(request, "work/raise_issue.html", {"form": form}, status=422 if form.is_bound else 200)


def _raised(request: HttpRequest, form: IssueForm, person: User | None) -> HttpResponse:
    try:
        issue = actions.raise_issue(form.cleaned_data["group"], form.wanted(), by=person, now=clock.now())
    except CupelError as error:
        refuse(form, error)
        return render(request, "work/raise_issue.html", {"form": form}, status=422)
    if person is None:
        return render(request, "work/raised.html")
    messages.success(request, _("Raised. You get a mail when it is decided on."))
    return redirect("issue", issue=issue.public_id)


@public
def my_issue(request: HttpRequest, secret: str) -> HttpResponse:
    """The page of somebody without an account: confirm the address, follow, withdraw."""
    found = issue_with(secret)
    if request.method == "POST":
        verb = actions.withdraw_issue if "withdraw" in request.POST else actions.confirm_issue
        return button(request, lambda: verb(found, now=clock.now()), back=request.path)
    return render(request, "work/my_issue.html", {"issue": found})


@public
@require_GET
def issue(request: HttpRequest, issue: str) -> HttpResponse:
    """An issue, what it is about, what was decided and done."""
    found = queries.issue_read_by(reader(request), issue)
    return render(request, "work/issue.html", _context(request, found))


@permitted("work.triage_issue", queries.issue_kept_by)
@require_POST
def triage_issue(request: SignedInRequest, issue: EmergingIssue) -> HttpResponse:
    """Decide on an issue."""
    form = TriageForm(request.POST, issue=issue)
    if form.is_valid():
        try:
            actions.triage_issue(issue, form.wanted(), by=request.user, now=clock.now())
        except CupelError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Decided."))
            return redirect(_address(issue))
    return render(request, "work/issue.html", _context(request, issue, triage=form), status=422)


@permitted("work.triage_issue", queries.issue_kept_by)
def link_clause(request: SignedInRequest, issue: EmergingIssue) -> HttpResponse:
    """Say which clause an issue is about."""
    form = ClauseLinkForm(request.POST or None)

    def act() -> None:
        actions.link_clause(issue, form.wanted(), by=request.user, now=clock.now())

    return form_page(request, form, _page(issue, _("Link a clause"), _("Link")), act)


@permitted("work.triage_issue", queries.issue_kept_by)
def link_instrument(request: SignedInRequest, issue: EmergingIssue) -> HttpResponse:
    """Say which regulation an issue is about."""
    form = InstrumentForm(request.POST or None, on=clock.today())

    def act() -> None:
        actions.link_instrument(issue, form.wanted(), by=request.user, now=clock.now())

    return form_page(request, form, _page(issue, _("Link a regulation"), _("Link")), act)


@permitted("work.triage_issue", queries.link_kept_by)
@require_POST
def unlink(request: SignedInRequest, link: IssueClause | IssueInstrument) -> HttpResponse:
    """The issue is not about this after all."""
    back = _address(link.issue)
    return button(request, lambda: actions.unlink(link, by=request.user, now=clock.now()), back=back)


@permitted("work.act_on_issue", queries.issue_kept_by)
def act_by_workstream(request: SignedInRequest, issue: EmergingIssue) -> HttpResponse:
    """Act on an issue by a new workstream of its group."""
    initial = {"title": issue.title, "purpose": issue.text[:4000], "starts_on": clock.today()}
    form = StreamActForm(request.POST or None, group=issue.group, initial=initial)
    return _act(request, issue, form, _page(issue, _("Act by a new workstream"), _("Add the workstream")))


@permitted("groups.move_group", queries.issue_kept_by)
def act_by_reconvening(request: SignedInRequest, issue: EmergingIssue) -> HttpResponse:
    """Act on an issue by re-convening its group, which is dormant, with revised terms of reference."""
    form = ReconveningForm(request.POST or None, initial={"on": clock.today(), "in_force": clock.today()})
    return _act(request, issue, form, _page(issue, _("Re-convene the group"), _("Re-convene")))


def _act(
    request: SignedInRequest, issue: EmergingIssue, form: StreamActForm | ReconveningForm, page: Page
) -> HttpResponse:
    def act() -> None:
        reason = form.cleaned_data["reason"]
        actions.act_on_issue(issue, form.wanted(), reason=reason, by=request.user, now=clock.now())

    return form_page(request, form, page, act)


def _page(issue: EmergingIssue, title: str, act: str) -> Page:
    return Page(title=title, act=act, back=_address(issue), group=issue.group, about=issue.title)


def _address(issue: EmergingIssue) -> str:
    return reverse("issue", kwargs={"issue": issue.public_id})


def _context(request: HttpRequest, issue: EmergingIssue, triage: Form | None = None) -> dict[str, Any]:
    decides = may(request, "work.triage_issue", issue)
    acts = decides and issue.state in {IssueState.CONSIDERED, IssueState.ACTED}
    dormant = {group.pk: state for group, state in groups_with_state(on=clock.today())} if acts else {}
    asleep = dormant.get(issue.group.pk) == GroupState.DORMANT
    undecided = issue.state not in {IssueState.ACTED, IssueState.WITHDRAWN, IssueState.UNCONFIRMED}
    return {
        "issue": issue,
        "group": issue.group,
        "state": issue.state,
        "metals": [METAL_WORDS[code] for code in issue.metals if code in METAL_WORDS],
        "clauses": queries.clauses_of(issue),
        "instruments": issue.instruments.filter(removed_at=None).select_related("instrument", "event"),
        "threads": paged(request, threads_about(issue.public_id, reader(request)), "threads"),
        "decides": decides,
        "triage": triage or (TriageForm(issue=issue) if decides and undecided else None),
        "may_act": acts and not asleep,
        "may_reconvene": acts and asleep and may(request, "groups.move_group", issue.group),
        "may_talk": may(request, "work.start_thread", issue.group),
    }
