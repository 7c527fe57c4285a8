"""Deliver mail: each notice once, again after a while where the mail server does not answer."""

from datetime import timedelta
from smtplib import SMTPException

import structlog
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django_tasks import task

from cupel_web.kernel import clock
from cupel_web.notices import actions
from cupel_web.notices.models import Notice

log = structlog.get_logger(__name__)
WAITS = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6), timedelta(days=1))
"""How long to wait after each attempt that failed; after the last one nobody tries again."""
BY_A_MACHINE = {"Auto-Submitted": "auto-generated"}
"""Keeps machines from answering it (RFC 3834)."""


@task()
def deliver(notice_id: str) -> None:
    """Send one notice unless it is sent."""
    with transaction.atomic():
        notice = Notice.objects.select_for_update().filter(public_id=notice_id, sent_at=None, given_up_at=None).first()
        if notice is None or not notice.address:
            return
        Notice.objects.filter(pk=notice.pk).update(attempts=F("attempts") + 1)
    try:
        _mail(notice).send()
    except (SMTPException, OSError) as error:
        _later(notice, error)
    else:
        actions.delivered(notice, now=clock.now())


def _mail(notice: Notice) -> EmailMessage:
    mail = EmailMessage(
        subject=notice.subject, body=notice.text, to=[notice.address],
        reply_to=[notice.reply_to] if notice.reply_to else None, headers=BY_A_MACHINE,
    )  # fmt: skip
    if notice.file is not None:
        mail.attach(notice.file_name, bytes(notice.file), notice.file_type)
    return mail


def _later(notice: Notice, error: Exception) -> None:
    log.warning("mail_not_taken", notice=notice.public_id, attempt=notice.attempts + 1, error=type(error).__name__)
    if notice.attempts >= len(WAITS):
        actions.given_up(notice, now=clock.now())
        return
    deliver.using(run_after=clock.now() + WAITS[notice.attempts]).enqueue(notice.public_id)
