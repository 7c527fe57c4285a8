"""Verbs of talk: start a thread, post, withdraw what one said, follow."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cupel.errors import ProcedureError
from cupel_web.groups.models import Group
from cupel_web.kernel.events import append_event, salted_hash
from cupel_web.kernel.models import PublicModel, User
from cupel_web.kernel.permissions import require
from cupel_web.notices.actions import Letter, tell
from cupel_web.people.actions.persons import profile_of
from cupel_web.standards.queries import clause_in, edition_named
from cupel_web.work.actions.issues import ClauseAddress
from cupel_web.work.actions.papers import require_showing
from cupel_web.work.models import EmergingIssue, Follow, Paper, Post, Thread, Visibility
from cupel_web.work.replies import reply_address

CLAUSE = "clause"


@dataclass(frozen=True, kw_only=True)
class NewThread:
    """What a thread is called, who may read it, and what it is about: a record, a clause, or none."""

    title: str
    visibility: Visibility
    about: PublicModel | ClauseAddress | None = None


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a person says; ``left_out``: attachments that were, of a mail; ``mail``: the mail's own id."""

    text: str
    left_out: int = 0
    mail: str = ""


def start_thread(group: Group, new: NewThread, *, text: str, by: User, now: datetime) -> Thread:
    """Begin to talk, with a first post. A thread on a paper is read by whoever reads the paper."""
    require(by, "work.start_thread", group)
    paper = new.about if isinstance(new.about, Paper) else None
    _require_seen(new.about, by)
    visibility = Visibility(paper.visibility) if paper else new.visibility
    if paper is None:
        require_showing(group, visibility, by)
    with transaction.atomic():
        thread: Thread = Thread.objects.create(
            group=group, title=new.title, visibility=visibility, paper=paper, started_at=now, started_by=by,
            **_subject(new.about),
        )  # fmt: skip
        append_event("work.thread_started", by=by, about=thread, scope=group, now=now, on=thread.subject_type,
            subject=thread.subject)  # fmt: skip
        _post(thread, Said(text=text), by=by, now=now)
    return thread


def post(thread: Thread, said: Said, *, by: User, now: datetime) -> Post:
    """Add to a thread and tell those who follow it; who talks follows. A mail that was taken before adds nothing."""
    require(by, "work.talk", thread)
    with transaction.atomic():
        Thread.objects.select_for_update(of=("self",)).get(pk=thread.pk)
        known = thread.posts.filter(mail=_mail_key(said, by)).first() if said.mail else None
        return known or _post(thread, said, by=by, now=now)


def withdraw_post(withdrawn: Post, *, by: User, now: datetime) -> None:
    """The author takes back what they said: the text is gone, that there was one stays."""
    require(by, "work.withdraw_post", withdrawn)
    with transaction.atomic():
        withdrawn.text, withdrawn.withdrawn_at = "", now
        withdrawn.save(update_fields=["text", "withdrawn_at"])
        append_event("work.post_withdrawn", by=by, about=withdrawn, scope=withdrawn.thread.group, now=now)


def follow(thread: Thread, *, person: User, now: datetime) -> Follow:
    """Let a person who reads a thread get a mail for each post; again changes nothing."""
    require(person, "work.read_thread", thread)
    with transaction.atomic():
        followed, created = Follow.objects.get_or_create(thread=thread, person=person, defaults={"began_at": now})
        if created or followed.ended_at:
            followed.ended_at = None
            followed.save(update_fields=["ended_at"])
            append_event("work.followed", by=person, about=thread, scope=thread.group, now=now)
    return followed


def unfollow(thread: Thread, *, person: User, now: datetime) -> None:
    """No more mails of this thread for the person."""
    with transaction.atomic():
        if Follow.objects.filter(thread=thread, person=person, ended_at=None).update(ended_at=now):
            append_event("work.unfollowed", by=person, about=thread, scope=thread.group, now=now)


def _require_seen(about: PublicModel | ClauseAddress | None, by: User) -> None:
    if isinstance(about, Paper):
        require(by, "work.read_paper", about)
    elif isinstance(about, EmergingIssue):
        require(by, "work.read_issue", about)
    elif isinstance(about, ClauseAddress):
        clause_in(edition_named(about.standard, about.edition), about.clause)


def _subject(about: PublicModel | ClauseAddress | None) -> dict[str, str]:
    if isinstance(about, ClauseAddress):
        edition = f"{about.standard}@{about.edition}"
        return {"subject_type": CLAUSE, "subject": about.clause, "edition": edition}
    if about is None:
        return {}
    return {"subject_type": about._meta.label_lower, "subject": about.public_id}


def _post(thread: Thread, said: Said, *, by: User, now: datetime) -> Post:
    if not said.text.strip():
        raise ProcedureError(_("There is no text."), code="no-text", remedy=_("Write something."))
    made: Post = Post.objects.create(
        thread=thread, number=thread.posts.count() + 1, text=said.text.strip(), left_out=said.left_out, author=by,
        mail=_mail_key(said, by), posted_at=now,
    )  # fmt: skip
    digest = salted_hash(made.text, salt=profile_of(by).salt)
    append_event("work.posted", by=by, about=made, scope=thread.group, now=now, number=made.number, content=digest)
    follow(thread, person=by, now=now)
    _tell_followers(made, now=now)
    return made


def _mail_key(said: Said, by: User) -> str:
    return salted_hash(said.mail, salt=profile_of(by).salt) if said.mail else ""


def _tell_followers(made: Post, *, now: datetime) -> None:
    """Only those who may still read it, whoever followed once."""
    path = reverse("thread", kwargs={"thread": made.thread.public_id})
    others = made.thread.follows.filter(ended_at=None, person__is_active=True).exclude(person=made.author)
    for followed in others.select_related("person"):
        if followed.person.has_perm("work.read_thread", made.thread):
            answers = followed.person.has_perm("work.talk", made.thread)
            reply_to = reply_address(followed) if answers else ""
            values = {"post": made, "reply_to": reply_to}
            letter = Letter(template="work/mail/post.txt", path=path, values=values, reply_to=reply_to)
            tell(followed.person.email, letter, about=made, now=now)
