"""What awaits people in groups: undertakings to accept, applications to decide, seats whose holder left or whose
term ends, terms of reference to approve.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from cupel_web.groups.models import Access, AccessRole, Application, Part, Tenure, TermsOfReference
from cupel_web.groups.queries.composition import departed
from cupel_web.kernel.clock import day_of
from cupel_web.kernel.duties import Duty
from cupel_web.kernel.models import User
from cupel_web.people.models import Role
from cupel_web.people.queries import holds, unaccepted

DAY = timedelta(days=1)
SOON = timedelta(days=60)
"""How long before its end a term is told of."""


def duties(person: User, on: date) -> Iterator[Duty]:
    """All of them."""
    yield from _undertakings(person, on)
    if holds(person, Role.SECRETARIAT):
        yield from _applications()
        yield from _departures(on)
        yield from _last_days(on)
    yield from _terms(person)


def _undertakings(person: User, on: date) -> Iterator[Duty]:
    tenure = Tenure.objects.on(on).filter(person=person).select_related("seat__group").order_by("began_on").first()
    if tenure is None:
        return
    for undertaking in unaccepted(person, on=on):
        yield Duty(
            act=_("Accept the {name}").format(name=undertaking.get_kind_display()),
            about=tenure.seat.group.name,
            path=reverse("me"),
            since=max(undertaking.in_force, tenure.began_on),
        )


def _applications() -> Iterator[Duty]:
    waiting = Application.objects.filter(ruling=None, withdrawn_at=None).exclude(confirmed_at=None)
    for application in waiting.select_related("group"):
        confirmed = application.confirmed_at
        address = {"slug": application.group.slug, "application": application.public_id}
        yield Duty(
            act=_("Decide on an application"),
            about=f"{application.name}, {application.group.name}",
            path=reverse("application", kwargs=address),
            since=day_of(confirmed or application.received_at),
        )


def _departures(on: date) -> Iterator[Duty]:
    """People who left the organisation for which their seat speaks: it names somebody else, or the seat closes."""
    for tenure in departed(on=on).select_related("seat__group", "seat__organisation"):
        yield Duty(
            act=_("Fill a seat whose holder left {organisation}").format(organisation=tenure.seat.organisation),
            about=f"{tenure.seat.label}, {tenure.seat.group.name}",
            path=reverse("seats", kwargs={"slug": tenure.seat.group.slug}),
            since=tenure.worked_until + DAY,  # type: ignore[attr-defined]
        )


def _last_days(on: date) -> Iterator[Duty]:
    """Terms of holders that end soon, where nobody is to sit there afterwards."""
    following = Tenure.objects.filter(seat=OuterRef("seat"), part=Part.HOLDER, began_on__gt=OuterRef("term_ends"))
    ending = Tenure.objects.on(on).filter(
        ~Exists(following), part=Part.HOLDER, ended_on=None, term_ends__lte=on + SOON, seat__closed_on=None
    )
    for tenure in ending.select_related("seat__group"):
        yield Duty(
            act=_("Renew a term that ends, or fill the seat"),
            about=f"{tenure.seat.label}, {tenure.seat.group.name}",
            path=reverse("seats", kwargs={"slug": tenure.seat.group.slug}),
            since=max(tenure.term_ends - SOON, tenure.began_on),
            due=tenure.term_ends,
        )


def _terms(person: User) -> Iterator[Duty]:
    chaired = Access.objects.current().filter(person=person, role=AccessRole.CHAIR).values("group")
    for terms in TermsOfReference.objects.filter(approval=None, group__parent__in=chaired).select_related("group"):
        yield Duty(
            act=_("Approve terms of reference"),
            about=terms.group.name,
            path=reverse("terms", kwargs={"slug": terms.group.slug, "terms": terms.public_id}),
            since=day_of(terms.proposed_at),
        )
