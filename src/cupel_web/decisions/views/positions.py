"""Pages of voting: take a position for a seat, recuse a seat."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from cupel_web.decisions import actions
from cupel_web.decisions.forms import PositionForm, ReasonForm
from cupel_web.decisions.models import Elector
from cupel_web.decisions.queries.counting import part_on, taken_by
from cupel_web.decisions.queries.records import elector_of
from cupel_web.decisions.states import BallotState, day_in
from cupel_web.decisions.views.acting import Act, acted
from cupel_web.groups.models import Part
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, permitted
from cupel_web.people.models import Interest


@permitted("decisions.take_position", elector_of)
def take_position(request: SignedInRequest, elector: Elector) -> HttpResponse:
    """The one page on which a seat votes: it asks for an interest first."""
    ballot, now = elector.ballot, clock.now()
    part = part_on(elector, request.user, day=day_in(ballot.zone, now))
    if part is None:
        raise PermissionDenied
    taken = taken_by(elector)
    form = PositionForm(
        request.POST or None, group=ballot.group, voter=request.user, initial={"position": taken.position}
    )
    act = Act(
        form=form, title=_("Vote as {seat}").format(seat=elector.label), button=_("Take this position"),
        done=_("The position of {seat} is written down.").format(seat=elector.label), back=_back(elector),
        template="decisions/position.html",
        context={
            "group": ballot.group, "ballot": ballot, "elector": elector, "taken": taken,
            "is_alternate": part is Part.ALTERNATE, "is_voting": ballot.state_at(now) is BallotState.VOTING,
            "interests": Interest.objects.standing().filter(person=request.user),
            "asks_clause": ballot.procedure.procedure.objections.clause,
        },
    )  # fmt: skip
    return acted(
        request, act, lambda: actions.take_position(elector, form.wanted_stand(), by=request.user, now=clock.now())
    )


@permitted("decisions.recuse_seat", elector_of)
def recuse_seat(request: SignedInRequest, elector: Elector) -> HttpResponse:
    """The chair decides that a seat takes no part, or lifts that."""
    recused = taken_by(elector).recusal is not None
    form = ReasonForm(request.POST or None)
    title = _("Let {seat} take part again") if recused else _("Recuse {seat}")
    act = Act(
        form=form, title=title.format(seat=elector.label), button=_("Decide"), done=_("Written down."),
        back=_back(elector), context={"group": elector.ballot.group, "ballot": elector.ballot},
    )  # fmt: skip
    return acted(
        request, act,
        lambda: actions.recuse_seat(
            elector, recused=not recused, reason=form.cleaned_data["reason"], by=request.user, now=clock.now()
        ),
    )  # fmt: skip


def _back(elector: Elector) -> str:
    return reverse("ballot", kwargs={"slug": elector.ballot.group.slug, "ballot": elector.ballot.public_id})
