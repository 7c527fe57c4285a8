"""Emerging issues: all that are public, one, raise one, decide and act."""

from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from cupel_web.api.access import ApiRequest, granted, open_to_all, own
from cupel_web.api.paging import Page, Paging, page_of
from cupel_web.api.rooms.work.common import reader
from cupel_web.kernel import clock
from cupel_web.kernel.access import may
from cupel_web.kernel.models import User
from cupel_web.people.queries import myself
from cupel_web.standards.queries import words
from cupel_web.work import actions
from cupel_web.work.forms import issues as forms
from cupel_web.work.models import EmergingIssue, IssueAct, IssueClause, IssueInstrument, Triage
from cupel_web.work.queries import issues as queries

router = Router(tags=["work"])
ISSUE = "/issues/{ulid:issue}"


class IssueOutcome(Schema):
    """What came of an issue: a workstream, or the day from which the group was re-convened."""

    group: str
    workstream: str | None
    reconvened_on: date | None
    reason: str
    decided_at: datetime

    @staticmethod
    def resolve_group(act: IssueAct) -> str:
        return act.workstream.group.slug if act.workstream else act.phase.group.slug  # type: ignore[union-attr]

    @staticmethod
    def resolve_workstream(act: IssueAct) -> str | None:
        return act.workstream.public_id if act.workstream else None

    @staticmethod
    def resolve_reconvened_on(act: IssueAct) -> date | None:
        return act.phase.began_on if act.phase else None


class IssueDecision(Schema):
    outcome: str
    into: str | None
    reason: str
    decided_at: datetime

    @staticmethod
    def resolve_into(triage: Triage) -> str | None:
        return triage.into.public_id if triage.into else None


class IssueBrief(Schema):
    """An issue; ``title`` is empty when it was withdrawn."""

    public_id: str
    group: str
    title: str
    metals: list[str]
    state: str
    raised_at: datetime
    acts: list[IssueOutcome]

    @staticmethod
    def resolve_group(issue: EmergingIssue) -> str:
        return issue.group.slug

    @staticmethod
    def resolve_acts(issue: EmergingIssue) -> list[IssueAct]:
        return list(issue.acts.all())


class ClauseOfIssue(Schema):
    """A clause as an edition prints it; ``public_id`` is of the link."""

    public_id: str
    standard: str
    edition: str
    clause: str
    label: str
    title: str


class RegulationOfIssue(Schema):
    """A regulation, or one date (``on``) of one of its events; ``public_id`` is of the link."""

    public_id: str
    code: str
    title: str
    event: str | None
    on: date | None

    @staticmethod
    def resolve_code(link: IssueInstrument) -> str:
        return link.instrument.code

    @staticmethod
    def resolve_title(link: IssueInstrument) -> str:
        return words(link.instrument.title)

    @staticmethod
    def resolve_event(link: IssueInstrument) -> str | None:
        return link.event.public_id if link.event else None


class IssueRaiser(Schema):
    """Who raised an issue; ``email`` only of somebody without an account."""

    name: str
    email: str


class Issue(IssueBrief):
    """An issue whole; ``raised_by`` only for those who decide on it."""

    text: str
    decisions: list[IssueDecision]
    clauses: list[ClauseOfIssue]
    regulations: list[RegulationOfIssue]
    raised_by: IssueRaiser | None

    @staticmethod
    def resolve_decisions(issue: EmergingIssue) -> list[Triage]:
        return list(issue.triage.all())

    @staticmethod
    def resolve_clauses(issue: EmergingIssue) -> list[dict[str, str]]:
        return [_clause(linked) for linked in queries.clauses_of(issue)]

    @staticmethod
    def resolve_regulations(issue: EmergingIssue) -> list[IssueInstrument]:
        return list(issue.instruments.filter(removed_at=None).select_related("instrument", "event"))

    @staticmethod
    def resolve_raised_by(issue: EmergingIssue, context: dict[str, Any]) -> dict[str, str] | None:
        if not may(context["request"], "work.triage_issue", issue) or not (issue.raised_by or issue.email):
            return None
        return {"name": str(issue.raised_by or issue.name), "email": issue.email}


class IssueFilter(Schema):
    """Which issues: words of the title, a metal's code, and for those who decide the ones that wait for them."""

    q: str = ""
    metal: Literal[("", *queries.METALS)] = Field("", description="Code of a metal")  # type: ignore[valid-type]
    show: Literal["", "waiting"] = ""


@router.get("/issues", response=Page[IssueBrief], auth=None)
@open_to_all
def list_issues(request: HttpRequest, asked: Query[IssueFilter], paging: Query[Paging]) -> Any:
    """Issues that groups took up, newest first; ``show=waiting``: those on which the caller is to decide."""
    return page_of(queries.listed(reader(request), show=asked.show, text=asked.q.strip(), metal=asked.metal), paging)


def _open_groups(_person: User, _user: User) -> dict[str, Any]:
    return {"groups": queries.groups_taking_issues(on=clock.today())}


@router.post("/issues", response={201: Issue})
@own(myself, form=forms.IssueForm, using=_open_groups)
def raise_issue(request: ApiRequest, person: User, form: forms.IssueForm) -> Any:
    """Raise an issue to a group."""
    raised = actions.raise_issue(form.cleaned_data["group"], form.wanted(), by=person, now=clock.now())
    return queries.issue_read_by(reader(request), raised.public_id)


@router.get(ISSUE, response=Issue, auth=None)
@open_to_all
def read_issue(request: HttpRequest, issue: str) -> Any:
    """An issue, what it is about, what was decided and done."""
    return queries.issue_read_by(reader(request), issue)


def _of_issue(issue: EmergingIssue, _user: User) -> dict[str, Any]:
    return {"issue": issue}


@router.post(f"{ISSUE}/triage", response={201: Issue})
@granted("work.triage_issue", queries.issue_kept_by, form=forms.TriageForm, using=_of_issue)
def triage_issue(request: ApiRequest, issue: EmergingIssue, form: forms.TriageForm) -> Any:
    """Decide on an issue; whoever raised it is told."""
    actions.triage_issue(issue, form.wanted(), by=request.user, now=clock.now())
    return _again(request, issue)


@router.post(f"{ISSUE}/clauses", response={201: Issue})
@granted("work.triage_issue", queries.issue_kept_by, form=forms.ClauseLinkForm)
def link_clause(request: ApiRequest, issue: EmergingIssue, form: forms.ClauseLinkForm) -> Any:
    """Say which clause an issue is about."""
    actions.link_clause(issue, form.wanted(), by=request.user, now=clock.now())
    return _again(request, issue)


def _today(_issue: EmergingIssue, _user: User) -> dict[str, Any]:
    return {"on": clock.today()}


@router.post(f"{ISSUE}/regulations", response={201: Issue})
@granted("work.triage_issue", queries.issue_kept_by, form=forms.InstrumentForm, using=_today)
def link_regulation(request: ApiRequest, issue: EmergingIssue, form: forms.InstrumentForm) -> Any:
    """Say which regulation an issue is about: its code, or code, event and day for one of its dates."""
    actions.link_instrument(issue, form.wanted(), by=request.user, now=clock.now())
    return _again(request, issue)


@router.delete(f"{ISSUE}/links/{{ulid:link}}", response=Issue)
@granted("work.triage_issue", queries.link_kept_by)
def unlink_issue(request: ApiRequest, link: IssueClause | IssueInstrument) -> Any:
    """The issue is not about this clause or regulation after all."""
    actions.unlink(link, by=request.user, now=clock.now())
    return _again(request, link.issue)


def _of_its_group(issue: EmergingIssue, _user: User) -> dict[str, Any]:
    return {"group": issue.group}


@router.post(f"{ISSUE}/workstreams", response={201: Issue})
@granted("work.act_on_issue", queries.issue_kept_by, form=forms.StreamActForm, using=_of_its_group)
def act_by_workstream(request: ApiRequest, issue: EmergingIssue, form: forms.StreamActForm) -> Any:
    """Act on an issue by a new workstream of its group."""
    return _act(request, issue, form)


@router.post(f"{ISSUE}/reconvening", response={201: Issue})
@granted("groups.move_group", queries.issue_kept_by, form=forms.ReconveningForm)
def act_by_reconvening(request: ApiRequest, issue: EmergingIssue, form: forms.ReconveningForm) -> Any:
    """Act on an issue by re-convening its group, which is dormant, with revised terms of reference."""
    return _act(request, issue, form)


def _act(request: ApiRequest, issue: EmergingIssue, form: forms.StreamActForm | forms.ReconveningForm) -> Any:
    reason = form.cleaned_data["reason"]
    actions.act_on_issue(issue, form.wanted(), reason=reason, by=request.user, now=clock.now())
    return _again(request, issue)


def _again(request: ApiRequest, issue: EmergingIssue) -> EmergingIssue:
    """The issue as it stands after the act."""
    return queries.issue_read_by(reader(request), issue.public_id)


def _clause(linked: queries.LinkedClause) -> dict[str, str]:
    link = linked.link
    own = {name: getattr(link, name) for name in ("public_id", "standard", "edition", "clause")}
    return {**own, "label": linked.label, "title": linked.title}
