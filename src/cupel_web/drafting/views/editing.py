"""The page with one form that makes edits: it shows while one types what they would do, and what others saved."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from cupel.errors import CupelError
from cupel.standard import ClauseDiff, diff_editions
from cupel_web.drafting import actions
from cupel_web.drafting.actions import Editing
from cupel_web.drafting.forms.base import EditForm
from cupel_web.drafting.models import Draft
from cupel_web.drafting.queries.reading import Reading, reading_of
from cupel_web.groups.forms import refuse
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest
from cupel_web.kernel.revisions import renew

PREVIEW = "drafting/parts/preview.html"


@dataclass(frozen=True, kw_only=True)
class EditPage:
    """Its title, its template with what that shows beside the form, and where one is afterwards (empty: at the
    clause, or at the draft where the clause is gone).
    """

    title: str
    template: str = "drafting/edit.html"
    shows: dict[str, Any] = field(default_factory=dict)
    back: str = ""


def edited(
    request: SignedInRequest, draft: Draft, form: EditForm, page: EditPage, save: Callable[[Editing], object]
) -> HttpResponse:
    """A page with one form that makes edits; asked with ``preview`` it only shows what they would do."""
    if request.method == "POST" and request.GET.get("preview"):
        return render(request, PREVIEW, _preview(form))
    status, theirs = (422 if form.is_bound else 200), None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            save(Editing(edits=list(form.edits()), seen=given["seen"], note=given.get("note", "")))
        except CupelError as error:
            refuse(form, error)
            if error.code == "draft-stale":
                status, theirs = 409, _since(draft, form, seen=given["seen"])
        else:
            messages.success(request, _("Saved."))
            return redirect(page.back or _clause_page(draft, form.uid))
    context = {"form": form, "title": page.title, "draft": draft, "reading": form.reading, "uid": form.uid,
               "back": page.back or _clause_page(draft, form.uid), "theirs": theirs, **page.shows}  # fmt: skip
    return render(request, page.template, context, status=status)


def edited_plainly(request: SignedInRequest, draft: Draft, form: EditForm, *, title: str) -> HttpResponse:
    """The page of an edit that is made for its own sake."""
    return edited(
        request, draft, form, EditPage(title=title),
        lambda wanted: actions.edit(draft, wanted, by=request.user, now=clock.now()),
    )  # fmt: skip


def _clause_page(draft: Draft, uid: str) -> str:
    """The clause's page while the draft has it, else the draft's."""
    if uid in reading_of(draft).state.clauses:
        return reverse("draft_clause", kwargs={"draft": draft.public_id, "clause": uid})
    return reverse("draft", kwargs={"draft": draft.public_id})


def _since(draft: Draft, form: EditForm, *, seen: int) -> dict[str, Any]:
    """What others did since the page was opened; the form goes on from there, so that saving again is a choice."""
    renew(form, revision=form.reading.number, field="seen")
    records = draft.edits.filter(number__gt=seen).select_related("made_by")
    found = [each for each in records if not form.uid or form.uid in each.edit.uids] or list(records)
    mine = list(form.edits())
    try:
        diffs = _differences(form.reading, actions.tried(form.reading, mine))
    except CupelError:
        diffs = []
    return {"edits": found, "diffs": diffs}


def _preview(form: EditForm) -> dict[str, Any]:
    """What the edits would change in the draft as it stands, and what would be wrong then."""
    if not form.is_valid():
        return {"waits": True}
    try:
        after = actions.tried(form.reading, list(form.edits()))
        return {"diffs": _differences(form.reading, after), "mistakes": after.brings(form.reading)}
    except CupelError as error:
        return {"mistakes": [error]}


def _differences(before: Reading, after: Reading) -> list[ClauseDiff]:
    return list(diff_editions(before.edition, after.edition).clauses)
