"""Verbs of raising an emerging issue: by anybody, without an account after the address is confirmed."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cupel.errors import ProcedureError
from cupel_web.groups.models import Group
from cupel_web.groups.queries.life import state_of
from cupel_web.groups.states import GroupState
from cupel_web.kernel.clock import day_of
from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User
from cupel_web.notices.actions import Letter, tell
from cupel_web.work.models import EmergingIssue
from cupel_web.work.states import IssueState

DAY = timedelta(days=1)
MAILS_A_DAY = 3
"""To one address that confirms none of them, as for applications."""

ISSUES_A_DAY = 20
"""From one person who is signed in."""


@dataclass(frozen=True, kw_only=True)
class Concern:
    """What somebody raises; ``metals``: codes such as ``cu``; name and address of somebody without an account."""

    title: str
    text: str
    metals: tuple[str, ...] = ()
    name: str = ""
    email: str = ""


def raise_issue(group: Group, concern: Concern, *, by: User | None, now: datetime) -> EmergingIssue:
    """Take an issue in. Somebody who is signed in has confirmed their address; anybody else gets one mail with the link
    under which they confirm, follow and withdraw it.

    Raises :class:`~cupel.errors.ProcedureError` for a group that is concluded, and for too many in a day.
    """
    if state_of(group, on=day_of(now)) in {None, GroupState.CONCLUDED}:
        raise ProcedureError(
            _("{group} takes no issues.").format(group=group.name),
            code="not-at-work",
            remedy=_("Address it to another group."),
        )
    _require_few(concern, by, now)
    secret = "" if by else secrets.token_urlsafe(24)
    with transaction.atomic():
        issue: EmergingIssue = EmergingIssue.objects.create(
            group=group, title=concern.title, text=concern.text, metals=sorted(concern.metals), raised_by=by,
            name="" if by else concern.name, email="" if by else concern.email, raised_at=now,
            key=EmergingIssue.key_of(secret) if secret else "", confirmed_at=now if by else None,
            language=get_language() or settings.LANGUAGE_CODE,
        )  # fmt: skip
        append_event("work.issue_raised", by=by, about=issue, scope=group, now=now, metals=issue.metals)
        if secret:
            letter = Letter(
                template="work/mail/confirm_issue.txt",
                path=reverse("my_issue", kwargs={"secret": secret}),
                values={"issue": issue},
                language=issue.language,
            )
            tell(issue.email, letter, about=issue, now=now)
    return issue


def confirm_issue(issue: EmergingIssue, *, now: datetime) -> None:
    """Whoever raised it reads the mail sent to the address: only now is the issue looked at."""
    with transaction.atomic():
        locked = EmergingIssue.objects.select_for_update().get(pk=issue.pk)
        if locked.confirmed_at is None and locked.withdrawn_at is None:
            locked.confirmed_at = now
            locked.save(update_fields=["confirmed_at"])
            append_event("work.issue_confirmed", by=None, about=locked, scope=locked.group, now=now)


def withdraw_issue(issue: EmergingIssue, *, now: datetime) -> None:
    """Whoever raised it takes it back before it was decided on: who they are and what they wrote is forgotten.

    Raises :class:`~cupel.errors.ProcedureError` for one that was decided on or withdrawn.
    """
    with transaction.atomic():
        locked = EmergingIssue.objects.select_for_update().get(pk=issue.pk)
        if locked.state not in {IssueState.UNCONFIRMED, IssueState.WAITING}:
            raise ProcedureError(
                _("This issue is {state}.").format(state=locked.state.value),
                code="issue-state",
                remedy=_("Write to the secretariat."),
            )
        locked.withdrawn_at = now
        locked.title = locked.text = locked.name = locked.email = ""
        locked.save()
        append_event("work.issue_withdrawn", by=locked.raised_by, about=locked, scope=locked.group, now=now)


def _require_few(concern: Concern, by: User | None, now: datetime) -> None:
    recent = EmergingIssue.objects.filter(raised_at__gt=now - DAY)
    if by is None:
        number, most = recent.filter(email__iexact=concern.email, confirmed_at=None).count(), MAILS_A_DAY
    else:
        number, most = recent.filter(raised_by=by).count(), ISSUES_A_DAY
    if number >= most:
        raise ProcedureError(
            _("{number} issues came from this address in a day.").format(number=number),
            code="too-often",
            remedy=_("Open the link in one of the mails, or try again tomorrow."),
        )
