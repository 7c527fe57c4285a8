"""Mail goes through a real SMTP conversation, once, and again where the server does not answer."""

from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult
from tests.web.people_at_work import NOON
from tests.web.post import Server, free_port

from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.notices.actions import Attachment, Letter, tell
from cupel_web.notices.jobs import WAITS, deliver
from cupel_web.notices.models import Notice

pytestmark = pytest.mark.django_db


def a_notice(person: User) -> Notice:
    letter = Letter(template="groups/mail/ruling.txt", path="/groups/x/", values={"ruling": {"letter": "Grüße, 銅"}})
    return tell(person.email, letter, about=person, now=NOON)


def test_a_notice_arrives_with_its_link_and_is_forgotten(officer: User, server: Server) -> None:
    notice = a_notice(officer)
    deliver.call(notice.public_id)
    (letter,) = server.letters
    text = letter.get_payload(decode=True)
    assert isinstance(text, bytes)
    assert letter["To"] == officer.email
    assert "Grüße, 銅" in text.decode()
    assert "http://127.0.0.1:8000/groups/x/" in text.decode()
    notice.refresh_from_db()
    assert (notice.address, notice.text, notice.attempts) == ("", "", 1)
    assert notice.sent_at is not None


def test_a_file_goes_with_a_notice_and_is_forgotten_too(officer: User, server: Server) -> None:
    file = Attachment(name="meeting.ics", media_type="text/calendar", content="GRÜSSE, 銅".encode())
    letter = Letter(template="groups/mail/ruling.txt", path="/", values={"ruling": {"letter": "x"}}, attachment=file)
    notice = tell(officer.email, letter, about=officer, now=NOON)
    deliver.call(notice.public_id)
    (received,) = server.letters
    (part,) = [part for part in received.walk() if part.get_filename()]
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    assert (part.get_filename(), part.get_content_type()) == ("meeting.ics", "text/calendar")
    assert content.decode() == "GRÜSSE, 銅"
    notice.refresh_from_db()
    assert (notice.file_name, notice.file_type, notice.file) == ("", "", None)


def test_a_subject_is_one_line_whatever_was_typed(officer: User, server: Server) -> None:
    values = {"application": {"group": {"name": "A\rBcc: x@example.org"}}, "ruling": {"letter": "x"}}
    letter = Letter(template="groups/mail/ruling.txt", path="/", values=values)
    notice = tell(officer.email, letter, about=officer, now=NOON)
    deliver.call(notice.public_id)
    (received,) = server.letters
    assert received["Subject"] == "Your application to A Bcc: x@example.org"
    assert received["Bcc"] is None


def test_a_long_subject_is_cut(officer: User) -> None:
    values = {"application": {"group": {"name": "A" * 300}}, "ruling": {"letter": "x"}}
    letter = Letter(template="groups/mail/ruling.txt", path="/", values=values)
    assert len(tell(officer.email, letter, about=officer, now=NOON).subject) == 200


def test_answers_go_where_the_notice_says_and_machines_are_told_not_to_answer(officer: User, server: Server) -> None:
    letter = Letter(
        template="groups/mail/ruling.txt", path="/", values={"ruling": {"letter": "x"}}, reply_to="reply@example.org"
    )
    notice = tell(officer.email, letter, about=officer, now=NOON)
    for each in (notice, a_notice(officer)):
        deliver.call(each.public_id)
    assert [received["Reply-To"] for received in server.letters] == ["reply@example.org", None]
    assert {received["Auto-Submitted"] for received in server.letters} == {"auto-generated"}
    notice.refresh_from_db()
    assert notice.reply_to == ""


def test_a_notice_is_sent_once(officer: User, server: Server) -> None:
    notice = a_notice(officer)
    deliver.call(notice.public_id)
    deliver.call(notice.public_id)
    assert len(server.letters) == 1


def test_where_no_server_answers_it_is_tried_again_later_and_given_up_in_the_end(officer: User, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    notice = a_notice(officer)
    DBTaskResult.objects.all().delete()
    with clock.clock_set_to(lambda: NOON):
        for wait in WAITS:
            deliver.call(notice.public_id)
            (again,) = DBTaskResult.objects.all()
            assert again.run_after == NOON + wait
            again.delete()
        deliver.call(notice.public_id)
    notice.refresh_from_db()
    assert not DBTaskResult.objects.exists()
    assert notice.given_up_at == NOON
    assert notice.text


def test_an_act_that_fails_tells_nobody(officer: User) -> None:
    from django.db import transaction

    with pytest.raises(RuntimeError), transaction.atomic():
        a_notice(officer)
        raise RuntimeError
    assert not Notice.objects.exists()
