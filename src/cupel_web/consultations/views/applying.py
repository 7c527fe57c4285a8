"""Pages that carry a decision into the text: from a comment to the clause of the draft and back."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from cupel_web.consultations import actions
from cupel_web.consultations.forms.applying import ApplyForm, LinkForm, UnlinkForm
from cupel_web.consultations.models import ChangeLink, Comment, DispositionFact
from cupel_web.consultations.models.disposition import Workflow
from cupel_web.consultations.queries import comments, finding
from cupel_web.consultations.queries.changes import CHANGING
from cupel_web.consultations.queries.links import changes_on, drafts_for, edits_for, places_for
from cupel_web.consultations.views.common import Page, form_page
from cupel_web.consultations.views.public import about
from cupel_web.drafting.actions import Editing
from cupel_web.drafting.queries.reading import reading_of
from cupel_web.drafting.views.editing import EditPage, edited
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, permitted


@permitted("consultations.dispose", finding.comment_inside)
def apply_change(request: SignedInRequest, comment: Comment, *, into: str, at: str) -> HttpResponse:
    """Reword the clause ``at`` of the draft ``into`` on a comment, beside what it proposes."""
    draft = get_object_or_404(drafts_for(comment.consultation).filter(closing=None), public_id=into)
    reading = reading_of(draft)
    if at not in reading.state.clauses:
        raise Http404
    version = comments.current(comment.consultation).get(comment=comment)
    form = ApplyForm(request.POST or None, reading=reading, uid=at, change=version.change, comment=comment.name)
    said = about(comment.consultation)
    shows = {
        "comment": comment, "version": version, "revision": reading.edition.clauses[at], "label": reading.label(at),
        "suggested": form.suggested is not None and not form.is_bound, "consultation": comment.consultation,
        "consultation_title": said["title"],
    }  # fmt: skip
    page = EditPage(
        title=_("Apply the proposed change"), template="consultations/apply.html", shows=shows, back=_address(comment)
    )

    def save(wanted: Editing) -> object:
        return actions.apply_change(comment, draft, wanted, by=request.user, now=clock.now())

    return edited(request, draft, form, page, save)


@permitted("consultations.dispose", finding.comment_inside)
def link_change(request: SignedInRequest, comment: Comment) -> HttpResponse:
    """Say which edits that were made already were made on a comment."""
    place = comments.placed_on(comments.current(comment.consultation).get(comment=comment))
    offered = edits_for(comment, place)
    form = LinkForm(request.POST or None, offered=offered)
    page = Page(
        title=_("Link a change already made"), act=_("Link"), back=_address(comment), about=comment.name,
        text="" if offered else _("No draft has an edit of this clause that is not linked yet."),
    )  # fmt: skip

    def act() -> None:
        actions.link_change(comment, form.records(), by=request.user, now=clock.now())

    return form_page(request, form, page, act)


@permitted("consultations.dispose", finding.link_inside)
def unlink_change(request: SignedInRequest, link: ChangeLink) -> HttpResponse:
    """Say that an edit was not made on a comment after all."""
    form = UnlinkForm(request.POST or None)
    page = Page(
        title=_("Take the link back"), act=_("Take the link back"), back=_address(link.comment),
        about=link.comment.name,
        text=_("The edit stays. Comments that say the same are no longer linked to it either."),
    )  # fmt: skip

    def act() -> None:
        actions.unlink_change(link, reason=form.cleaned_data["reason"], by=request.user, now=clock.now())

    return form_page(request, form, page, act)


def made_on(comment: Comment, place: str, last: DispositionFact | None) -> dict[str, Any]:
    """What a comment's page shows of changes: those made on it, and where one can be made."""
    may_change = (
        last is not None and last.decision in CHANGING and last.workflow not in {Workflow.NEW, Workflow.ASSIGNED}
    )
    return {
        "changes": changes_on(comment),
        "may_change": may_change,
        "places_in_drafts": places_for(comment.consultation, place) if may_change else [],
    }


def _address(comment: Comment) -> str:
    return reverse("consultation_comment", kwargs={"comment": comment.public_id})
