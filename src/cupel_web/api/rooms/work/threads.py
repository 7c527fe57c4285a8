"""Talk: a group's threads, one thread, what is said in it, who follows it."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from cupel_web.api.access import ApiRequest, granted, open_to_all
from cupel_web.api.paging import Page, Paging, page_of
from cupel_web.api.persons import PersonBrief, person_shown
from cupel_web.api.rooms.work.common import GROUP, is_inside, reader
from cupel_web.api.rooms.work.papers import PAPER
from cupel_web.groups.models import Group
from cupel_web.groups.queries.records import group_entered_by, group_named
from cupel_web.kernel import clock
from cupel_web.kernel.models import PublicModel, User
from cupel_web.work import actions, models
from cupel_web.work.actions import ClauseAddress
from cupel_web.work.forms.talk import PaperThreadForm, PostForm, ThreadForm, subject_asked, visibilities
from cupel_web.work.models import Paper, Visibility
from cupel_web.work.queries import talk

router = Router(tags=["work"])
THREAD = "/threads/{ulid:thread}"


class ThreadBrief(Schema):
    """A thread of ``posts`` posts; on a ``paper`` it is read by whoever reads the paper."""

    public_id: str
    group: str
    title: str
    visibility: str
    paper: str | None
    posts: int
    newest_at: datetime

    @staticmethod
    def resolve_group(thread: models.Thread) -> str:
        return thread.group.slug

    @staticmethod
    def resolve_visibility(thread: models.Thread) -> str:
        return thread.paper.visibility if thread.paper else thread.visibility

    @staticmethod
    def resolve_paper(thread: models.Thread) -> str | None:
        return thread.paper.public_id if thread.paper else None

    @staticmethod
    def resolve_posts(thread: Any) -> int:
        return int(thread.number)

    @staticmethod
    def resolve_newest_at(thread: Any) -> Any:
        return thread.latest


class ThreadSubject(Schema):
    """What a thread is about, and the page where it is."""

    title: str
    path: str


class Thread(ThreadBrief):
    """A thread; ``about`` as far as the caller may read it, ``follows``: whether they get a mail for each post."""

    about: ThreadSubject | None
    follows: bool

    @staticmethod
    def resolve_about(thread: models.Thread, context: dict[str, Any]) -> dict[str, str] | None:
        subject = talk.subject_of(thread, reader(context["request"]))
        return {"title": subject.title, "path": subject.path} if subject else None

    @staticmethod
    def resolve_follows(thread: models.Thread, context: dict[str, Any]) -> bool:
        return talk.follows(reader(context["request"]).person, thread)


class Post(Schema):
    """What somebody said; ``text`` is empty once its author withdrew it, ``left_out`` counts attachments of a mail."""

    public_id: str
    number: int
    author: PersonBrief | None
    posted_at: datetime
    text: str
    left_out: int
    withdrawn_at: datetime | None


class ThreadFilter(Schema):
    about: str = Field(description="Public id of a record, or uid of a clause", min_length=1, max_length=26)


@router.get("/threads", response=Page[ThreadBrief], auth=None)
@open_to_all
def list_threads_about(request: HttpRequest, asked: Query[ThreadFilter], paging: Query[Paging]) -> Any:
    """Threads on a record or clause that the caller may read, those with the newest post first."""
    return page_of(talk.threads_about(asked.about, reader(request)), paging)


@router.get(f"{GROUP}/threads", response=Page[ThreadBrief], auth=None)
@open_to_all
def list_threads(request: HttpRequest, slug: str, paging: Query[Paging], q: str = "") -> Any:
    """Threads of the group that the caller may read, those with the newest post first; ``q``: words of the title."""
    return page_of(talk.threads_of(group_named(slug), reader(request), text=q.strip()), paging)


def _choices(group: Group, user: User) -> dict[str, Any]:
    return {"choices": visibilities(user, group)}


@router.post(f"{GROUP}/threads", response={201: Thread})
@granted("work.start_thread", group_entered_by, form=ThreadForm, using=_choices)
def start_thread(request: ApiRequest, group: Group, form: ThreadForm, about: str = "") -> Any:
    """Begin a thread with a first post; ``about``: ``work.emergingissue:`` and its id or alike, or
    ``clause:standard@edition:`` and its uid.
    """
    subject = subject_asked(about, reader(request))[0] if about else None
    if isinstance(subject, Paper):
        raise Http404  # who reads such a thread is not for the body to say
    return _started(request, group, form, form.chosen(), subject)


@router.post(f"{PAPER}/threads", response={201: Thread})
@granted("work.start_thread", group_entered_by, form=PaperThreadForm)
def start_thread_on_paper(request: ApiRequest, group: Group, form: PaperThreadForm, paper: str) -> Any:
    """Begin a thread on a paper, read by whoever reads the paper."""
    found = talk.paper_read_by(reader(request), group.slug, paper)
    return _started(request, group, form, Visibility(found.visibility), found)


def _started(
    request: ApiRequest, group: Group, form: PaperThreadForm, visibility: Visibility,
    about: PublicModel | ClauseAddress | None,
) -> Any:  # fmt: skip
    given = form.cleaned_data
    new = actions.NewThread(title=given["title"], visibility=visibility, about=about)
    thread = actions.start_thread(group, new, text=given["text"], by=request.user, now=clock.now())
    return _again(request, thread)


@router.get(THREAD, response=Thread, auth=None)
@open_to_all
def read_thread(request: HttpRequest, thread: str) -> Any:
    """A thread; what was said are its posts."""
    return talk.thread_read_by(reader(request), thread)


@router.get(f"{THREAD}/posts", response=Page[Post], auth=None)
@open_to_all
def list_posts(request: HttpRequest, thread: str, paging: Query[Paging]) -> Any:
    """What was said, in order."""
    who = reader(request)
    found = talk.thread_read_by(who, thread)
    page, inside = page_of(talk.posts_of(found), paging), is_inside(who, found.group)
    return {**page, "items": [_post(each, inside=inside) for each in page["items"]]}


@router.post(f"{THREAD}/posts", response={201: Post})
@granted("work.talk", talk.thread_of, form=PostForm)
def answer_thread(request: ApiRequest, thread: models.Thread, form: PostForm) -> Any:
    """Add to a thread; who follows it is told, and who talks follows."""
    said = actions.Said(text=form.cleaned_data["text"])
    return _post(actions.post(thread, said, by=request.user, now=clock.now()), inside=True)


@router.delete(f"{THREAD}/posts/{{ulid:post}}", response=Post)
@granted("work.withdraw_post", talk.post_of)
def withdraw_post(request: ApiRequest, post: models.Post) -> Any:
    """Take back what one said: the text is gone, that there was one stays."""
    actions.withdraw_post(post, by=request.user, now=clock.now())
    return _post(post, inside=True)


@router.post(f"{THREAD}/following", response={201: Thread})
@granted("work.read_thread", talk.thread_of)
def follow_thread(request: ApiRequest, thread: models.Thread) -> Any:
    """Get a mail for each post."""
    actions.follow(thread, person=request.user, now=clock.now())
    return _again(request, thread)


@router.delete(f"{THREAD}/following", response=Thread)
@granted("work.read_thread", talk.thread_of)
def unfollow_thread(request: ApiRequest, thread: models.Thread) -> Any:
    """Get no more mails for its posts."""
    actions.unfollow(thread, person=request.user, now=clock.now())
    return _again(request, thread)


def _again(request: ApiRequest, thread: models.Thread) -> models.Thread:
    """The thread as it stands after the act."""
    return talk.thread_read_by(reader(request), thread.public_id)


def _post(post: models.Post, *, inside: bool) -> dict[str, Any]:
    names = ("public_id", "number", "posted_at", "text", "left_out", "withdrawn_at")
    return {**{name: getattr(post, name) for name in names}, "author": person_shown(post.author, inside=inside)}
