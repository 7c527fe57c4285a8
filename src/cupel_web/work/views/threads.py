"""Pages of talk: a group's threads, one thread, begin one, follow."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cupel.errors import CupelError
from cupel_web.groups.forms import refuse
from cupel_web.groups.models import Group
from cupel_web.groups.queries.records import group_entered_by, group_named
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, may, permitted, public
from cupel_web.kernel.lists import asked, paged
from cupel_web.work import actions
from cupel_web.work.forms.talk import PaperThreadForm, PostForm, ThreadForm, subject_asked, visibilities
from cupel_web.work.models import Paper, Post, Thread, Visibility
from cupel_web.work.queries import talk
from cupel_web.work.views.common import reader


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
    asked = request.GET.get("about", "")
    about, subject = subject_asked(asked, reader(request)) if asked else (None, None)
    form = _thread_form(request, group, about)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        visibility = form.chosen() if isinstance(form, ThreadForm) else Visibility.GROUP
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


def _thread_form(request: SignedInRequest, group: Group, about: object) -> PaperThreadForm:
    if isinstance(about, Paper):
        return PaperThreadForm(request.POST or None)
    return ThreadForm(request.POST or None, choices=visibilities(request.user, group))


def _context(request: HttpRequest, thread: Thread, form: PostForm) -> dict[str, object]:
    who = reader(request)
    return {
        "group": thread.group,
        "thread": thread,
        "page": paged(request, talk.posts_of(thread)),
        "subject": talk.subject_of(thread, who),
        "inside": thread.group.pk in who.entered or who.keeps,
        "may_talk": may(request, "work.talk", thread),
        "follows": talk.follows(who.person, thread),
        "form": form,
    }
