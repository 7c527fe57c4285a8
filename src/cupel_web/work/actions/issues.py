"""Verbs about emerging issues that were raised: decide on them, link them, act on them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cupel.errors import ProcedureError
from cupel_web.groups.actions import Mandate, Step, move_group, propose_terms
from cupel_web.groups.states import GroupState
from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.notices.actions import Letter, tell
from cupel_web.regulations.models import DatedEvent, Instrument
from cupel_web.standards.queries import clause_in, edition_named
from cupel_web.work.actions.workstreams import NewWorkstream, add_workstream
from cupel_web.work.models import EmergingIssue, IssueAct, IssueClause, IssueInstrument, Triage
from cupel_web.work.states import IssueState, Outcome

DECIDABLE = {IssueState.WAITING, IssueState.CONSIDERED, IssueState.MERGED, IssueState.DECLINED}


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What triage came to, and why; ``into``: the issue it is merged into, exactly where it is."""

    outcome: Outcome
    reason: str
    into: EmergingIssue | None = None


def triage_issue(issue: EmergingIssue, decision: Decision, *, by: User | None, now: datetime) -> Triage:
    """Decide on an issue and tell whoever raised it. A later decision takes the place of an earlier one, until
    something was done; raises :class:`~cupel.errors.ProcedureError` after that, and for a merge into nothing, into
    itself, or into one that is not under consideration.
    """
    require(by, "work.triage_issue", issue)
    with transaction.atomic():
        locked = _locked(issue, DECIDABLE)
        _require_target(locked, decision)
        triage: Triage = Triage.objects.create(
            issue=locked, outcome=decision.outcome.value, into=decision.into, reason=decision.reason, decided_at=now,
            decided_by=by,
        )  # fmt: skip
        append_event(
            "work.issue_triaged", by=by, about=locked, scope=locked.group, now=now, outcome=decision.outcome.value,
            into=decision.into.public_id if decision.into else None,
        )  # fmt: skip
        _answer(locked, triage, now=now)
    return triage


@dataclass(frozen=True, kw_only=True)
class Reconvening:
    """A dormant group is to work again from a day on, with terms of reference that say what for."""

    on: date
    mandate: Mandate


def act_on_issue(
    issue: EmergingIssue, act: NewWorkstream | Reconvening, *, reason: str, by: User | None, now: datetime
) -> IssueAct:
    """Do something about an issue under consideration: a new workstream of its group, or the group, which is dormant,
    is re-convened and revised terms of reference are proposed. All or nothing; raises as the verbs it is made of.
    """
    require(by, "work.act_on_issue", issue)
    with transaction.atomic():
        locked = _locked(issue, {IssueState.CONSIDERED, IssueState.ACTED})
        done: IssueAct
        if isinstance(act, NewWorkstream):
            stream = add_workstream(locked.group, act, by=by, now=now)
            done = IssueAct(issue=locked, workstream=stream)
        else:
            step = Step(to=GroupState.RECONVENED, on=act.on, reason=reason)
            phase = move_group(locked.group, step, by=by, now=now)
            done = IssueAct(issue=locked, phase=phase, terms=propose_terms(locked.group, act.mandate, by=by, now=now))
        done.reason, done.decided_at, done.decided_by = reason, now, by
        done.save()
        append_event("work.issue_acted_on", by=by, about=locked, scope=locked.group, now=now, act=done.public_id)
    return done


@dataclass(frozen=True, kw_only=True)
class ClauseAddress:
    """A clause as an edition prints it."""

    standard: str
    edition: str
    clause: str


def link_clause(issue: EmergingIssue, clause: ClauseAddress, *, by: User | None, now: datetime) -> IssueClause:
    """Say that an issue is about a clause; 404 where the edition prints none of this uid. Again changes nothing."""
    require(by, "work.triage_issue", issue)
    clause_in(edition_named(clause.standard, clause.edition), clause.clause)
    with transaction.atomic():
        link, created = IssueClause.objects.get_or_create(
            issue=issue, removed_at=None, **vars(clause), defaults={"added_at": now, "added_by": by}
        )
        if created:
            append_event("work.issue_linked", by=by, about=issue, scope=issue.group, now=now, **vars(clause))
    return link


@dataclass(frozen=True, kw_only=True)
class About:
    """A regulation: as a whole, or one date (``on``) of one of its events."""

    instrument: Instrument
    event: DatedEvent | None = None
    on: date | None = None


def link_instrument(issue: EmergingIssue, about: About, *, by: User | None, now: datetime) -> IssueInstrument:
    """Say that an issue is about a regulation, or a date of it. Again changes nothing."""
    require(by, "work.triage_issue", issue)
    with transaction.atomic():
        link, created = IssueInstrument.objects.get_or_create(
            issue=issue, removed_at=None, **vars(about), defaults={"added_at": now, "added_by": by}
        )
        if created:
            append_event(
                "work.issue_linked", by=by, about=issue, scope=issue.group, now=now, instrument=about.instrument.code,
                on=about.on.isoformat() if about.on else None,
            )  # fmt: skip
    return link


def unlink(link: IssueClause | IssueInstrument, *, by: User | None, now: datetime) -> None:
    """The issue is not about this after all; that it was said stays."""
    require(by, "work.triage_issue", link.issue)
    with transaction.atomic():
        link.removed_at = now
        link.save(update_fields=["removed_at"])
        append_event("work.issue_unlinked", by=by, about=link.issue, scope=link.issue.group, now=now,
            link=link.public_id)  # fmt: skip


def _require_target(issue: EmergingIssue, decision: Decision) -> None:
    into = decision.into
    if (decision.outcome is Outcome.MERGE) != (into is not None):
        raise _refused(_("A merge names the other issue, and only a merge does."))
    if into is not None and (into.pk == issue.pk or into.state not in {IssueState.CONSIDERED, IssueState.ACTED}):
        raise _refused(_("An issue is merged into another one that is under consideration or acted on."))


def _refused(message: str) -> ProcedureError:
    return ProcedureError(message, code="merge-target", remedy=_("Choose another issue, or another decision."))


def _answer(issue: EmergingIssue, triage: Triage, *, now: datetime) -> None:
    address = issue.raised_by.email if issue.raised_by else issue.email
    if not address:
        return
    shown = triage.into or issue
    public = triage.outcome != Outcome.DECLINE
    path = reverse("issue", kwargs={"issue": shown.public_id}) if public else reverse("issues")
    letter = Letter(
        template="work/mail/triaged.txt", path=path, values={"issue": issue, "triage": triage}, language=issue.language
    )
    tell(address, letter, about=issue, now=now)


def _locked(issue: EmergingIssue, states: set[IssueState]) -> EmergingIssue:
    locked = EmergingIssue.objects.select_for_update(of=("self",)).select_related("group", "raised_by")
    found = locked.get(pk=issue.pk)
    if found.state not in states:
        raise ProcedureError(
            _("This issue is {state}.").format(state=found.state.value),
            code="issue-state",
            remedy=_("This is done with one that is: {states}.").format(states=", ".join(sorted(states))),
        )
    return found
