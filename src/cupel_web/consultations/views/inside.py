"""Pages of what came in: all comments for the group, placing, submissions that the secretariat keys in."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cupel.errors import CupelError
from cupel_web.consultations import actions
from cupel_web.consultations.forms.fields import country_name
from cupel_web.consultations.forms.running import KeyedForm, PlacingForm
from cupel_web.consultations.models import Attachment, Comment, CommentVersion, Consultation
from cupel_web.consultations.queries import around, comments, finding, texts
from cupel_web.consultations.queries.board import board
from cupel_web.consultations.queries.votes import in_open_ballots, objections_on
from cupel_web.consultations.states import Step
from cupel_web.consultations.views.applying import made_on
from cupel_web.consultations.views.board import query_of, wanted_by
from cupel_web.consultations.views.common import Desk, Page, form_page
from cupel_web.consultations.views.public import about
from cupel_web.groups.forms import refuse
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, may, permitted
from cupel_web.kernel.files import attached
from cupel_web.kernel.languages import language, language_name
from cupel_web.kernel.lists import paged


@permitted("consultations.read_comments", finding.comment_inside)
@require_GET
def comment(request: SignedInRequest, comment: Comment) -> HttpResponse:
    """A comment with all its versions, its submission, where it belongs, and what stands around it."""
    return comment_page(request, comment)


def comment_page(request: SignedInRequest, comment: Comment, *, status: int = 200) -> HttpResponse:
    """The comment as it stands; with another status after an act that was refused."""
    versions = comment.versions.select_related("sending", "question").prefetch_related("placings").order_by("-number")
    consultation, submission = comment.consultation, comment.submission
    current = comments.current(consultation).get(comment=comment)
    place = comments.placed_on(current)
    dispositions = list(
        comment.dispositions.select_related("assignee", "made_by").prefetch_related("remarks").order_by("-pk")
    )
    context = {
        **about(consultation),
        **_around(request, comment, place),
        "comment": comment,
        "current": current,
        "place": place,
        "where": texts.clause_name(consultation, place),
        "older": [version for version in versions if version.pk != current.pk],
        "placings": current.placings.select_related("placed_by"),
        "submission": submission,
        "country": country_name(submission.country),
        "language": language_name(submission.language),
        "attachments": submission.attachments.filter(removed_at=None).select_related("stored"),
        "sees_address": may(request, "consultations.see_addresses", submission),
        "places": may(request, "consultations.run", comment),
        "disposes": Step.DISPOSITION in consultation.done,
        "agrees": may(request, "consultations.agree", comment),
        "dispositions": dispositions,
        "is_voted": in_open_ballots(consultation).filter(pk=comment.pk).exists(),
        "objections": objections_on(consultation, now=clock.now(), clause=place) if place else [],
        **made_on(comment, place, dispositions[0] if dispositions else None),
    }
    return render(request, "consultations/comment.html", context, status=status)


def _around(request: SignedInRequest, comment: Comment, place: str) -> dict[str, Any]:
    """What stands around a comment: its clause, those that say the same, others on the clause, and its neighbours
    within the filter from which one came.
    """
    consultation, found = comment.consultation, board(comment.consultation, wanted_by(request))
    before, after, number = found.around(comment.number)
    return {
        "clause": texts.clause_or_none(consultation, place),
        "alike": around.saying_the_same(comment),
        "siblings": around.on_the_clause(comment, place),
        "before": before,
        "after": after,
        "number": number,
        "of": len(found.entries),
        "here": query_of(request).urlencode(),
    }


@permitted("consultations.run", finding.comment_inside)
def place_comment(request: SignedInRequest, comment: Comment) -> HttpResponse:
    """Say which clause a comment is on."""
    version: CommentVersion = comments.current(comment.consultation).get(comment=comment)
    initial = {"clause": comments.placed_on(version), "revision": version.placings.count()}
    form = PlacingForm(request.POST or None, consultation=comment.consultation, initial=initial)
    written = _("written on “{label}”").format(label=version.label)
    page = Page(
        title=_("Which clause?"), act=_("It is on this one"), about=comment.name,
        back=reverse("consultation_comment", kwargs={"comment": comment.public_id}),
        text="\n\n".join(part for part in (version.label and written, version.text, version.change) if part),
    )  # fmt: skip

    def act() -> None:
        where = actions.Where(**form.cleaned_data)
        actions.place_comment(version, where, by=request.user, now=clock.now())

    def newest() -> tuple[int, object]:
        last = version.placings.select_related("placed_by").order_by("-pk")[0]
        words = [
            (_("Clause"), texts.clause_name(comment.consultation, last.clause) or _("the whole text")),
            (_("Reason"), last.reason), (_("By"), str(last.placed_by or "")),
        ]  # fmt: skip
        return version.placings.count(), words

    return form_page(request, form, page, act, newest)


@permitted("consultations.read_comments", finding.attachment_inside)
@require_GET
def read_attachment(_request: SignedInRequest, attachment: Attachment) -> FileResponse:
    """A file that came with a submission that counts."""
    return attached(attachment.stored, name=attachment.file_name)


@permitted("consultations.key", finding.consultation_inside)
def key_submission(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Key in a form that came by mail: first who sent it, then its comments."""
    initial = {"received_on": clock.today(), "language": language()}
    form = KeyedForm(request.POST or None, consultation=consultation, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            submission = actions.key_submission(
                consultation, form.author(), form.paper(), by=request.user, now=clock.now()
            )
        except CupelError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Now add the comments, or upload the filled form."))
            return redirect(Desk(submission=submission, by=request.user).path("submission"))
    keyed = paged(request, finding.keyed_in(consultation))
    context = {**about(consultation), "form": form, "page": keyed}
    return render(request, "consultations/key_submission.html", context, status=422 if form.is_bound else 200)
