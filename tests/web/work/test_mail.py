"""Answers by mail: whose they are, what is kept of them, and that nothing they hold breaks the door."""

import io
import sys
from email.message import EmailMessage
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from tests.web.people_at_work import NOON
from tests.web.post import delivered
from tests.web.work_at_work import Work

from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.notices.models import Notice
from cupel_web.work.actions import Said, follow, post, unfollow
from cupel_web.work.incoming import MOST_BYTES
from cupel_web.work.models import Follow, Post
from cupel_web.work.replies import follow_at, reply_address


@pytest.fixture(autouse=True)
def at_noon(db: None, settings: Any) -> object:
    settings.REPLY_DOMAIN = "talk.example.org"
    with clock.clock_set_to(lambda: NOON):
        yield


@pytest.fixture
def address(work: Work, member: User) -> str:
    """Where the member answers the thread."""
    return reply_address(follow(work.thread, person=member, now=NOON))


def mail(to: str, text: str = "I agree.", sender: str = "member@example.org", **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = f"Somebody <{sender}>", to, "Re: How we begin"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def take(raw: bytes, monkeypatch: pytest.MonkeyPatch) -> str:
    """What the command says about a mail on its standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    out = io.StringIO()
    call_command("take_mail", stdout=out)
    return out.getvalue()


def code_of(raw: bytes, monkeypatch: pytest.MonkeyPatch) -> int:
    """The exit code of a mail that is refused, which says why in one line."""
    with pytest.raises(CommandError) as refused:
        take(raw, monkeypatch)
    assert "\n" not in str(refused.value)
    return refused.value.returncode


def test_an_answer_becomes_a_post_of_its_sender(
    work: Work, member: User, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "post 2" in take(bytes(mail(address)), monkeypatch)
    added = Post.objects.get(number=2)
    assert (added.thread, added.author, added.text) == (work.thread, member, "I agree.")


def test_the_same_mail_delivered_twice_is_one_post(work: Work, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = bytes(mail(address, Message_ID="<one@example.org>"))
    take(raw, monkeypatch)
    take(raw, monkeypatch)
    assert work.thread.posts.count() == 2


def test_the_address_fits_before_the_at_sign(address: str) -> None:
    assert len(address.split("@", maxsplit=1)[0]) <= 64


def test_the_mail_that_tells_of_a_post_names_the_address_and_the_page(
    work: Work, chair: User, member: User, address: str
) -> None:
    post(work.thread, Said(text="What do you think?"), by=chair, now=NOON)
    told = delivered()[-1]
    assert address in told
    assert f"/threads/{work.thread.public_id}/" in told
    assert "What do you think?" in told


def test_a_mail_program_answers_to_that_address(
    work: Work, chair: User, member: User, observer: User, address: str
) -> None:
    follow(work.thread, person=observer, now=NOON)
    post(work.thread, Said(text="What do you think?"), by=chair, now=NOON)
    waiting = {notice.address: notice.reply_to for notice in Notice.objects.filter(text__contains="What do you think?")}
    assert waiting == {"member@example.org": address, "observer@example.org": ""}


def test_without_a_domain_people_answer_on_the_page(work: Work, chair: User, member: User, settings: Any) -> None:
    settings.REPLY_DOMAIN = ""
    follow(work.thread, person=member, now=NOON)
    post(work.thread, Said(text="Well?"), by=chair, now=NOON)
    assert "reply+" not in delivered()[-1]
    assert follow_at("reply+x@") is None


def test_who_may_not_read_any_more_is_not_told(work: Work, chair: User, member: User) -> None:
    from cupel_web.groups.models import Access

    follow(work.thread, person=member, now=NOON)
    Access.objects.filter(person=member).delete()
    before = len(delivered())
    post(work.thread, Said(text="Secret."), by=chair, now=NOON)
    assert len(delivered()) == before


def test_who_stopped_following_is_not_told(work: Work, chair: User, member: User) -> None:
    follow(work.thread, person=member, now=NOON)
    unfollow(work.thread, person=member, now=NOON)
    before = len(delivered())
    post(work.thread, Said(text="Well?"), by=chair, now=NOON)
    assert len(delivered()) == before


def test_an_address_somebody_made_up_is_nobody_s(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    local, host = address.split("@")
    changed = local[:-1] + ("A" if local[-1] != "A" else "B")
    for to in (f"{changed}@{host}", f"{local}@elsewhere.example.org", "chair@example.org", "", "reply+@" + host):
        assert code_of(bytes(mail(to)), monkeypatch) == 67, to


def test_somebody_else_s_address_is_not_the_sender_s(
    chair: User, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert code_of(bytes(mail(address, sender="chair@example.org")), monkeypatch) == 67


def test_an_observer_reads_by_mail_and_does_not_answer(
    work: Work, observer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    to = reply_address(follow(work.thread, person=observer, now=NOON))
    assert code_of(bytes(mail(to, sender="observer@example.org")), monkeypatch) == 77


def test_a_machine_s_answer_adds_nothing(work: Work, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "nothing was added" in take(bytes(mail(address, Auto_Submitted="auto-replied")), monkeypatch)
    assert work.thread.posts.count() == 1


def test_attachments_are_left_out_and_counted(work: Work, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    message = mail(address)
    message.add_attachment(b"MZ", maintype="application", subtype="octet-stream", filename="virus.exe")
    take(bytes(message), monkeypatch)
    assert Post.objects.get(number=2).left_out == 1


def test_html_alone_becomes_plain_text(work: Work, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    message = mail(address)
    html = "<style>p{}</style><p>I <b>agree</b> &lt;b&gt;.</p><script>alert(1)</script><blockquote>Old</blockquote>"
    message.set_content(html, subtype="html")
    take(bytes(message), monkeypatch)
    assert Post.objects.get(number=2).text == "I agree <b>."


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"\x00\xff\xfe", b"nonsense", b"From: a@b\nTo: c@d\n\n",
        b"From: x\nContent-Type: text/plain; charset=no-such\n\nx",
        b"Content-Type: multipart/mixed; boundary=\n\n--\n", b"To: " + b"a@b," * 20000, b"From: =?utf-8?q?=ff?= <\n\nx",
    ],
)  # fmt: skip
def test_a_bad_mail_is_refused_in_one_line(raw: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    assert code_of(raw, monkeypatch) in {65, 67}


def test_a_mail_without_words_of_its_own_is_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert code_of(bytes(mail(address, "> Let us begin.\n")), monkeypatch) == 65


def test_a_mail_that_is_too_large_is_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert code_of(bytes(mail(address)) + b"x" * MOST_BYTES, monkeypatch) == 65


def test_a_text_that_is_too_long_is_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert code_of(bytes(mail(address, "word " * 5000)), monkeypatch) == 65


def test_a_person_who_is_forgotten_has_no_address_left(member: User, address: str) -> None:
    from cupel_web.people.actions import erase_person

    erase_person(member, by=member, now=NOON)
    assert follow_at(address) is None
    assert not Follow.objects.filter(person=member).exists()
