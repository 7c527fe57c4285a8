"""Clocks that run in groups: every room says who waits for whom, since when, until when, and what happens then."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from cupel.governance import ClockState, Pause
from cupel_web.groups.models import Group, Part, Tenure, TermsOfReference
from cupel_web.people.models import Acceptance
from cupel_web.people.queries import undertakings_on


@dataclass(frozen=True, kw_only=True)
class RunningClock:
    """One clock of a ``group``. ``act`` is what is awaited, ``about`` which record, at ``path``; ``waiting`` waits for
    ``awaited``. ``term``: how long it is, in words. ``due``: the last day in time, none while a pause lasts or where
    there is no term; ``pauses`` with their reasons. ``then``: what is done, told or possible once it is overdue.
    """

    group: Group
    act: str
    about: str
    path: str
    waiting: str
    awaited: str
    started: date
    due: date | None
    term: str
    then: str
    pauses: tuple[Pause, ...] = ()

    def state(self, *, on: date) -> ClockState:
        """What it does on a day."""
        if self.due is not None and self.due < on:
            return ClockState.OVERDUE
        return ClockState.PAUSED if any(pause.covers(on) for pause in self.pauses) else ClockState.RUNNING


Source = Callable[[Sequence[Group], date], Iterable[RunningClock]]
"""The clocks of these groups on a day, in a number of queries that does not grow with them."""
_sources: list[Source] = []


def clocks_come_from(source: Source) -> None:
    """Let a room say which clocks run; called once when the workspace starts."""
    if source not in _sources:
        _sources.append(source)


def clocks_of(groups: Sequence[Group], *, on: date) -> list[RunningClock]:
    """All clocks of these groups on a day: oldest deadline first, then what has none, the longest waiting first."""
    found = [clock for source in _sources for clock in source(groups, on)]
    return sorted(found, key=lambda clock: (clock.due or date.max, clock.started, clock.act, clock.about))


def clocks_here(groups: Sequence[Group], on: date) -> Iterator[RunningClock]:
    """Clocks of this room: terms of office, undertakings, mandates."""
    holders = Tenure.objects.filter(seat__group__in=groups, part=Part.HOLDER, ended_on=None, began_on__lte=on)
    last = {
        tenure.seat_id: tenure for tenure in holders.select_related("seat__group").order_by("began_on", "pk")
    }.values()
    seated = [tenure for tenure in last if tenure.seat.closed_on is None or tenure.seat.closed_on > on]
    yield from _terms_of_office(seated)
    yield from _undertakings([tenure for tenure in seated if tenure.term_ends >= on], on)
    yield from _mandates(groups, on)


def _terms_of_office(tenures: list[Tenure]) -> Iterator[RunningClock]:
    for tenure in tenures:
        group = tenure.seat.group
        yield RunningClock(
            group=group, act=_("Renew a term of office, or fill the seat"), about=tenure.seat.label,
            path=reverse("group", kwargs={"slug": group.slug}), waiting=group.name, awaited=_("the secretariat"),
            started=tenure.began_on, due=tenure.term_ends, term=_("a day that was set"),
            then=_("The seat is open and has no vote; its holder loses nothing else. The secretariat may fill it."),
        )  # fmt: skip


def _undertakings(tenures: list[Tenure], on: date) -> Iterator[RunningClock]:
    asked = undertakings_on(on)
    given = set(
        Acceptance.objects.filter(person__in={tenure.person_id for tenure in tenures}, undertaking__in=asked)
        .values_list("person", "undertaking")
    )  # fmt: skip
    for tenure in tenures:
        missing = [each for each in asked if (tenure.person_id, each.pk) not in given]
        if missing:
            group = tenure.seat.group
            yield RunningClock(
                group=group, act=_("Accept the undertakings"), about=tenure.seat.label,
                path=reverse("group", kwargs={"slug": group.slug}), waiting=group.name,
                awaited=_("the holder of the seat"),
                started=max(tenure.began_on, min(each.in_force for each in missing)), due=None, term=_("no term"),
                then=_("Nothing lapses; until then the seat is not active and has no vote."),
            )  # fmt: skip


def _mandates(groups: Sequence[Group], on: date) -> Iterator[RunningClock]:
    approved = TermsOfReference.objects.filter(group__in=groups, approval__isnull=False, in_force__lte=on)
    in_force = {row.group_id: row for row in approved.select_related("group__parent").order_by("in_force", "number")}
    for terms in in_force.values():
        if terms.lasts_until is not None:
            group = terms.group
            yield RunningClock(
                group=group, act=_("Renew the terms of reference"),
                about=_("version {number}").format(number=terms.number),
                path=reverse("terms", kwargs={"slug": group.slug, "terms": terms.public_id}),
                waiting=group.parent.name if group.parent else _("the scheme"), awaited=group.name,
                started=terms.in_force, due=terms.lasts_until, term=_("a day that was set"),
                then=_("The mandate is over: chair or secretariat propose new terms, or the group is concluded."),
            )  # fmt: skip
