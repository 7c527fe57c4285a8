"""Verbs of mail: tell somebody, deliver, give up."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from cupel_web.kernel.jobs import enqueue
from cupel_web.kernel.languages import tag
from cupel_web.kernel.models import PublicModel, User
from cupel_web.notices.models import SUBJECT_MOST, Notice, Pace
from cupel_web.notices.queries import language_at, preference_of

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
    ``link``, the one address that does the act; one file may go with it. It is written in the language that the person
    at the address chose, in ``language`` where nobody did. ``reply_to``: where answers go, if anywhere.
    """

    template: str
    path: str
    values: dict[str, object]
    language: str = settings.LANGUAGE_CODE
    attachment: Attachment | None = None
    reply_to: str = ""


def tell(address: str, letter: Letter, *, about: PublicModel, now: datetime) -> Notice:
    """Queue a mail; call it inside the act's own transaction."""
    links = {"link": settings.SITE_URL + letter.path, "mail_link": settings.SITE_URL + reverse("my_mail")}
    with translation.override(tag(language_at(address) or letter.language)), timezone.override(None):
        rendered = render_to_string(letter.template, {**letter.values, **links})
    subject, _line, text = rendered.strip().partition("\n")
    with transaction.atomic():
        notice: Notice = Notice.objects.create(
            address=address, subject=" ".join(subject.split())[:SUBJECT_MOST], text=text.strip() + "\n",
            reply_to=letter.reply_to, about=about.public_id, queued_at=now, **_file(letter.attachment),
        )  # fmt: skip
        enqueue(DELIVER, notice)
    return notice


def tell_duty(person: User, letter: Letter, *, about: PublicModel, now: datetime) -> None:
    """Queue a mail about an act that is the person's from now on, if they want to know at once; all others find it in
    their digest. Call it inside the act's own transaction.
    """
    if preference_of(person).pace == Pace.AT_ONCE:
        tell(person.email, letter, about=about, now=now)


def delivered(notice: Notice, *, now: datetime) -> None:
    """The mail server took it: forget whom and what."""
    Notice.objects.filter(pk=notice.pk).update(
        address="", reply_to="", subject="", text="", file_name="", file_type="", file=None, sent_at=now
    )


def given_up(notice: Notice, *, now: datetime) -> None:
    """No mail server took it in time; the text is kept for the operator to see what was not told."""
    Notice.objects.filter(pk=notice.pk).update(given_up_at=now)


def _file(attachment: Attachment | None) -> dict[str, object]:
    if attachment is None:
        return {}
    return {"file_name": attachment.name, "file_type": attachment.media_type, "file": attachment.content}
