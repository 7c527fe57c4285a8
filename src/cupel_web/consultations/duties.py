"""What awaits people in consultations: one to announce, comments to place and to decide on, what follows the close."""

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cupel_web.consultations.models import Consultation, DispositionFact
from cupel_web.consultations.models.disposition import Workflow
from cupel_web.consultations.queries.answers import assigned_to, not_satisfied, number_awaited, number_by_work
from cupel_web.consultations.queries.comments import number_unplaced
from cupel_web.consultations.queries.finding import all_consultations
from cupel_web.consultations.states import Step
from cupel_web.groups.models import Access, AccessRole
from cupel_web.kernel.clock import day_of
from cupel_web.kernel.duties import Duty
from cupel_web.kernel.models import User
from cupel_web.people.models import Role
from cupel_web.people.queries import holds


def duties(person: User, on: date) -> Iterator[Duty]:
    """All of them."""
    yield from _assigned(person)
    led = _led(person)
    unplaced, work, awaited = number_unplaced(led), number_by_work(led), number_awaited(led)
    unhappy = not_satisfied(led)
    for consultation in led:
        at = work.get(consultation.pk, {})
        if Step.ANNOUNCED not in consultation.done:
            yield _about(consultation, _("Announce a consultation"), since=day_of(consultation.begun_at))
        elif consultation.last_day < on:
            yield from _steps(consultation, at)
        if consultation.pk in unhappy:
            path = f"{_board(consultation)}?answer=not+satisfied"
            act = _("Look at answers: not satisfied")
            yield Duty(act=act, about=str(consultation), path=path, since=unhappy[consultation.pk])
        if unplaced.get(consultation.pk):
            path = f"{_board(consultation)}?clause=none"
            act = _("Say which clause comments are on")
            yield Duty(act=act, about=str(consultation), path=path, since=day_of(consultation.opens_at))
        term, _number = awaited.get(consultation.pk, (None, 0))
        if term is not None and term.due < on:
            path = reverse("answer_term", kwargs={"consultation": consultation.public_id})
            act = _("Record that time to answer is over")
            yield Duty(act=act, about=str(consultation), path=path, since=term.due)


def _steps(consultation: Consultation, at: dict[str, int]) -> Iterator[Duty]:
    """What follows the close: disposition is begun, feedback published, decisions agreed and published, the response
    published.
    """
    since = consultation.last_day
    if Step.DISPOSITION not in consultation.done and at:
        yield _about(consultation, _("Begin disposition"), since=since)
    if Step.FEEDBACK not in consultation.done:
        yield _about(consultation, _("Publish the feedback"), since=since)
    agreed = at.get(Workflow.AGREED.value, 0)
    if at and agreed + at.get(Workflow.PUBLISHED.value, 0) == sum(at.values()):
        if agreed:
            path = f"{_board(consultation)}?state={Workflow.AGREED.value}"
            yield Duty(act=_("Publish the decisions: all are agreed"), about=str(consultation), path=path, since=since)
        else:
            yield _about(consultation, _("Publish the response: all decisions are public"), since=since)


def _assigned(person: User) -> Iterator[Duty]:
    """Comments that the person was given, one line for each consultation."""
    facts: dict[int, list[DispositionFact]] = {}
    for fact in assigned_to(person):
        facts.setdefault(fact.comment.consultation_id, []).append(fact)
    for given in facts.values():
        consultation, number = given[0].comment.consultation, len(given)
        act = ngettext("Propose a decision: {number} comment", "Propose decisions: {number} comments", number)
        yield Duty(
            act=act.format(number=number), about=f"{consultation}, {consultation.group.name}",
            path=f"{_board(consultation)}?state={Workflow.ASSIGNED.value}&assignee=me", since=day_of(given[0].made_at),
        )  # fmt: skip


def _board(consultation: Consultation) -> str:
    return reverse("consultation_comments", kwargs={"consultation": consultation.public_id})


def _led(person: User) -> QuerySet[Consultation]:
    unanswered = all_consultations().exclude(steps__step=Step.RESPONSE)
    if holds(person, Role.SECRETARIAT):
        return unanswered
    chaired = Access.objects.current().filter(person=person, role=AccessRole.CHAIR).values("group")
    return unanswered.filter(group__in=chaired)


def _about(consultation: Consultation, act: str, *, since: date) -> Duty:
    path = reverse("consultation", kwargs={"consultation": consultation.public_id})
    return Duty(act=act, about=f"{consultation}, {consultation.group.name}", path=path, since=since)
