"""The postman of tests: hands over what is queued; and a mail server that keeps what arrives."""

import socket
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from django.core import mail

from cupel_web.notices.jobs import deliver
from cupel_web.notices.models import Notice


def hand_over() -> None:
    """Send what waits, as the worker does."""
    for notice in Notice.objects.filter(sent_at=None, given_up_at=None):
        deliver.call(notice.public_id)


def delivered() -> list[str]:
    """Texts of all mails, oldest first, after those that wait were sent."""
    hand_over()
    return [str(message.body) for message in mail.outbox]


class Server:
    """Keeps what arrives."""

    def __init__(self) -> None:
        self.letters: list[Message] = []

    async def handle_DATA(self, _server: object, _session: object, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        self.letters.append(message_from_bytes(envelope.content))
        return "250 OK"


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    """A mail server on the loopback address, and the workspace set to use it."""
    handler = Server()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = controller.hostname, controller.port
    yield handler
    controller.stop()


def free_port() -> int:
    """A port of the loopback address on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def text_of(letter: Message) -> str:
    """What a mail without attachments says."""
    content = letter.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode().replace("\r\n", "\n")
