"""Verbs about mail: tell somebody, deliver, give up."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from cupel_web.kernel.jobs import enqueue
from cupel_web.kernel.models import PublicModel
from cupel_web.notices.models import SUBJECT_MOST, Notice

DELIVER = "cupel_web.notices.jobs.deliver"


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file that goes with a mail; ``media_type`` such as ``text/calendar``."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What a mail says: ``template`` renders to a subject on its first line and the text below, with ``values`` and
    ``link``, the one address that does the act; one file may go with it.
    """

    template: str
    path: str
    values: dict[str, object]
    language: str = settings.LANGUAGE_CODE
    attachment: Attachment | None = None


def tell(address: str, letter: Letter, *, about: PublicModel, now: datetime) -> Notice:
    """Queue a mail; call it inside the act's own transaction."""
    with translation.override(letter.language), timezone.override(None):
        link = settings.SITE_URL + letter.path
        rendered = render_to_string(letter.template, {**letter.values, "link": link})
    subject, _line, text = rendered.strip().partition("\n")
    with transaction.atomic():
        notice: Notice = Notice.objects.create(
            address=address, subject=" ".join(subject.split())[:SUBJECT_MOST], text=text.strip() + "\n",
            about=about.public_id, queued_at=now, **_file(letter.attachment),
        )  # fmt: skip
        enqueue(DELIVER, notice)
    return notice


def delivered(notice: Notice, *, now: datetime) -> None:
    """The mail server took it: forget whom and what."""
    Notice.objects.filter(pk=notice.pk).update(
        address="", subject="", text="", file_name="", file_type="", file=None, sent_at=now
    )


def given_up(notice: Notice, *, now: datetime) -> None:
    """No mail server took it in time; the text is kept for the operator to see what was not told."""
    Notice.objects.filter(pk=notice.pk).update(given_up_at=now)


def _file(attachment: Attachment | None) -> dict[str, object]:
    if attachment is None:
        return {}
    return {"file_name": attachment.name, "file_type": attachment.media_type, "file": attachment.content}
