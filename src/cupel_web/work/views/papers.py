"""Pages of a group's document library."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cupel_web.groups.models import Group
from cupel_web.groups.queries.records import group_entered_by, group_named
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, may, permitted, public, with_files
from cupel_web.kernel.files import attached
from cupel_web.kernel.lists import asked, paged
from cupel_web.work import actions
from cupel_web.work.forms.fields import UploadForm
from cupel_web.work.forms.talk import PaperForm, RecusalForm, VisibilityForm, visibilities
from cupel_web.work.models import Paper, Visibility
from cupel_web.work.queries import talk
from cupel_web.work.views.common import Page, button, form_page, reader


@public
@require_GET
def papers(request: HttpRequest, slug: str) -> HttpResponse:
    """Papers of the group that one may read."""
    group, who = group_named(slug), reader(request)
    text, visibility = asked(request, "q"), asked(request, "visibility")
    found = talk.library(group, who, text=text, visibility=visibility if visibility in Visibility else "")
    context = {
        "group": group,
        "page": paged(request, found),
        "text": text,
        "visibility": visibility,
        "choices": Visibility.choices,
        "inside": group.pk in who.entered or who.keeps,
        "may_file": may(request, "work.file_paper", group),
    }
    return render(request, "work/papers.html", context)


@with_files
@permitted("work.file_paper", group_entered_by)
def new_paper(request: SignedInRequest, group: Group) -> HttpResponse:
    """File a paper."""
    choices = visibilities(request.user, group)
    form = PaperForm(request.POST or None, request.FILES or None, choices=choices)
    page = Page(
        title=_("File a paper"), act=_("File"), group=group, back=reverse("papers", kwargs={"slug": group.slug})
    )

    def act() -> None:
        named = (form.cleaned_data["title"], form.chosen())
        actions.file_paper(group, form.upload(), named=named, by=request.user, now=clock.now())

    return form_page(request, form, page, act)


@public
@require_GET
def paper(request: HttpRequest, slug: str, paper: str) -> HttpResponse:
    """A paper, its versions, and what is said on it."""
    who = reader(request)
    found = talk.paper_read_by(who, slug, paper)
    recuses = may(request, "work.recuse_from_paper", found)
    mine = found.recusals.filter(person=who.person, ended_at=None) if who.person else found.recusals.none()
    context = {
        "group": found.group,
        "paper": found,
        "current": found.versions.first(),
        "versions": paged(request, talk.versions_of(found), "versions"),
        "threads": paged(request, talk.threads_about(found.public_id, who), "threads"),
        "inside": found.group.pk in who.entered or who.keeps,
        "may_add": may(request, "work.add_version", found),
        "may_show": may(request, "work.show_paper", found),
        "may_talk": may(request, "work.start_thread", found.group),
        "recuses": recuses,
        "may_step_out": found.group.pk in who.in_camera and not mine.exists(),
        "recusals": paged(request, found.recusals.filter(ended_at=None).select_related("person"), "recusals")
        if recuses
        else [],
    }
    return render(request, "work/paper.html", context)


@with_files
@permitted("work.add_version", talk.paper_of)
def new_version(request: SignedInRequest, paper: Paper) -> HttpResponse:
    """Add a version of a paper."""
    form = UploadForm(request.POST or None, request.FILES or None)

    def act() -> None:
        actions.add_version(paper, form.upload(), by=request.user, now=clock.now())

    return form_page(request, form, _page(paper, _("Add a version"), _("Add")), act)


@public
@require_GET
def download_version(request: HttpRequest, slug: str, paper: str, version: str) -> FileResponse:
    """A version's file to keep: never shown in the browser, whatever it is."""
    known = talk.version_read_by(reader(request), slug, paper, version)
    return attached(known.stored, name=known.file_name)


@permitted("work.show_paper", talk.paper_of)
def show_paper(request: SignedInRequest, paper: Paper) -> HttpResponse:
    """Say who may read a paper."""
    choices = visibilities(request.user, paper.group)
    form = VisibilityForm(request.POST or None, choices=choices, initial={"visibility": paper.visibility})

    def act() -> None:
        actions.show_paper(paper, visibility=form.chosen(), by=request.user, now=clock.now())

    return form_page(request, form, _page(paper, _("Who may read it"), _("Save")), act)


@permitted("work.read_paper", talk.paper_of)
@require_POST
def step_out(request: SignedInRequest, paper: Paper) -> HttpResponse:
    """Recuse oneself: afterwards one may not read it in camera."""
    actions.recuse_from_paper(paper, person=request.user, by=request.user, now=clock.now())
    return redirect("papers", slug=paper.group.slug)


@permitted("work.recuse_from_paper", talk.paper_of)
def recuse(request: SignedInRequest, paper: Paper) -> HttpResponse:
    """Recuse somebody from what a paper is about."""
    form = RecusalForm(request.POST or None, group=paper.group)

    def act() -> None:
        person = form.cleaned_data["person"]
        actions.recuse_from_paper(paper, person=person, by=request.user, now=clock.now())

    page = _page(paper, _("Recuse a person"), _("Recuse"))
    stays = form.is_bound and form.data.get("person") != request.user.public_id
    back = page.back if stays else reverse("papers", kwargs={"slug": paper.group.slug})
    return form_page(request, form, Page(**{**vars(page), "back": back}), act)


@permitted("work.recuse_from_paper", talk.paper_of)
@require_POST
def end_recusal(request: SignedInRequest, paper: Paper, recusal: str) -> HttpResponse:
    """A person takes part again."""
    found = talk.recusal_from(paper, recusal)
    return button(request, lambda: actions.end_recusal(found, by=request.user, now=clock.now()), back=_address(paper))


def _address(paper: Paper) -> str:
    return reverse("paper", kwargs={"slug": paper.group.slug, "paper": paper.public_id})


def _page(paper: Paper, title: str, act: str) -> Page:
    return Page(title=title, act=act, back=_address(paper), group=paper.group, about=paper.title)
