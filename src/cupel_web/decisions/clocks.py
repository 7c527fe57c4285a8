"""Clocks of decisions: votes, ballots to close, answers to resolutions, appeals. Only the objector's term to answer may
be paused: the days of a vote are told to everybody when it opens and never change, and after the term of an appeal the
result must be final on a day that is known.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cupel.governance import Answer, Step
from cupel_web.decisions.models import Ballot, Objection
from cupel_web.decisions.queries.records import objections_with_steps
from cupel_web.decisions.states import day_in
from cupel_web.groups.clocks import RunningClock
from cupel_web.groups.models import Group


def clocks(groups: Sequence[Group], on: date) -> Iterator[RunningClock]:
    """All of them."""
    for ballot in Ballot.objects.filter(group__in=groups, closing=None).select_related("group"):
        yield _vote(ballot)
    found = objections_with_steps().filter(elector__ballot__group__in=groups, elector__ballot__closing=None)
    for objection in found:
        clock = _of_objection(objection, on)
        if clock is not None:
            yield clock


def _vote(ballot: Ballot) -> RunningClock:
    opened = day_in(ballot.zone, ballot.opened_at)
    return RunningClock(
        group=ballot.group, act=_("Vote, then close the ballot"), about=ballot.title,
        path=reverse("ballot", kwargs={"slug": ballot.group.slug, "ballot": ballot.public_id}),
        waiting=_("chair and secretariat"), awaited=_("the seats that vote"), started=opened, due=ballot.closes_on,
        term=_("{days}, which end in {zone}").format(days=_days((ballot.closes_on - opened).days), zone=ballot.zone),
        then=_("Nobody votes any more. Chair or secretariat close the ballot once its objections are answered."),
    )  # fmt: skip


def _of_objection(objection: Objection, on: date) -> RunningClock | None:
    ballot, answer = objection.elector.ballot, objection.answer_on(on)
    if answer is Answer.APPEALED and ballot.group.parent is not None:
        return RunningClock(
            **_about(objection), group=ballot.group, act=_("Decide on an appeal"), waiting=_("the objector"),
            awaited=_("the chair of {group}").format(group=ballot.group.parent.name), due=None, term=_("no term"),
            then=_("Nothing lapses; until it is decided the ballot cannot be closed."),
        )  # fmt: skip
    if answer is Answer.OPEN:
        return RunningClock(
            **_about(objection), group=ballot.group, act=_("Answer an objection"), waiting=_("the objector"),
            awaited=_("chair and secretariat"), due=None, term=_("no term"),
            then=_("Nothing lapses; until it is answered the ballot cannot be closed."),
        )  # fmt: skip
    if answer is Answer.PROPOSED:
        return RunningClock(
            **_about(objection), group=ballot.group, act=_("Accept the proposed resolution, or not"),
            waiting=_("chair and secretariat"), awaited=_("the objector"), due=objection.reply_due(),
            term=_days(ballot.reply_days), pauses=objection.rests,
            then=_("The objection counts as timed out: it is not sustained, and the majority decides."),
        )  # fmt: skip
    if answer is Answer.OVERRULED and Step.APPEALED in objection.next_on(on):
        return RunningClock(
            **_about(objection), group=ballot.group, act=_("Appeal, or let it be"), waiting=_("chair and secretariat"),
            awaited=_("the objector"), due=objection.appeal_due(), term=_days(ballot.appeal_days),
            then=_("The objection stays overruled, and the ballot may be closed."),
        )  # fmt: skip
    return None


def _about(objection: Objection) -> dict[str, Any]:
    ballot, steps = objection.elector.ballot, objection.dated_steps
    return {
        "about": _("objection {number} to {title}").format(number=objection.number, title=ballot.title),
        "path": reverse("objection", kwargs={"slug": ballot.group.slug, "objection": objection.public_id}),
        "started": steps[-1].on if steps else day_in(ballot.zone, objection.raised_at),
    }


def _days(number: int) -> str:
    return ngettext("%(number)s day", "%(number)s days", number) % {"number": number}
