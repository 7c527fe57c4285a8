"""What awaits people in decisions: votes, objections to answer, resolutions to accept, ballots to close, approvals."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from cupel.governance import Answer
from cupel_web.decisions.models import Ballot, Elector, Matrix, Objection
from cupel_web.decisions.queries.counting import taken_by
from cupel_web.decisions.queries.matrices import standings_of
from cupel_web.decisions.queries.records import objections_with_steps
from cupel_web.decisions.states import day_in
from cupel_web.groups.models import Access, AccessRole, Tenure
from cupel_web.kernel.duties import Duty
from cupel_web.kernel.models import User
from cupel_web.people.models import Membership, Role
from cupel_web.people.queries import holds


def duties(person: User, on: date) -> Iterator[Duty]:
    """All of them."""
    seats = set(Tenure.objects.on(on).filter(person=person).values_list("seat", flat=True))
    yield from _votes(seats, person, on)
    yield from _closings(person, on)
    yield from _objections(seats, person, on)
    yield from _approvals(person)


def _votes(seats: set[int], person: User, on: date) -> Iterator[Duty]:
    """Seats that the person fills, and may enter for, which have said nothing yet."""
    taking_part = Access.objects.current().filter(person=person, role__in=[AccessRole.CHAIR, AccessRole.MEMBER])
    running = Elector.objects.filter(
        seat__in=seats, ballot__closing=None, ballot__closes_on__gte=on, ballot__group__in=taking_part.values("group")
    )
    for elector in running.select_related("ballot__group").prefetch_related("positions", "recusals"):
        ballot = elector.ballot
        if taken_by(elector).position is None:
            yield Duty(
                act=_("Vote as {seat}").format(seat=elector.label),
                about=f"{ballot.title}, {ballot.group.name}",
                path=reverse("take_position", kwargs={"slug": ballot.group.slug, "elector": elector.public_id}),
                since=day_in(ballot.zone, ballot.opened_at),
                due=ballot.closes_on,
            )


def _led(person: User) -> QuerySet[Ballot]:
    """Ballots that nobody has closed, in groups that the person chairs, or all for the secretariat."""
    open_ones = Ballot.objects.filter(closing=None).select_related("group")
    if holds(person, Role.SECRETARIAT):
        return open_ones
    chaired = Access.objects.current().filter(person=person, role=AccessRole.CHAIR).values("group")
    return open_ones.filter(group__in=chaired)


def _closings(person: User, on: date) -> Iterator[Duty]:
    for ballot in _led(person).filter(closes_on__lt=on):
        yield Duty(
            act=_("Close a ballot that is over"),
            about=f"{ballot.title}, {ballot.group.name}",
            path=reverse("ballot", kwargs={"slug": ballot.group.slug, "ballot": ballot.public_id}),
            since=ballot.closes_on,
        )


def _objections(seats: set[int], person: User, on: date) -> Iterator[Duty]:
    chaired = set(Access.objects.current().filter(person=person, role=AccessRole.CHAIR).values_list("group", flat=True))
    led = set(_led(person).values_list("pk", flat=True))
    mine = Q(elector__seat__in=seats) | Q(elector__ballot__in=led) | Q(elector__ballot__group__parent__in=chaired)
    for objection in objections_with_steps().filter(mine, elector__ballot__closing=None):
        ballot, answer = objection.elector.ballot, objection.answer_on(on)
        if answer is Answer.OPEN and ballot.pk in led:
            yield _about(objection, _("Answer an objection"))
        if answer is Answer.PROPOSED and objection.elector.seat_id in seats:
            yield _about(objection, _("Accept the proposed resolution, or not"), due=objection.reply_due())
        if answer is Answer.APPEALED and ballot.group.parent_id in chaired:
            yield _about(objection, _("Decide on an appeal"))


def _about(objection: Objection, act: str, *, due: date | None = None) -> Duty:
    ballot = objection.elector.ballot
    steps = objection.dated_steps
    return Duty(
        act=act,
        about=f"{ballot.title}, {ballot.group.name}",
        path=reverse("objection", kwargs={"slug": ballot.group.slug, "objection": objection.public_id}),
        since=steps[-1].on if steps else day_in(ballot.zone, objection.raised_at),
        due=due,
    )


def _approvals(person: User) -> Iterator[Duty]:
    delegated = set(
        Membership.objects.current().filter(person=person, role=Role.DELEGATE).values_list("organisation", flat=True)
    )
    if not delegated:
        return
    asked = Matrix.objects.filter(owners__organisation__in=delegated).distinct()
    for standing in standings_of(list(asked)):
        for line in standing.lines:
            if line.word is None and line.owner.organisation_id in delegated:
                address = {"matrix": standing.matrix.public_id, "owner": line.owner.public_id}
                yield Duty(
                    act=_("Approve for {owner}, or decline").format(owner=line.owner.organisation.name),
                    about=standing.matrix.title,
                    path=reverse("give_word", kwargs=address),
                    since=day_in("UTC", standing.content.set_at),
                )
