"""The postman of tests: hands over what is queued."""

from django.core import mail

from cupel_web.notices.jobs import deliver
from cupel_web.notices.models import Notice


def delivered() -> list[str]:
    """Texts of all mails, oldest first, after those that wait were sent as the worker sends them."""
    for notice in Notice.objects.filter(sent_at=None, given_up_at=None):
        deliver.call(notice.public_id)
    return [str(message.body) for message in mail.outbox]
