"""Pages of ballots: a group's decisions, one ballot with its count, open, close, declare void."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cupel.errors import CupelError
from cupel.governance import Outcome
from cupel_web.decisions import actions
from cupel_web.decisions.boards import BALLOTS
from cupel_web.decisions.clauses import clauses_named
from cupel_web.decisions.forms import BallotForm, ReasonForm
from cupel_web.decisions.models import Ballot
from cupel_web.decisions.queries.reading import reading_of, seats_of
from cupel_web.decisions.queries.records import ballot_seen_by, closed_ballots_of, running_ballots_of
from cupel_web.decisions.results import COLUMNS
from cupel_web.decisions.states import BallotState
from cupel_web.decisions.views.acting import Act, acted
from cupel_web.groups.models import Group
from cupel_web.groups.queries.records import group_kept_by, group_named
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, permitted, public
from cupel_web.kernel.lists import asked, paged
from cupel_web.kernel.models import User

OFFERED = timedelta(days=14)
"""What the form offers as time to vote; who opens the ballot decides."""

GIVEN = ("title", "subject_type", "subject", "subject_title", "subject_path", "sha256")
"""What other pages fill in by the address when they lead here."""


@public
@require_GET
def ballots(request: HttpRequest, slug: str) -> HttpResponse:
    """Closed decisions of a group for all; running ballots for those who may enter."""
    group, user = group_named(slug), _person(request)
    text, outcome = asked(request, "q"), asked(request, "outcome")
    page = paged(request, closed_ballots_of(group, text=text, outcome=outcome))
    enters = user is not None and user.has_perm("groups.enter", group)
    running = paged(request, running_ballots_of(group), "running") if enters else None
    context = {
        "group": group,
        "page": page,
        "text": text,
        "outcome": outcome,
        "outcomes": [each.value for each in Outcome if each is not Outcome.OPEN],
        "running": [(each, each.state_at(clock.now())) for each in running] if running else [],
        "running_page": running,
        "enters": enters,
        "may_open": user is not None and user.has_perm("decisions.open_ballot", group),
    }
    return render(request, "decisions/ballots.html", context)


@public
@require_GET
def ballot(request: HttpRequest, slug: str, ballot: str) -> HttpResponse:
    """One ballot: the motion, the count rule by rule, who said what by seat, objections and what became of them."""
    user, now = _person(request), clock.now()
    found = ballot_seen_by(user, slug, ballot)
    given = asked(request, "sha256").lower()
    reading = reading_of(found, now=now)
    acts = _acts(user, found, reading.state, now=now)
    mine = acts.get("my_seats", set())
    objections = paged(request, reading.objections, "objections")
    about = {objection.clause for objection, _answer in objections} - {""}
    taken = sorted(reading.taken, key=lambda each: each.elector.seat_id not in mine)
    context = {
        "group": found.group,
        "ballot": found,
        **vars(reading),
        "organisations": paged(request, reading.sheet.organisations, "organisations"),
        "columns": COLUMNS,
        "taken": paged(request, taken, "seats"),
        "objections": objections,
        "clauses": clauses_named(about, within=found.group, reader=user),
        "panels": BALLOTS.about(found, user=request.user),
        "given": given,
        "differs": bool(given) and given != found.sha256,
        **acts,
    }
    return render(request, "decisions/ballot.html", context)


@permitted("decisions.open_ballot", group_kept_by)
def new_ballot(request: SignedInRequest, group: Group) -> HttpResponse:
    """Put a motion to the vote."""
    given = {name: request.GET[name] for name in GIVEN if name in request.GET}
    initial = {"closes_on": clock.today() + OFFERED, "zone": "UTC", "reply_days": 14, "appeal_days": 30, **given}
    form = BallotForm(request.POST or None, initial=initial)
    act = Act(
        form=form, title=_("Open a ballot"), button=_("Open the ballot"), done=_("The ballot is open; mails are sent."),
        back=reverse("ballots", kwargs={"slug": group.slug}), context={"group": group, "intro": _electorate_in_words()},
    )  # fmt: skip
    return acted(
        request, act,
        lambda: actions.open_ballot(group, form.motion(), form.window(), by=request.user, now=clock.now()),
    )  # fmt: skip


@permitted("decisions.close_ballot", ballot_seen_by)
@require_POST
def close_ballot(request: SignedInRequest, ballot: Ballot) -> HttpResponse:
    """Write down what it came to."""
    try:
        actions.close_ballot(ballot, by=request.user, now=clock.now())
    except CupelError as error:
        messages.error(request, f"{error.message} {error.remedy}")
    else:
        messages.success(request, _("Closed: the result stands."))
    return redirect("ballot", slug=ballot.group.slug, ballot=ballot.public_id)


@permitted("decisions.void_ballot", ballot_seen_by)
def void_ballot(request: SignedInRequest, ballot: Ballot) -> HttpResponse:
    """Declare a closed ballot void."""
    form = ReasonForm(request.POST or None)
    act = Act(
        form=form, title=_("Declare the ballot void"), button=_("Declare void"), done=_("Written down."),
        back=reverse("ballot", kwargs={"slug": ballot.group.slug, "ballot": ballot.public_id}),
        context={"group": ballot.group, "ballot": ballot},
    )  # fmt: skip
    return acted(
        request, act,
        lambda: actions.void_ballot(ballot, reason=form.cleaned_data["reason"], by=request.user, now=clock.now()),
    )  # fmt: skip


def _electorate_in_words() -> str:
    return _("The seats that are active today vote, under the rules in force today; later changes do not matter.")


def _acts(user: User | None, ballot: Ballot, state: BallotState, *, now: datetime) -> dict[str, Any]:
    """What the person may do here now."""
    if user is None:
        return {}
    return {
        "my_seats": seats_of(user, ballot, now=now),
        "may_recuse": state is BallotState.VOTING and user.has_perm("decisions.recuse_seat", ballot),
        "may_close": state is BallotState.OVER and user.has_perm("decisions.close_ballot", ballot),
        "may_void": state is BallotState.CLOSED and user.has_perm("decisions.void_ballot", ballot),
        "sees_objections": user.has_perm("groups.enter", ballot.group),
    }


def _person(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None
