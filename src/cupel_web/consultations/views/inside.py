"""Pages of what came in: all comments for the group, placing, submissions that the secretariat keys in."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cupel.errors import CupelError
from cupel_web.consultations import actions
from cupel_web.consultations.forms.fields import country_name, language_choices, language_name
from cupel_web.consultations.forms.running import KeyedForm, PlacingForm
from cupel_web.consultations.models import Attachment, Comment, CommentVersion, Consultation
from cupel_web.consultations.models.disposition import Workflow
from cupel_web.consultations.models.submission import Category
from cupel_web.consultations.queries import comments, finding, texts
from cupel_web.consultations.queries.dispositions import last_facts
from cupel_web.consultations.queries.votes import objections_on
from cupel_web.consultations.states import Step
from cupel_web.consultations.views.applying import made_on
from cupel_web.consultations.views.common import Desk
from cupel_web.consultations.views.public import about
from cupel_web.groups.forms import refuse
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, may, permitted
from cupel_web.kernel.files import attached
from cupel_web.kernel.lists import asked, paged


@permitted("consultations.read_comments", finding.consultation_inside)
@require_GET
def all_comments(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Every comment that counts, with who sent it and what may be published of it."""
    wanted = {name: asked(request, name) for name in ("text", "clause", "category", "language")}
    state = asked(request, "state")
    found = comments.filtered(comments.current(consultation), **wanted)
    page = paged(request, comments.in_state(found, state) if state in Workflow else found)
    work = {
        fact.comment_id: fact for fact in last_facts([version.comment for version in page]).prefetch_related("remarks")
    }
    names = dict(texts.clause_choices(consultation))
    context = {
        **about(consultation),
        "page": page,
        "agrees": may(request, "consultations.agree", consultation),
        "rows": [
            (version, names.get(comments.placed_on(version), ""), work.get(version.comment_id)) for version in page
        ],
        "state": state,
        "states": Workflow.choices,
        "wanted": wanted,
        "choices": names.items(),
        "categories": Category.choices,
        "languages": language_choices(consultation.languages),
        "numbers": comments.counts([consultation]).get(consultation.pk, (0, 0)),
        "to_place": comments.number_unplaced([consultation]).get(consultation.pk, 0),
    }
    return render(request, "consultations/comments.html", context)


@permitted("consultations.read_comments", finding.comment_inside)
@require_GET
def comment(request: SignedInRequest, comment: Comment) -> HttpResponse:
    """A comment with all its versions, its submission, and where it belongs."""
    versions = comment.versions.select_related("sending", "question").prefetch_related("placings").order_by("-number")
    submission = comment.submission
    current = comments.current(comment.consultation).get(comment=comment)
    place = comments.placed_on(current)
    dispositions = list(
        comment.dispositions.select_related("assignee", "made_by").prefetch_related("remarks").order_by("-pk")
    )
    context = {
        **about(comment.consultation),
        "comment": comment,
        "current": current,
        "place": place,
        "where": texts.clause_name(comment.consultation, place),
        "older": [version for version in versions if version.pk != current.pk],
        "placings": current.placings.select_related("placed_by"),
        "submission": submission,
        "country": country_name(submission.country),
        "language": language_name(submission.language),
        "attachments": submission.attachments.filter(removed_at=None).select_related("stored"),
        "sees_address": may(request, "consultations.see_addresses", submission),
        "places": may(request, "consultations.run", comment),
        "disposes": Step.DISPOSITION in comment.consultation.done,
        "agrees": may(request, "consultations.agree", comment),
        "dispositions": dispositions,
        "objections": objections_on(comment.consultation, now=clock.now(), clause=place) if place else [],
        **made_on(comment, place, dispositions[0] if dispositions else None),
    }
    return render(request, "consultations/comment.html", context)


@permitted("consultations.run", finding.comment_inside)
def place_comment(request: SignedInRequest, comment: Comment) -> HttpResponse:
    """Say which clause a comment is on."""
    version: CommentVersion = comments.current(comment.consultation).get(comment=comment)
    initial = {"clause": comments.placed_on(version)}
    form = PlacingForm(request.POST or None, consultation=comment.consultation, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.place_comment(
                version, clause=given["clause"], reason=given["reason"], by=request.user, now=clock.now()
            )
        except CupelError as error:
            refuse(form, error)
        else:
            return redirect("consultation_comment", comment=comment.public_id)
    context = {**about(comment.consultation), "comment": comment, "version": version, "form": form}
    return render(request, "consultations/place_comment.html", context, status=422 if form.is_bound else 200)


@permitted("consultations.read_comments", finding.attachment_inside)
@require_GET
def read_attachment(_request: SignedInRequest, attachment: Attachment) -> FileResponse:
    """A file that came with a submission that counts."""
    return attached(attachment.stored, name=attachment.file_name)


@permitted("consultations.key", finding.consultation_inside)
def key_submission(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Key in a form that came by mail: first who sent it, then its comments."""
    initial = {"received_on": clock.today(), "language": texts.language()}
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
