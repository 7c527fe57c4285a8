"""The address to which a person answers a thread by mail: signed, so that nobody can make one up."""

import re

from django.conf import settings
from django.core.signing import BadSignature, Signer

from cupel_web.work.models import Follow

# Before the @ an address has 64 octets at most and no colon: 6 of "reply+", 12 of the key, a dot, 43 of the signature.


def _signer() -> Signer:
    """Made when it is used: the key is not there where no server runs."""
    return Signer(sep=".", salt="cupel_web.work.reply")


ADDRESS = re.compile(r"^reply\+(?P<token>[0-9A-Za-z_.-]{1,58})@(?P<host>[^@\s]+)$", re.IGNORECASE)


def reply_address(followed: Follow) -> str:
    """Where this person answers this thread; empty where the workspace takes no mail."""
    if not settings.REPLY_DOMAIN:
        return ""
    return f"reply+{_signer().sign(followed.key)}@{settings.REPLY_DOMAIN}"


def follow_at(address: str) -> Follow | None:
    """The thread and person an address stands for; None for one that we did not make."""
    found = ADDRESS.match(address)
    if found is None or found["host"].lower() != settings.REPLY_DOMAIN.lower():
        return None
    try:
        key = _signer().unsign(found["token"])
    except BadSignature:
        return None
    return Follow.objects.select_related("thread__group", "thread__paper", "person").filter(key=key).first()
