"""Pages of talk: a group's threads, one thread, begin one, follow."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cupel.errors import CupelError
from cupel_web.groups.forms import refuse
from cupel_web.groups.models import Group
from cupel_web.groups.queries.records import group_entered_by, group_named
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, permitted, public
from cupel_web.kernel.lists import asked, paged
from cupel_web.kernel.models import PublicModel
from cupel_web.work import actions
from cupel_web.work.actions import ClauseAddress
from cupel_web.work.boards import SUBJECTS, Subject
from cupel_web.work.forms.talk import PostForm, ThreadForm
from cupel_web.work.models import Paper, Post, Thread, Visibility
from cupel_web.work.queries import talk
from cupel_web.work.views.common import may, reader
from cupel_web.work.views.papers import visibilities


@public
@require_GET
def threads(request: HttpRequest, slug: str) -> HttpResponse:
    """Threads of the group that one may read, those with the newest post first."""
    group, text = group_named(slug), asked(request, "q")
    found = talk.threads_of(group, reader(request), text=text)
    context = {
        "group": group,
        "page": paged(request, found),
        "text": text,
        "may_start": may(request, "work.start_thread", group),
    }
    return render(request, "work/threads.html", context)


@permitted("work.start_thread", group_entered_by)
def new_thread(request: SignedInRequest, group: Group) -> HttpResponse:
    """Begin a thread; ``about`` in the address says on what."""
    about, subject = _about(request)
    on_paper = isinstance(about, Paper)
    form = ThreadForm(request.POST or None, choices=visibilities(request.user, group), on_paper=on_paper)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        visibility = Visibility.GROUP if on_paper else form.chosen()
        new = actions.NewThread(title=given["title"], visibility=visibility, about=about)
        try:
            thread = actions.start_thread(group, new, text=given["text"], by=request.user, now=clock.now())
        except CupelError as error:
            refuse(form, error)
        else:
            return redirect("thread", thread=thread.public_id)
    status = 422 if form.is_bound else 200
    return render(request, "work/new_thread.html", {"group": group, "form": form, "subject": subject}, status=status)


@public
@require_GET
def thread(request: HttpRequest, thread: str) -> HttpResponse:
    """What was said."""
    found = talk.thread_read_by(reader(request), thread)
    return render(request, "work/thread.html", _context(request, found, PostForm()))


@permitted("work.talk", talk.thread_of)
@require_POST
def answer(request: SignedInRequest, thread: Thread) -> HttpResponse:
    """Add to a thread."""
    form = PostForm(request.POST)
    if form.is_valid():
        said = actions.Said(text=form.cleaned_data["text"])
        try:
            actions.post(thread, said, by=request.user, now=clock.now())
        except CupelError as error:
            refuse(form, error)
        else:
            return redirect("thread", thread=thread.public_id)
    return render(request, "work/thread.html", _context(request, thread, form), status=422)


@permitted("work.withdraw_post", talk.post_of)
@require_POST
def withdraw_post(request: SignedInRequest, post: Post) -> HttpResponse:
    """Take back what one said."""
    actions.withdraw_post(post, by=request.user, now=clock.now())
    messages.success(request, _("Your text is gone; that there was one stays."))
    return redirect("thread", thread=post.thread.public_id)


@permitted("work.read_thread", talk.thread_of)
@require_POST
def follow(request: SignedInRequest, thread: Thread) -> HttpResponse:
    """Get a mail for each post, or no more."""
    if "stop" in request.POST:
        actions.unfollow(thread, person=request.user, now=clock.now())
    else:
        actions.follow(thread, person=request.user, now=clock.now())
    return redirect("thread", thread=thread.public_id)


def _about(request: SignedInRequest) -> tuple[PublicModel | ClauseAddress | None, Subject | None]:
    """What ``about`` in the address names: ``label:public id`` or ``clause:standard@edition:uid``; else 404."""
    kind, _colon, rest = asked(request, "about").partition(":")
    if not kind:
        return None, None
    if kind == talk.CLAUSE:
        edition, _colon, uid = rest.partition(":")
        standard, _at, name = edition.partition("@")
        subject = talk.clause_named(standard, name, uid)
        return ClauseAddress(standard=standard, edition=name, clause=uid), _known(subject)
    look = SUBJECTS.kinds.get(kind)
    subject = _known(look(reader(request), rest) if look else None)
    return subject.record, subject


def _known(subject: Subject | None) -> Subject:
    if subject is None:
        raise Http404
    return subject


def _context(request: HttpRequest, thread: Thread, form: PostForm) -> dict[str, object]:
    who = reader(request)
    posts = thread.posts.select_related("author__profile").order_by("number")
    follows = who.person is not None and thread.follows.filter(person=who.person, ended_at=None).exists()
    return {
        "group": thread.group,
        "thread": thread,
        "page": paged(request, posts),
        "subject": talk.subject_of(thread, who),
        "inside": thread.group.pk in who.entered or who.keeps,
        "may_talk": may(request, "work.talk", thread),
        "follows": follows,
        "form": form,
    }
