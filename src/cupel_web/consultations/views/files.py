"""Pages of files: filled templates that become comments, and attachments."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cupel.errors import CupelError
from cupel_web.consultations import actions
from cupel_web.consultations.forms.commenting import AttachmentForm, TemplateForm
from cupel_web.consultations.forms.fields import ATTACHMENT_BYTES, COMMENT_FILE_BYTES
from cupel_web.consultations.models import Consultation, Submission
from cupel_web.consultations.queries import finding
from cupel_web.consultations.views.common import (
    Desk,
    Page,
    form_page,
    keyed,
    remember,
    remembered,
    round_seen,
    with_secret,
)
from cupel_web.consultations.views.public import about
from cupel_web.groups.forms import refuse
from cupel_web.kernel import clock
from cupel_web.kernel.access import public, with_files, with_public_files
from cupel_web.kernel.files import attached
from cupel_web.kernel.languages import language
from cupel_web.kernel.lists import paged
from cupel_web.kernel.throttle import asks_too_often

FILES_AN_HOUR = 60


def upload(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Upload a filled template: it is read at once."""
    form = TemplateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        if desk.by is None and asks_too_often(request, what="comment-files", most=FILES_AN_HOUR):
            form.add_error(None, _("Too many files came from your network. Try again in an hour."))
        else:
            try:
                imported = actions.import_template(desk.submission, form.enclosure(), by=desk.by, now=clock.now())
            except CupelError as error:
                refuse(form, error)
            else:
                return redirect(desk.path("imported", imported=imported.public_id))
    context = {**about(desk.consultation), "desk": desk, "form": form}
    return render(request, "consultations/upload.html", context, status=422 if form.is_bound else 200)


@with_public_files(COMMENT_FILE_BYTES)
@public
def first_upload(request: HttpRequest, consultation: str) -> HttpResponse:
    """Upload a filled template without having written a comment before: this begins a submission."""
    found = round_seen(request, consultation)
    desk = remembered(request, found)
    if desk is not None:
        return redirect(desk.path("upload"))
    form = TemplateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        if asks_too_often(request, what="comment-files", most=FILES_AN_HOUR):
            form.add_error(None, _("Too many files came from your network. Try again in an hour."))
        elif response := _begun(request, form, found):
            return response
    context = {**about(found), "desk": None, "form": form}
    return render(request, "consultations/upload.html", context, status=422 if form.is_bound else 200)


def _begun(request: HttpRequest, form: TemplateForm, consultation: Consultation) -> HttpResponse | None:
    try:
        imported, secret = actions.begin_with_template(
            consultation, form.enclosure(), language=language(), now=clock.now()
        )
    except CupelError as error:
        refuse(form, error)
        return None
    submission: Submission = imported.submission
    desk = Desk(submission=submission, secret=secret)
    response = redirect(desk.path("imported", imported=imported.public_id))
    remember(request, response, consultation, secret)
    return response


@require_GET
def imported(request: HttpRequest, desk: Desk, imported: str) -> HttpResponse:
    """What came of a file: comments, rows to place, rows that are no comments, each with what to do."""
    found = finding.imported_in(desk.submission, imported)
    listed = [row for row in found.left if not row["note"]]
    context = {
        **about(desk.consultation),
        "desk": desk,
        "imported": found,
        "listed": paged(request, listed, "listed"),
        "notes": [row for row in found.left if row["note"]],
        "remarks": paged(request, found.remarks, "remarks"),
        "to_place": desk.submission.drafts.filter(clause="").count(),
    }
    return render(request, "consultations/imported.html", context)


def attach(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Add a file to the submission."""
    form = AttachmentForm(request.POST or None, request.FILES or None)
    page = Page(title=_("Attach a file"), act=_("Attach"), back=desk.path("submission"), about=str(desk.consultation))
    if request.method == "POST" and desk.by is None and asks_too_often(request, what="attachments", most=FILES_AN_HOUR):
        messages.error(request, _("Too many files came from your network. Try again in an hour."))
        return redirect(page.back)

    def act() -> None:
        actions.attach(desk.submission, form.enclosure(), by=desk.by, now=clock.now())

    return form_page(request, form, page, act)


@require_POST
def detach(request: HttpRequest, desk: Desk, attachment: str) -> HttpResponse:
    """Take a file back."""
    found = finding.attachment_in(desk.submission, attachment)
    try:
        actions.detach(found, by=desk.by, now=clock.now())
    except CupelError as error:
        messages.error(request, f"{error.message} {error.remedy}")
    return redirect(desk.path("submission"))


@require_GET
def attachment(_request: HttpRequest, desk: Desk, attachment: str) -> FileResponse:
    """The file, to keep."""
    found = finding.attachment_in(desk.submission, attachment)
    return attached(found.stored, name=found.file_name)


my_upload, keyed_upload = with_public_files(COMMENT_FILE_BYTES)(with_secret(upload)), with_files(keyed(upload))
my_imported, keyed_imported = with_secret(imported), keyed(imported)
my_attach, keyed_attach = with_public_files(ATTACHMENT_BYTES)(with_secret(attach)), with_files(keyed(attach))
my_detach, keyed_detach = with_secret(detach), keyed(detach)
my_attachment, keyed_attachment = with_secret(attachment), keyed(attachment)
