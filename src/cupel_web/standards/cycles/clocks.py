"""Clocks of revisions: the stage a cycle is in, answers to comments, the next review of a standard."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from cupel.governance import Awaited, Deadline, deadlines
from cupel_web.groups.clocks import RunningClock
from cupel_web.groups.models import Group
from cupel_web.standards.cycles.queries import cycles_of, reviews
from cupel_web.standards.cycles.records import record_of
from cupel_web.standards.cycles.words import deadline_words, length_words
from cupel_web.standards.models import Cycle


def clocks(groups: Sequence[Group], on: date) -> Iterator[RunningClock]:
    """All of them; a stage that has not come up yet has no clock."""
    for cycle in cycles_of(groups):
        for deadline in deadlines(record_of(cycle, on=on)):
            if deadline.since <= on:
                yield _stage(cycle, deadline)
    yield from _reviews({group.pk for group in groups}, on)


def _stage(cycle: Cycle, deadline: Deadline) -> RunningClock:
    rules = cycle.procedure.procedure.cycle
    asked = length_words(rules.answers) if rules is not None and rules.answers is not None else ""
    then = {
        Awaited.START: _("The stage is shown as late to everybody; chair or secretariat start it or plan it anew."),
        Awaited.END: _("The stage is shown as late to everybody; chair or secretariat end it or plan it anew."),
        Awaited.ANSWERS: _("The profile check shows that comments are not answered; nothing lapses."),
    }
    return RunningClock(
        group=cycle.group, act=deadline_words(deadline), about=str(cycle),
        path=reverse("revision_cycle", kwargs={"cycle": cycle.public_id}), waiting=_("the public"),
        awaited=cycle.group.name, started=deadline.since, due=deadline.due,
        term=asked if deadline.awaited is Awaited.ANSWERS else _("a day that was planned"),
        then=then[deadline.awaited],
    )  # fmt: skip


def _reviews(groups: set[int], on: date) -> Iterator[RunningClock]:
    for review in reviews(on=on):
        if review.group is None or review.group.pk not in groups or review.due is None or review.running is not None:
            continue
        assert review.since is not None, "what is due is counted from a day"
        yield RunningClock(
            group=review.group, act=_("Review a standard"), about=review.standard.upper(),
            path=reverse("revision_cycles"), waiting=_("the public"), awaited=review.group.name, started=review.since,
            due=review.due, term=_("as the group's procedure asks"),
            then=_("It is shown as overdue to everybody; the group opens a cycle or records that no change is needed."),
        )  # fmt: skip
