"""Word files that owners send for a draft: upload one, say which clauses its are, take over what it says."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cupel.errors import CupelError
from cupel_web.drafting import actions
from cupel_web.drafting.forms import PlacesForm, TakeForm, WordFileForm
from cupel_web.drafting.models import Draft, EditRecord, WordFile
from cupel_web.drafting.queries.records import draft_seen_by, word_file_seen_by
from cupel_web.drafting.queries.word_files import came, edits_since
from cupel_web.groups.forms import refuse
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, permitted, with_files
from cupel_web.kernel.files import attached
from cupel_web.kernel.lists import paged
from cupel_web.kernel.revisions import renew


@with_files
@permitted("drafting.edit", draft_seen_by)
def word_files(request: SignedInRequest, draft: Draft) -> HttpResponse:
    """All that came for the draft, the newest first; upload another one."""
    form = WordFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            file = actions.upload_word_file(
                draft, sent.chunks(), file_name=sent.name, by=request.user, now=clock.now()
            )  # fmt: skip
        except CupelError as error:
            refuse(form, error)
        else:
            return redirect("draft_word_file", draft=draft.public_id, file=file.public_id)
    page = paged(request, draft.word_files.select_related("job", "uploaded_by"))
    context = {"draft": draft, "form": form, "page": page}
    return render(request, "drafting/word_files.html", context, status=422 if form.is_bound else 200)


@permitted("drafting.edit", word_file_seen_by)
def word_file(request: SignedInRequest, file: WordFile) -> HttpResponse:
    """What the file says otherwise than the draft that was sent; what is ticked becomes edits."""
    if not file.document:
        return render(request, "drafting/word_file_waits.html", {"draft": file.draft, "file": file})
    if file.waits_for_places:
        return redirect("place_word_file", draft=file.draft.public_id, file=file.public_id)
    found = came(file)
    form = TakeForm(request.POST or None, came=found)
    status, theirs = (422 if form.is_bound else 200), list[EditRecord]()
    if request.method == "POST" and form.is_valid():
        taken, seen = form.taken(), form.cleaned_data["seen"]
        try:
            actions.take_over(file, taken, seen=seen, by=request.user, now=clock.now())
        except CupelError as error:
            refuse(form, error)
            if error.code == "draft-stale":
                status, theirs = 409, edits_since(file.draft, seen, {*taken.words, *taken.places, *taken.gone})
                renew(form, revision=found.now.number, field="seen")
        else:
            messages.success(request, _("What was ticked is in the draft now."))
            return redirect("draft_word_file", draft=file.draft.public_id, file=file.public_id)
    context = {"draft": file.draft, "file": file, "came": found, "form": form, "theirs": theirs}
    return render(request, "drafting/word_file.html", context, status=status)


@permitted("drafting.edit", word_file_seen_by)
def place_word_file(request: SignedInRequest, file: WordFile) -> HttpResponse:
    """Say which clauses of the draft those of a file without ids are; the machine suggests."""
    if not file.suggested:
        return redirect("draft_word_file", draft=file.draft.public_id, file=file.public_id)
    found = came(file)
    form = PlacesForm(request.POST or None, came=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.place_clauses(file, form.labels(), by=request.user, now=clock.now())
        except CupelError as error:
            refuse(form, error)
        else:
            return redirect("draft_word_file", draft=file.draft.public_id, file=file.public_id)
    context = {"draft": file.draft, "file": file, "form": form, "came": found}
    return render(request, "drafting/place_word_file.html", context, status=422 if form.is_bound else 200)


@permitted("drafting.edit", word_file_seen_by)
@require_GET
def original(_request: SignedInRequest, file: WordFile) -> FileResponse:
    """The file as it came."""
    return attached(file.stored, name=file.file_name)
