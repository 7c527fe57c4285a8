"""Verbs about tokens: issue, revoke, recognise."""

import secrets
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from cupel.errors import ProcedureError
from cupel_web.api.models import AccessToken
from cupel_web.kernel.clock import day_of
from cupel_web.kernel.events import append_event
from cupel_web.kernel.models import User

LONGEST = timedelta(days=365)
PREFIX = "cupel_"
"""Begins every secret, so that one that lies somewhere open is found by those who look for such."""


def issue_token(person: User, *, label: str, writes: bool, expires_on: date, now: datetime) -> tuple[AccessToken, str]:
    """A new token and its secret, which nobody can read again.

    Raises :class:`~cupel.errors.ProcedureError` for a last day that is over or more than a year away.
    """
    if not day_of(now) <= expires_on <= day_of(now) + LONGEST:
        raise ProcedureError(
            _("A token lasts from today on for a year at most."),
            code="token-term",
            remedy=_("Choose an earlier or a later last day."),
        )
    secret = PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        token: AccessToken = AccessToken.objects.create(
            person=person, label=label, writes=writes, key=AccessToken.key_of(secret), created_at=now,
            expires_on=expires_on,
        )  # fmt: skip
        append_event("api.token_issued", by=person, about=token, now=now, writes=writes)
    return token, secret


def revoke_token(token: AccessToken, *, by: User, now: datetime) -> None:
    """From now on it opens nothing."""
    with transaction.atomic():
        if AccessToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now):
            append_event("api.token_revoked", by=by, about=token, now=now)


def token_with(secret: str, *, on: date) -> AccessToken | None:
    """The good token with this secret; that it was used is noted once a day."""
    token = AccessToken.objects.select_related("person").filter(key=AccessToken.key_of(secret)).first()
    if token is None or not token.is_good(on):
        return None
    if token.used_on != on:
        AccessToken.objects.filter(pk=token.pk).update(used_on=on)
    return token
