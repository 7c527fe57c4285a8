"""Acts on a deliverable: its format, parts, milestones, people, needs, reviews, marks, and its publication."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from cupel_web.api.access import ApiRequest, granted, open_to_all
from cupel_web.api.bodies import filled
from cupel_web.api.problems import InvalidFormError
from cupel_web.api.rooms.work.common import GROUP, is_inside, reader
from cupel_web.api.rooms.work.progress import (
    Deliverable,
    DeliverableEditor,
    DeliverableMark,
    DeliverableMilestone,
    DeliverableNeed,
    DeliverablePart,
    DeliverableReview,
    editor_shown,
    mark_shown,
    milestone_after,
    need_shown,
    part_after,
    review_shown,
    whole,
)
from cupel_web.groups.queries.records import all_groups
from cupel_web.kernel import clock
from cupel_web.kernel.models import User
from cupel_web.work import actions, models
from cupel_web.work.forms import work as forms
from cupel_web.work.models import Dependency, Editor, Mark, Milestone, PartRecord, Review
from cupel_web.work.queries import records
from cupel_web.work.queries.progress import part_agreed
from cupel_web.work.queries.reading import reader_of

router = Router(tags=["work"])
DELIVERABLE = f"{GROUP}/deliverables/{{ulid:deliverable}}"


@router.get(DELIVERABLE, response=Deliverable, auth=None)
@open_to_all
def read_deliverable(request: HttpRequest, slug: str, deliverable: str) -> Any:
    """Part by part what is there and what is missing, milestones, reviews, and what stands in the way."""
    return whole(request, records.deliverable_of(None, slug, deliverable))


def _of_group(deliverable: models.Deliverable, _user: User) -> dict[str, Any]:
    return {"group": deliverable.group}


@router.put(DELIVERABLE, response=Deliverable)
@granted("work.keep_deliverable", records.deliverable_of, form=forms.EditDeliverableForm, using=_of_group)
def change_deliverable(request: ApiRequest, deliverable: models.Deliverable, form: forms.EditDeliverableForm) -> Any:
    """Describe a deliverable anew."""
    revision = form.cleaned_data["revision"]
    actions.change_deliverable(deliverable, form.wanted(), revision=revision, by=request.user, now=clock.now())
    return whole(request, deliverable)


def _of_kind(deliverable: models.Deliverable, _user: User) -> dict[str, Any]:
    return {"kind": deliverable.kind}


@router.post(f"{DELIVERABLE}/format", response={201: Deliverable})
@granted("work.agree_format", records.deliverable_of, form=forms.FormatChoiceForm, using=_of_kind)
def agree_format(request: ApiRequest, deliverable: models.Deliverable, form: forms.FormatChoiceForm) -> Any:
    """Agree what the deliverable consists of: the ``public_id`` of the newest version of a format of its kind."""
    actions.agree_format(deliverable, wanted=form.cleaned_data["format"], by=request.user, now=clock.now())
    return whole(request, deliverable)


class FilledPart(Schema):
    """What is put in for a part: only what its kind of check looks at."""

    paper: str | None = Field(None, description="A paper of the group's library, for a file or for words")
    text: str | None = Field(None, description="Words", max_length=20000)
    link: str | None = Field(None, description="An address", max_length=500)
    day: date | None = Field(None, description="A day")
    reviewer: str | None = Field(None, description="Who is to sign")


@router.post(f"{DELIVERABLE}/parts/{{slug:part}}", response={201: DeliverablePart})
@granted("work.keep_deliverable", records.deliverable_of)
def fill_part(request: ApiRequest, deliverable: models.Deliverable, part: str, content: FilledPart) -> Any:
    """Put in what there is for a part; it takes the place of what was there."""
    asked = part_agreed(deliverable, part)
    form = filled(forms.PartForm, content, part=asked, deliverable=deliverable, reader=reader(request))
    if others := set(content.model_dump(exclude_none=True)) - set(form.fields):
        form.add_error(None, _("This part does not take: {names}.").format(names=", ".join(sorted(others))))
        raise InvalidFormError(form)
    actions.fill_part(deliverable, form.wanted(), by=request.user, now=clock.now())
    return part_after(request, deliverable, part)


@router.post(f"{GROUP}/parts/{{ulid:record}}/signature", response={201: DeliverablePart})
@granted("work.sign_part", records.part_record_of, form=forms.SignForm)
def sign_part(request: ApiRequest, record: PartRecord, form: forms.SignForm) -> Any:
    """Say as the named reviewer whether the deliverable is good as it is now."""
    given = form.cleaned_data
    approves = given["approves"] == "yes"
    actions.sign_part(record, approves=approves, remark=given["remark"], by=request.user, now=clock.now())
    return part_after(request, record.deliverable, record.part)


@router.post(f"{DELIVERABLE}/milestones", response={201: DeliverableMilestone})
@granted("work.keep_deliverable", records.deliverable_of, form=forms.MilestoneForm)
def add_milestone(request: ApiRequest, deliverable: models.Deliverable, form: forms.MilestoneForm) -> Any:
    """Plan a milestone."""
    return milestone_after(request, actions.add_milestone(deliverable, form.wanted(), by=request.user, now=clock.now()))


@router.put(f"{GROUP}/milestones/{{ulid:milestone}}", response=DeliverableMilestone)
@granted("work.keep_deliverable", records.milestone_of, form=forms.MoveMilestoneForm)
def move_milestone(request: ApiRequest, milestone: Milestone, form: forms.MoveMilestoneForm) -> Any:
    """Another day for a milestone; the first one stays in sight."""
    actions.move_milestone(milestone, due_on=form.cleaned_data["due_on"], by=request.user, now=clock.now())
    return milestone_after(request, milestone)


def _of_library(milestone: Milestone, user: User) -> dict[str, Any]:
    return {"group": milestone.deliverable.group, "reader": reader_of(user, on=clock.today())}


@router.post(f"{GROUP}/milestones/{{ulid:milestone}}/completion", response={201: DeliverableMilestone})
@granted("work.keep_deliverable", records.milestone_of, form=forms.ReachedForm, using=_of_library)
def finish_milestone(request: ApiRequest, milestone: Milestone, form: forms.ReachedForm) -> Any:
    """A milestone is reached, as papers of the group's library show."""
    papers = list(form.cleaned_data["papers"])
    actions.finish_milestone(milestone, papers=papers, by=request.user, now=clock.now())
    return milestone_after(request, milestone)


@router.post(f"{DELIVERABLE}/editors", response={201: DeliverableEditor})
@granted("work.keep_deliverable", records.deliverable_of, form=forms.EditorForm, using=_of_group)
def add_editor(request: ApiRequest, deliverable: models.Deliverable, form: forms.EditorForm) -> Any:
    """Let a person edit it."""
    editor = actions.add_editor(deliverable, person=form.cleaned_data["person"], by=request.user, now=clock.now())
    return editor_shown(editor, inside=is_inside(reader(request), deliverable.group))


@router.delete(f"{GROUP}/editors/{{ulid:editor}}", response=DeliverableEditor)
@granted("work.keep_deliverable", records.editor_of)
def end_editor(request: ApiRequest, editor: Editor) -> Any:
    """A person edits it no longer."""
    actions.end_editor(editor, by=request.user, now=clock.now())
    return editor_shown(editor, inside=is_inside(reader(request), editor.deliverable.group))


def _itself(deliverable: models.Deliverable, _user: User) -> dict[str, Any]:
    return {"deliverable": deliverable}


@router.post(f"{DELIVERABLE}/needs", response={201: DeliverableNeed})
@granted("work.keep_deliverable", records.deliverable_of, form=forms.NeedsForm, using=_itself)
def add_need(request: ApiRequest, deliverable: models.Deliverable, form: forms.NeedsForm) -> Any:
    """Say that it is published only after another deliverable."""
    needs = form.cleaned_data["needs"]
    return need_shown(actions.add_dependency(deliverable, needs=needs, by=request.user, now=clock.now()))


@router.delete(f"{GROUP}/needs/{{ulid:dependency}}", response=DeliverableNeed)
@granted("work.keep_deliverable", records.dependency_of)
def remove_need(request: ApiRequest, link: Dependency) -> Any:
    """It does not need the other after all."""
    actions.remove_dependency(link, by=request.user, now=clock.now())
    return need_shown(link)


def _others(deliverable: models.Deliverable, _user: User) -> dict[str, Any]:
    return {"groups": all_groups().exclude(pk=deliverable.group.pk)}


@router.post(f"{DELIVERABLE}/reviews", response={201: DeliverableReview})
@granted("work.keep_deliverable", records.deliverable_of, form=forms.SisterForm, using=_others)
def ask_review(request: ApiRequest, deliverable: models.Deliverable, form: forms.SisterForm) -> Any:
    """Ask another group to look at it."""
    return review_shown(
        actions.ask_review(deliverable, group=form.cleaned_data["group"], by=request.user, now=clock.now())
    )


@router.post(f"{GROUP}/reviews/{{ulid:review}}/answer", response={201: DeliverableReview})
@granted("work.answer_review", records.review_of, form=forms.AnswerForm)
def answer_review(request: ApiRequest, review: Review, form: forms.AnswerForm) -> Any:
    """Say for the group that was asked what it thinks."""
    actions.answer_review(review, answer=form.cleaned_data["answer"], by=request.user, now=clock.now())
    return review_shown(review)


def _sisters(deliverable: models.Deliverable, user: User) -> dict[str, Any]:
    return {"groups": records.sisters_of(user, deliverable)}


@router.post(f"{DELIVERABLE}/marks", response={201: DeliverableMark})
@granted("work.mark_deliverable", records.deliverable_of, form=forms.MarkForm, using=_sisters)
def mark_deliverable(request: ApiRequest, deliverable: models.Deliverable, form: forms.MarkForm) -> Any:
    """Say that something needs resolution for another group, in which the caller takes part."""
    objection = actions.Objection(group=form.cleaned_data["group"], reason=form.cleaned_data["reason"])
    return mark_shown(actions.mark_deliverable(deliverable, objection, by=request.user, now=clock.now()))


@router.post(f"{GROUP}/marks/{{ulid:mark}}/lifting", response={201: DeliverableMark})
@granted("work.lift_mark", records.mark_of, form=forms.LiftForm)
def lift_mark(request: ApiRequest, mark: Mark, form: forms.LiftForm) -> Any:
    """Lift the mark of one's own group, and say how it was resolved."""
    actions.lift_mark(mark, resolution=form.cleaned_data["resolution"], by=request.user, now=clock.now())
    return mark_shown(mark)


@router.post(f"{DELIVERABLE}/publication", response={201: Deliverable})
@granted("work.publish_deliverable", records.deliverable_of)
def publish_deliverable(request: ApiRequest, deliverable: models.Deliverable) -> Any:
    """Publish it as it is."""
    actions.publish_deliverable(deliverable, by=request.user, now=clock.now())
    return whole(request, deliverable)
