"""Pages of one submission: for whoever holds its link, and for the secretariat that keys one in."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cupel.consultation import own_rows
from cupel.errors import CupelError
from cupel_web.consultations import actions
from cupel_web.consultations.downloads import as_template
from cupel_web.consultations.forms.commenting import AuthorForm, ClauseCommentForm, PlaceForm
from cupel_web.consultations.holdings import submission_data
from cupel_web.consultations.models import DraftComment
from cupel_web.consultations.queries import finding, texts
from cupel_web.consultations.queries.comments import sent_in
from cupel_web.consultations.queries.dispositions import published_decisions
from cupel_web.consultations.queries.engine import rows_of
from cupel_web.consultations.states import SubmissionState
from cupel_web.consultations.views.common import Desk, Page, forget, form_page, keyed, saves_too_often, with_secret
from cupel_web.consultations.views.public import about
from cupel_web.groups.forms import refuse
from cupel_web.kernel import clock
from cupel_web.kernel.lists import asked, paged
from cupel_web.kernel.revisions import fields_in_words, renew


@require_GET
def submission(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All that a submission holds, how far it is, and what can be done with it."""
    drafts = desk.submission.drafts.select_related("comment", "question").order_by("pk")
    page = paged(request, drafts, "drafts")
    sent = paged(request, sent_in(desk.submission), "sent")
    decided = published_decisions(sent)
    token = asked(request, "confirm")
    context = {
        **about(desk.consultation),
        "desk": desk,
        "submission": desk.submission,
        "state": desk.submission.state,
        "page": page,
        "drafts": _named(desk, page),
        "sent": sent,
        "answered": [(version, decided.get(version.comment.name)) for version in sent],
        "to_place": drafts.filter(clause="").count(),
        "imports": desk.submission.imports.all(),
        "attachments": desk.submission.attachments.filter(removed_at=None).select_related("stored"),
        "link": request.build_absolute_uri(desk.path("submission")) if desk.secret else "",
        "token": token if desk.submission.state is SubmissionState.SENT else "",
    }
    return render(request, "consultations/submission.html", context)


def _named(desk: Desk, drafts: Iterable[DraftComment]) -> list[dict[str, Any]]:
    book = texts.book_of(desk.consultation)
    return [
        {
            "draft": draft,
            "where": book.name(draft.clause) if draft.clause in book.by_uid else "",
            "suggested": book.name(draft.suggestion["uid"]) if draft.suggestion.get("uid") in book.by_uid else "",
        }
        for draft in drafts
    ]


def describe(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Who sends it, and what may be published."""
    known = desk.submission
    names = ("name", "organisation", "email", "category", "country", "language", "consent")
    initial = {name: getattr(known, name) for name in names}
    form = AuthorForm(request.POST or None, consultation=desk.consultation, initial=initial)
    if desk.by is not None:
        form.fields["email"].required = False

    def act() -> None:
        actions.describe_submission(known, form.author(), by=desk.by, now=clock.now())

    page = Page(title=_("Who you are"), act=_("Save"), back=desk.path("submission"), about=str(desk.consultation))
    return form_page(request, form, page, act)


def new_comment(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Another comment, on a clause to choose."""
    initial = {"clause": asked(request, "clause")}
    form = ClauseCommentForm(request.POST or None, consultation=desk.consultation, initial=initial)
    if request.method == "POST" and form.is_valid():
        if saves_too_often(request, desk):
            form.add_error(None, _("Too much came from your network. Keep your text and try again in an hour."))
        else:
            try:
                actions.save_comment(desk.submission, form.written(""), by=desk.by, now=clock.now())
            except CupelError as error:
                refuse(form, error)
            else:
                messages.success(request, _("Saved. It counts once you have sent your submission."))
                return redirect(desk.path("submission"))
    return _comment_page(request, desk, form, status=422 if form.is_bound else 200)


def draft(request: HttpRequest, desk: Desk, draft: str) -> HttpResponse:
    """Change a comment that is saved and not sent."""
    found = finding.draft_of(desk.submission, draft)
    form = ClauseCommentForm(request.POST or None, consultation=desk.consultation, initial=_initial(found))
    theirs: object = ()
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            revision = form.cleaned_data["revision"] or 0
            try:
                actions.change_comment(found, form.written(""), revision=revision, by=desk.by, now=clock.now())
            except CupelError as error:
                refuse(form, error)
                if error.code == "stale":
                    found.refresh_from_db()
                    status, theirs = 409, fields_in_words(form, _initial(found))
                    renew(form, revision=found.revision)
            else:
                return redirect(desk.path("submission"))
    return _comment_page(request, desk, form, status=status, theirs=theirs)


def _initial(draft: DraftComment) -> dict[str, Any]:
    return {
        "clause": draft.clause or draft.suggestion.get("uid"),
        "question": draft.question.key if draft.question else "",
        "kind": draft.kind, "text": draft.text, "change": draft.change, "contributor": draft.contributor,
        "revision": draft.revision,
    }  # fmt: skip


def _comment_page(
    request: HttpRequest, desk: Desk, form: ClauseCommentForm, *, status: int, theirs: object = ()
) -> HttpResponse:
    context = {**about(desk.consultation), "desk": desk, "form": form, "theirs": theirs}
    return render(request, "consultations/comment_form.html", context, status=status)


@require_POST
def drop_draft(request: HttpRequest, desk: Desk, draft: str) -> HttpResponse:
    """Delete a comment that is saved and not sent."""
    found = finding.draft_of(desk.submission, draft)
    return _button(request, desk, lambda: actions.drop_draft(found, by=desk.by, now=clock.now()))


@require_POST
def take_up(request: HttpRequest, desk: Desk, comment: str) -> HttpResponse:
    """Begin another version of a comment that was sent."""
    found = finding.sent_comment_of(desk.submission, comment)
    try:
        draft = actions.take_up(found, by=desk.by, now=clock.now())
    except CupelError as error:
        messages.error(request, f"{error.message} {error.remedy}")
        return redirect(desk.path("submission"))
    return redirect(desk.path("draft", draft=draft.public_id))


def place_drafts(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Imported comments whose clause is not sure, each with a suggestion to accept or another to choose."""
    if request.method == "POST":
        found = finding.draft_of(desk.submission, request.POST.get("draft", ""))
        form = PlaceForm(request.POST, consultation=desk.consultation)
        if form.is_valid():
            clause = form.cleaned_data["clause"]
            place = desk.path("place_drafts")
            return _button(
                request,
                desk,
                lambda: actions.place_draft(found, clause=clause, by=desk.by, now=clock.now()),
                back=place,
            )
        messages.error(request, _("Choose a clause."))
    page = paged(request, desk.submission.drafts.filter(clause="").order_by("pk"))
    rows = [
        {**row, "others": _others(desk, row["draft"]), "form": _place_form(row["draft"])} for row in _named(desk, page)
    ]
    context = {**about(desk.consultation), "desk": desk, "page": page, "rows": rows}
    return render(request, "consultations/place_drafts.html", context)


def _place_form(draft: DraftComment) -> PlaceForm:
    """A form of its own for each of several on one page."""
    initial = {"clause": draft.suggestion.get("uid")}
    consultation = draft.submission.consultation
    return PlaceForm(consultation=consultation, initial=initial, auto_id=f"place_{draft.public_id}_%s")


def _others(desk: Desk, draft: DraftComment) -> list[tuple[str, str]]:
    book = texts.book_of(desk.consultation)
    return [(uid, book.name(uid)) for uid in draft.suggestion.get("others", ()) if uid in book.by_uid]


@require_GET
def own_template(_request: HttpRequest, desk: Desk, suffix: str) -> HttpResponse:
    """One's own comments in the template, to change and upload again."""
    rows = own_rows(rows_of(desk.submission).values(), {}, texts.book_of(desk.consultation))
    return as_template(rows, suffix=suffix, title=texts.said(desk.consultation.title))


@require_GET
def export(_request: HttpRequest, desk: Desk) -> HttpResponse:
    """All that the submission holds, as data."""
    response = JsonResponse(submission_data(desk.submission), json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="submission.json"'
    return response


@require_POST
def forget_here(_request: HttpRequest, desk: Desk) -> HttpResponse:
    """This browser forgets the submission; the link still leads to it."""
    response = redirect("consultation", consultation=desk.consultation.public_id)
    forget(response, desk.consultation)
    return response


def _button(request: HttpRequest, desk: Desk, act: Callable[[], object], *, back: str = "") -> HttpResponse:
    try:
        act()
    except CupelError as error:
        messages.error(request, f"{error.message} {error.remedy}")
    return redirect(back or desk.path("submission"))


my_submission, keyed_submission = with_secret(submission), keyed(submission)
my_describe, keyed_describe = with_secret(describe), keyed(describe)
my_new_comment, keyed_new_comment = with_secret(new_comment), keyed(new_comment)
my_draft, keyed_draft = with_secret(draft), keyed(draft)
my_drop_draft, keyed_drop_draft = with_secret(drop_draft), keyed(drop_draft)
my_take_up, keyed_take_up = with_secret(take_up), keyed(take_up)
my_place_drafts, keyed_place_drafts = with_secret(place_drafts), keyed(place_drafts)
my_template, keyed_template = with_secret(own_template), keyed(own_template)
my_export, keyed_export = with_secret(export), keyed(export)
my_forget_here = with_secret(forget_here)
