"""Verbs of joining: apply without an account, confirm the address, withdraw, decide."""

import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cupel.errors import ProcedureError
from cupel_web.groups.models import Application, Capacity, Group, Invited, Ruling, SeatRecord
from cupel_web.groups.queries.life import state_of
from cupel_web.groups.states import AT_WORK, ApplicationState
from cupel_web.kernel.clock import day_of
from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import require
from cupel_web.notices.actions import Letter, tell

DAY = timedelta(days=1)
MAILS_A_DAY = 3
"""To one address that confirms none of them: a form that mails strangers is a weapon."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What an applicant tells: who they are, for whom they would speak, and why."""

    name: str
    email: str
    joins_as: Invited
    capacity: Capacity
    category: str
    statement: str
    organisation_name: str = ""
    interests: str = ""
    seat: SeatRecord | None = None


def apply(group: Group, wish: Wish, *, now: datetime) -> Application:
    """Take an application in and mail the applicant the one link under which they confirm, follow and withdraw it.

    Raises :class:`~cupel.errors.ProcedureError` for a group that takes no members, and for an address that was mailed
    too often.
    """
    state = state_of(group, on=day_of(now))
    if state not in AT_WORK or wish.joins_as not in group.invites:
        raise ProcedureError(
            _("{group} takes no applications of this kind now.").format(group=group.name),
            code="not-invited",
            remedy=_("Look at its page for who may join, and when."),
        )
    unread = Application.objects.filter(email__iexact=wish.email, confirmed_at=None, received_at__gt=now - DAY)
    if unread.count() >= MAILS_A_DAY:
        raise ProcedureError(
            _("This address got {number} mails from here that nobody confirmed.").format(number=MAILS_A_DAY),
            code="too-often",
            remedy=_("Open the link in one of them, or try again tomorrow."),
        )
    secret = secrets.token_urlsafe(24)
    with transaction.atomic():
        application: Application = Application.objects.create(
            group=group, key=Application.key_of(secret), received_at=now,
            language=get_language() or settings.LANGUAGE_CODE, **_columns(wish),
        )  # fmt: skip
        append_event("groups.applied", by=None, about=application, scope=group, now=now, joins_as=wish.joins_as.value)
        letter = Letter(
            template="groups/mail/confirm.txt",
            path=reverse("my_application", kwargs={"secret": secret}),
            values={"application": application},
            language=application.language,
        )
        tell(application.email, letter, about=application, now=now)
    return application


def confirm_application(application: Application, *, now: datetime) -> None:
    """The applicant reads the mail sent to the address: only now is the application looked at."""
    with transaction.atomic():
        if application.confirmed_at is None:
            application.confirmed_at = now
            application.save(update_fields=["confirmed_at"])
            append_event("groups.application_confirmed", by=None, about=application, scope=application.group, now=now)


def withdraw_application(application: Application, *, now: datetime) -> None:
    """The applicant takes it back: who they are is forgotten at once."""
    with transaction.atomic():
        locked = _locked(application)
        locked.withdrawn_at = now
        locked.name = locked.email = locked.organisation_name = locked.statement = locked.interests = ""
        locked.save()
        append_event("groups.application_withdrawn", by=None, about=locked, scope=locked.group, now=now)


def rule(application: Application, *, accepted: bool, letter: str, by: User, now: datetime) -> Ruling:
    """Decide on an application and send the letter; seating an accepted applicant is an act of its own."""
    require(by, "groups.decide_application", application)
    with transaction.atomic():
        locked = _locked(application)
        ruling: Ruling = Ruling.objects.create(
            application=locked, accepted=accepted, letter=letter, decided_at=now, decided_by=by
        )
        append_event("groups.application_decided", by=by, about=locked, scope=locked.group, now=now, accepted=accepted)
        mail = Letter(
            template="groups/mail/ruling.txt",
            path=reverse("group", kwargs={"slug": locked.group.slug}),
            values={"application": locked, "ruling": ruling},
            language=locked.language,
        )
        tell(locked.email, mail, about=locked, now=now)
    return ruling


def _locked(application: Application) -> Application:
    """The application for a change; raises :class:`~cupel.errors.ProcedureError` unless it waits for an answer."""
    locked = Application.objects.select_for_update(of=("self",)).select_related("group").get(pk=application.pk)
    if locked.state is not ApplicationState.RECEIVED:
        raise ProcedureError(
            _("This application is {state}.").format(state=locked.state.value),
            code="application-state",
            remedy=_("Only one that is received and confirmed waits for an answer."),
        )
    return locked


def _columns(wish: Wish) -> dict[str, object]:
    return {**asdict(wish), "seat": wish.seat} if wish.seat else asdict(wish)
