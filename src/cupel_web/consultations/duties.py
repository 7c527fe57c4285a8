"""What awaits people in consultations: prepared ones to announce, comments to place, feedback to publish."""

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from cupel_web.consultations.models import Consultation
from cupel_web.consultations.queries.answers import assigned_to
from cupel_web.consultations.queries.comments import number_unplaced
from cupel_web.consultations.queries.finding import all_consultations
from cupel_web.consultations.queries.remarks import not_satisfied
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
    led = list(_led(person))
    unplaced, unhappy = number_unplaced(led), not_satisfied(led)
    for consultation in led:
        if Step.ANNOUNCED not in consultation.done:
            yield _about(consultation, _("Announce a consultation"), since=day_of(consultation.begun_at))
        elif consultation.last_day < on and Step.FEEDBACK not in consultation.done:
            yield _about(consultation, _("Publish the feedback"), since=consultation.last_day)
        if consultation.pk in unhappy:
            path = reverse("consultation_comments", kwargs={"consultation": consultation.public_id})
            yield Duty(
                act=_("Look at answers: not satisfied"), about=str(consultation), path=f"{path}?state=published",
                since=unhappy[consultation.pk],
            )  # fmt: skip
        if unplaced.get(consultation.pk):
            path = reverse("consultation_comments", kwargs={"consultation": consultation.public_id})
            since = day_of(consultation.opens_at)
            yield Duty(
                act=_("Say which clause comments are on"), about=str(consultation), path=f"{path}?clause=none",
                since=since,
            )  # fmt: skip


def _assigned(person: User) -> Iterator[Duty]:
    """Comments that the person was given, one line for each."""
    for fact in assigned_to(person):
        path = reverse("consultation_comment", kwargs={"comment": fact.comment.public_id})
        yield Duty(
            act=_("Propose a decision"), about=f"{fact.comment.name}, {fact.comment.consultation}", path=path,
            since=day_of(fact.made_at),
        )  # fmt: skip


def _led(person: User) -> QuerySet[Consultation]:
    unanswered = all_consultations().exclude(steps__step=Step.RESPONSE)
    if holds(person, Role.SECRETARIAT):
        return unanswered
    chaired = Access.objects.current().filter(person=person, role=AccessRole.CHAIR).values("group")
    return unanswered.filter(group__in=chaired)


def _about(consultation: Consultation, act: str, *, since: date) -> Duty:
    path = reverse("consultation", kwargs={"consultation": consultation.public_id})
    return Duty(act=act, about=f"{consultation}, {consultation.group.name}", path=path, since=since)
