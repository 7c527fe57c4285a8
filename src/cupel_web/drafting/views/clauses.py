"""Edit a draft, clause by clause. A page shows while one types what the edit would do, and what would be wrong."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cupel.errors import CupelError
from cupel.standard import ClauseDiff, diff_editions
from cupel_web.drafting import actions
from cupel_web.drafting.forms import (
    AddForm,
    CheckForm,
    JudgeForm,
    LabelForm,
    MergeForm,
    MoveForm,
    ParameterForm,
    SplitForm,
    TranslationForm,
    UndoForm,
    WithdrawForm,
    WordingForm,
)
from cupel_web.drafting.forms.base import EditForm
from cupel_web.drafting.models import Draft
from cupel_web.drafting.queries.reading import Reading, reading_of
from cupel_web.drafting.queries.records import draft_seen_by
from cupel_web.groups.forms import refuse
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, permitted

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

FORM, PREVIEW = "drafting/edit.html", "drafting/parts/preview.html"


@permitted("drafting.edit", draft_seen_by)
def add_clause(request: SignedInRequest, draft: Draft) -> HttpResponse:
    """A new clause; ``?after=`` names the clause that it stands behind."""
    reading = reading_of(draft)
    after = request.GET.get("after", "")
    known = after if after in reading.state.clauses else ""
    form = AddForm(request.POST or None, reading=reading, uid=known)
    return _edited(request, draft, form, title=_("Add a clause"))


@permitted("drafting.edit", draft_seen_by)
def translate_clause(request: SignedInRequest, draft: Draft, *, clause: str, language: str) -> HttpResponse:
    """The clause in a further language."""
    reading = _reading_with(draft, clause)
    if language == reading.state.language:
        raise Http404
    form = TranslationForm(request.POST or None, reading=reading, uid=clause, language=language)
    return _edited(request, draft, form, title=_("Translate into {language}").format(language=language))


@permitted("drafting.edit", draft_seen_by)
def change_parameter(request: SignedInRequest, draft: Draft, *, clause: str, name: str) -> HttpResponse:
    """Another value, unit or bound."""
    reading = _reading_with(draft, clause)
    parameter = reading.state.clauses[clause].parameters.get(name)
    if parameter is None:
        raise Http404
    form = ParameterForm(request.POST or None, reading=reading, uid=clause, parameter=parameter)
    return _edited(request, draft, form, title=_("Change a parameter"))


@permitted("drafting.edit", draft_seen_by)
def change_check(request: SignedInRequest, draft: Draft, *, clause: str, check: str) -> HttpResponse:
    """Another check under the same name."""
    reading = _reading_with(draft, clause)
    found = next((each for each in reading.state.clauses[clause].checks if each.id == check), None)
    if found is None:
        raise Http404
    form = CheckForm(request.POST or None, reading=reading, uid=clause, check=found)
    return _edited(request, draft, form, title=_("Change a check"))


@permitted("drafting.edit", draft_seen_by)
def split_clause(request: SignedInRequest, draft: Draft, *, clause: str) -> HttpResponse:
    """Several clauses instead of one; ``?parts=`` says how many."""
    parts = request.GET.get("parts", "2")
    reading = _reading_with(draft, clause)
    form = SplitForm(request.POST or None, reading=reading, uid=clause, parts=int(parts) if parts.isdecimal() else 2)
    return _edited(request, draft, form, title=_("Split"))


@permitted("drafting.judge", draft_seen_by)
def judge_clause(request: SignedInRequest, draft: Draft, *, clause: str) -> HttpResponse:
    """Decide what kind of change it is, and what results of before are worth."""
    reading = _reading_with(draft, clause)
    form = JudgeForm(request.POST or None, reading=reading, uid=clause, decided_by=draft.group.name)
    return _edited(request, draft, form, title=_("Decide what kind of change it is"))


@permitted("drafting.edit", draft_seen_by)
def undo_edit(request: SignedInRequest, draft: Draft, *, number: int) -> HttpResponse:
    """Take an edit back; taking that back makes it hold again."""
    reading = reading_of(draft)
    if not 0 < number <= reading.number:
        raise Http404
    form = UndoForm(request.POST or None, reading=reading, of=number)
    return _edited(request, draft, form, title=_("Take back edit {number}").format(number=number))


def _reading_with(draft: Draft, clause: str) -> Reading:
    """The draft as it stands; 404 where the clause is not in it."""
    reading = reading_of(draft)
    if clause not in reading.state.clauses:
        raise Http404
    return reading


def _edited(request: SignedInRequest, draft: Draft, form: EditForm, *, title: str) -> HttpResponse:
    """A page with one form that makes edits; asked with ``preview`` it only shows what they would do."""
    if request.method == "POST" and request.GET.get("preview"):
        return render(request, PREVIEW, _preview(form))
    status, theirs = (422 if form.is_bound else 200), None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        wanted = actions.Editing(edits=list(form.edits()), seen=given["seen"], note=given.get("note", ""))
        try:
            actions.edit(draft, wanted, by=request.user, now=clock.now())
        except CupelError as error:
            refuse(form, error)
            if error.code == "draft-stale":
                status, theirs = 409, _since(draft, form, seen=given["seen"])
        else:
            messages.success(request, _("Saved."))
            return redirect(_page(draft, form.uid))
    context = {"form": form, "title": title, "draft": draft, "reading": form.reading, "uid": form.uid,
               "back": _page(draft, form.uid), "theirs": theirs}  # fmt: skip
    return render(request, FORM, context, status=status)


def _page(draft: Draft, uid: str) -> str:
    """The clause's page while the draft has it, else the draft's."""
    if uid in reading_of(draft).state.clauses:
        return reverse("draft_clause", kwargs={"draft": draft.public_id, "clause": uid})
    return reverse("draft", kwargs={"draft": draft.public_id})


def _since(draft: Draft, form: EditForm, *, seen: int) -> dict[str, Any]:
    """What others did since the page was opened; the form goes on from there, so that saving again is a choice."""
    data = form.data.copy()  # type: ignore[attr-defined]
    data["seen"] = str(form.reading.number)
    form.data = data
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


def _page_of(form: type[EditForm], title: "_StrPromise") -> Callable[..., HttpResponseBase]:
    """A page with one form about one clause."""

    @permitted("drafting.edit", draft_seen_by)
    def edit_clause(request: SignedInRequest, draft: Draft, *, clause: str) -> HttpResponse:
        filled = form(request.POST or None, reading=_reading_with(draft, clause), uid=clause)
        return _edited(request, draft, filled, title=str(title))

    return edit_clause


word_clause = _page_of(WordingForm, gettext_lazy("Reword"))
add_parameter = _page_of(ParameterForm, gettext_lazy("Add a parameter"))
add_check = _page_of(CheckForm, gettext_lazy("Add a check"))
move_clause = _page_of(MoveForm, gettext_lazy("Move"))
merge_clause = _page_of(MergeForm, gettext_lazy("Merge"))
withdraw_clause = _page_of(WithdrawForm, gettext_lazy("Withdraw"))
label_clause = _page_of(LabelForm, gettext_lazy("Label"))
