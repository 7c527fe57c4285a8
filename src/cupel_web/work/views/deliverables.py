"""Pages of a deliverable: what is there and what is missing, who works on it, what stands in its way."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cupel.errors import CupelError
from cupel_web.groups.queries.records import all_groups
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, may, permitted, public
from cupel_web.kernel.lists import paged
from cupel_web.work import actions
from cupel_web.work.forms import work as forms
from cupel_web.work.models import Deliverable, Dependency, Editor, Mark, Milestone, PartRecord, Review
from cupel_web.work.queries import records
from cupel_web.work.queries.deliverables import opened
from cupel_web.work.queries.progress import part_agreed
from cupel_web.work.views.common import Page, button, form_page, reader, shown
from cupel_web.work.views.programme import refused


@public
@require_GET
def deliverable(request: HttpRequest, slug: str, deliverable: str) -> HttpResponse:
    """Part by part what is there and what is missing, milestones, reviews, and what stands in the way."""
    found, who = records.deliverable_of(None, slug, deliverable), reader(request)
    read = opened(found, who, on=clock.today())
    sisters = list(records.sisters_of(who.person, found)) if who.person else []
    drafted = read.progress.release is None
    context = {
        **vars(read),
        "group": found.group,
        "milestones": paged(request, read.milestones, "milestones"),
        "reviews": paged(request, read.reviews, "reviews"),
        "marks": paged(request, read.marks, "marks"),
        "shows_texts": read.shows_texts,
        "keeps": drafted and may(request, "work.keep_deliverable", found),
        "may_agree": drafted and may(request, "work.agree_format", found),
        "may_publish": drafted and may(request, "work.publish_deliverable", found),
        "may_mark": drafted and bool(sisters),
        "sisters": {group.pk for group in sisters},
    }
    return render(request, "work/deliverable.html", context)


@permitted("work.keep_deliverable", records.deliverable_of)
def edit_deliverable(request: SignedInRequest, deliverable: Deliverable) -> HttpResponse:
    """Describe a deliverable anew."""
    form = forms.EditDeliverableForm(request.POST or None, group=deliverable.group, initial=_known(deliverable))
    page = _page(deliverable, _("Describe the deliverable"), _("Save"))
    if request.method == "POST" and form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            actions.change_deliverable(deliverable, form.wanted(), revision=revision, by=request.user, now=clock.now())
        except CupelError as error:
            return refused(request, form, page, error, _known(Deliverable.objects.get(pk=deliverable.pk)))
        messages.success(request, _("Saved."))
        return redirect(page.back)
    return shown(request, form, page, status=422 if form.is_bound else 200)


@permitted("work.agree_format", records.deliverable_of)
def agree_format(request: SignedInRequest, deliverable: Deliverable) -> HttpResponse:
    """Agree what the deliverable consists of."""
    form = forms.FormatChoiceForm(request.POST or None, kind=deliverable.kind)

    def act() -> None:
        wanted = form.cleaned_data["format"]
        actions.agree_format(deliverable, wanted=wanted, by=request.user, now=clock.now())

    return form_page(request, form, _page(deliverable, _("Agree a format"), _("Agree")), act)


@permitted("work.keep_deliverable", records.deliverable_of)
def fill_part(request: SignedInRequest, deliverable: Deliverable, part: str) -> HttpResponse:
    """Put in what there is for a part."""
    wanted = part_agreed(deliverable, part)
    form = forms.PartForm(request.POST or None, part=wanted, deliverable=deliverable, reader=reader(request))
    page = _page(deliverable, wanted.name, _("Put in"), text=wanted.holds)

    def act() -> None:
        actions.fill_part(deliverable, form.wanted(), by=request.user, now=clock.now())

    return form_page(request, form, page, act)


@permitted("work.sign_part", records.part_record_of)
def sign_part(request: SignedInRequest, record: PartRecord) -> HttpResponse:
    """Sign as the named reviewer."""
    form = forms.SignForm(request.POST or None)

    def act() -> None:
        given = form.cleaned_data
        actions.sign_part(
            record, approves=given["approves"] == "yes", remark=given["remark"], by=request.user, now=clock.now()
        )

    return form_page(request, form, _page(record.deliverable, _("Sign as reviewer"), _("Sign")), act)


@permitted("work.keep_deliverable", records.deliverable_of)
def new_milestone(request: SignedInRequest, deliverable: Deliverable) -> HttpResponse:
    """Plan a milestone."""
    form = forms.MilestoneForm(request.POST or None)

    def act() -> None:
        actions.add_milestone(deliverable, form.wanted(), by=request.user, now=clock.now())

    return form_page(request, form, _page(deliverable, _("Add a milestone"), _("Add")), act)


@permitted("work.keep_deliverable", records.milestone_of)
def move_milestone(request: SignedInRequest, milestone: Milestone) -> HttpResponse:
    """Another day for a milestone."""
    form = forms.MoveMilestoneForm(request.POST or None, initial={"due_on": milestone.due_on})

    def act() -> None:
        actions.move_milestone(milestone, due_on=form.cleaned_data["due_on"], by=request.user, now=clock.now())

    return form_page(request, form, _page(milestone.deliverable, milestone.title, _("Move")), act)


@permitted("work.keep_deliverable", records.milestone_of)
def finish_milestone(request: SignedInRequest, milestone: Milestone) -> HttpResponse:
    """A milestone is reached."""
    group = milestone.deliverable.group
    form = forms.ReachedForm(request.POST or None, group=group, reader=reader(request))

    def act() -> None:
        papers = list(form.cleaned_data["papers"])
        actions.finish_milestone(milestone, papers=papers, by=request.user, now=clock.now())

    return form_page(request, form, _page(milestone.deliverable, milestone.title, _("It is reached")), act)


@permitted("work.keep_deliverable", records.deliverable_of)
def add_editor(request: SignedInRequest, deliverable: Deliverable) -> HttpResponse:
    """Let a person edit it."""
    form = forms.EditorForm(request.POST or None, group=deliverable.group)

    def act() -> None:
        actions.add_editor(deliverable, person=form.cleaned_data["person"], by=request.user, now=clock.now())

    return form_page(request, form, _page(deliverable, _("Add an editor"), _("Add")), act)


@permitted("work.keep_deliverable", records.editor_of)
@require_POST
def end_editor(request: SignedInRequest, editor: Editor) -> HttpResponse:
    """A person edits it no longer."""
    back = _address(editor.deliverable)
    return button(request, lambda: actions.end_editor(editor, by=request.user, now=clock.now()), back=back)


@permitted("work.keep_deliverable", records.deliverable_of)
def add_dependency(request: SignedInRequest, deliverable: Deliverable) -> HttpResponse:
    """Say what it needs."""
    form = forms.NeedsForm(request.POST or None, deliverable=deliverable)

    def act() -> None:
        actions.add_dependency(deliverable, needs=form.cleaned_data["needs"], by=request.user, now=clock.now())

    return form_page(request, form, _page(deliverable, _("It needs another deliverable"), _("Add")), act)


@permitted("work.keep_deliverable", records.dependency_of)
@require_POST
def remove_dependency(request: SignedInRequest, link: Dependency) -> HttpResponse:
    """It does not need the other after all."""
    back = _address(link.deliverable)
    return button(request, lambda: actions.remove_dependency(link, by=request.user, now=clock.now()), back=back)


@permitted("work.keep_deliverable", records.deliverable_of)
def ask_review(request: SignedInRequest, deliverable: Deliverable) -> HttpResponse:
    """Ask another group to look at it."""
    others = all_groups().exclude(pk=deliverable.group.pk)
    form = forms.SisterForm(request.POST or None, groups=others)

    def act() -> None:
        actions.ask_review(deliverable, group=form.cleaned_data["group"], by=request.user, now=clock.now())

    return form_page(request, form, _page(deliverable, _("Ask another group to review"), _("Ask")), act)


@permitted("work.answer_review", records.review_of)
def answer_review(request: SignedInRequest, review: Review) -> HttpResponse:
    """Say what the group thinks."""
    form = forms.AnswerForm(request.POST or None)

    def act() -> None:
        actions.answer_review(review, answer=form.cleaned_data["answer"], by=request.user, now=clock.now())

    title = _("Answer for {group}").format(group=review.group.name)
    return form_page(request, form, _page(review.deliverable, title, _("Answer")), act)


@permitted("work.mark_deliverable", records.deliverable_of)
def mark_deliverable(request: SignedInRequest, deliverable: Deliverable) -> HttpResponse:
    """Say that something needs resolution for one's group."""
    mine = records.sisters_of(request.user, deliverable)
    form = forms.MarkForm(request.POST or None, groups=mine, initial={"group": mine.first()})

    def act() -> None:
        given = form.cleaned_data
        objection = actions.Objection(group=given["group"], reason=given["reason"])
        actions.mark_deliverable(deliverable, objection, by=request.user, now=clock.now())

    return form_page(request, form, _page(deliverable, _("Needs resolution"), _("Mark")), act)


@permitted("work.lift_mark", records.mark_of)
def lift_mark(request: SignedInRequest, mark: Mark) -> HttpResponse:
    """Lift the mark of one's group."""
    form = forms.LiftForm(request.POST or None)

    def act() -> None:
        actions.lift_mark(mark, resolution=form.cleaned_data["resolution"], by=request.user, now=clock.now())

    page = _page(mark.deliverable, _("Lift the mark"), _("Lift"), text=mark.reason)
    return form_page(request, form, page, act)


@permitted("work.publish_deliverable", records.deliverable_of)
@require_POST
def publish_deliverable(request: SignedInRequest, deliverable: Deliverable) -> HttpResponse:
    """Publish it as it is."""
    return button(
        request,
        lambda: actions.publish_deliverable(deliverable, by=request.user, now=clock.now()),
        back=_address(deliverable),
        done=_("Published."),
    )


def _known(deliverable: Deliverable) -> dict[str, Any]:
    names = ("title", "kind", "purpose", "owner", "due_on", "revision")
    return {name: getattr(deliverable, name) for name in names}


def _address(deliverable: Deliverable) -> str:
    return reverse("deliverable", kwargs={"slug": deliverable.group.slug, "deliverable": deliverable.public_id})


def _page(deliverable: Deliverable, title: str, act: str, text: str = "") -> Page:
    return Page(
        title=title, act=act, back=_address(deliverable), group=deliverable.group, about=deliverable.title, text=text
    )
