"""Clocks of consultations: how long comments are taken, and what is awaited after the close."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cupel_web.consultations.models import AnswerTerm, Consultation
from cupel_web.consultations.queries.answers import number_awaited
from cupel_web.consultations.queries.finding import all_consultations
from cupel_web.consultations.states import Step
from cupel_web.groups.clocks import RunningClock
from cupel_web.groups.models import Group
from cupel_web.kernel.zones import in_zone


def clocks(groups: Sequence[Group], on: date) -> Iterator[RunningClock]:
    """All of them."""
    awaited = number_awaited(Consultation.objects.filter(group__in=groups))
    for consultation in all_consultations().announced().filter(group__in=groups):
        if consultation.pk in awaited:
            yield _answers(consultation, *awaited[consultation.pk])
        if in_zone(consultation.opens_at, consultation.zone).date() > on:
            continue
        if consultation.last_day >= on:
            yield _window(consultation)
        elif Step.FEEDBACK not in consultation.done:
            yield _feedback(consultation)


def _window(consultation: Consultation) -> RunningClock:
    opened = consultation.opens_there.date()
    days = (consultation.last_day - opened).days + 1
    return RunningClock(
        group=consultation.group, act=_("Comment on the draft"), about=str(consultation), path=path_of(consultation),
        waiting=_("the group"), awaited=_("the public"), started=opened, due=consultation.last_day,
        term=ngettext("%(number)s day, first and last one counted", "%(number)s days, first and last one counted", days)
        % {"number": days},
        then=_("No comment is taken any more; the group decides on those that came."),
    )  # fmt: skip


def _feedback(consultation: Consultation) -> RunningClock:
    return RunningClock(
        group=consultation.group, act=_("Publish the feedback"), about=str(consultation), path=path_of(consultation),
        waiting=_("the public"), awaited=_("chair and secretariat"), started=consultation.last_day, due=None,
        term=_("no term"), then=_("Nothing lapses; until then nobody outside reads what was said."),
    )  # fmt: skip


def _answers(consultation: Consultation, term: AnswerTerm, number: int) -> RunningClock:
    started = in_zone(term.set_at, consultation.zone).date()
    awaited = ngettext("%(number)s commenter's answer", "%(number)s commenters' answers", number)
    return RunningClock(
        group=consultation.group, act=_("Answer the decisions"), about=str(consultation), path=path_of(consultation),
        waiting=_("the group"), awaited=awaited % {"number": number},
        started=started, due=term.due, term=_("a day that was set"),
        then=_("It is recorded that time is over; the decision stands, and who answers later is still heard."),
    )  # fmt: skip


def path_of(consultation: Consultation) -> str:
    """The consultation's page."""
    return reverse("consultation", kwargs={"consultation": consultation.public_id})
