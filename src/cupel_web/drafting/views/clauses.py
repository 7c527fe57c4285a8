"""Edit a draft, clause by clause."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
from cupel_web.drafting.views.editing import edited_plainly
from cupel_web.kernel.access import SignedInRequest, permitted

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@permitted("drafting.edit", draft_seen_by)
def add_clause(request: SignedInRequest, draft: Draft) -> HttpResponse:
    """A new clause; ``?after=`` names the clause that it stands behind."""
    reading = reading_of(draft)
    after = request.GET.get("after", "")
    known = after if after in reading.state.clauses else ""
    form = AddForm(request.POST or None, reading=reading, uid=known)
    return edited_plainly(request, draft, form, title=_("Add a clause"))


@permitted("drafting.edit", draft_seen_by)
def translate_clause(request: SignedInRequest, draft: Draft, *, clause: str, language: str) -> HttpResponse:
    """The clause in a further language."""
    reading = _reading_with(draft, clause)
    if language == reading.state.language:
        raise Http404
    form = TranslationForm(request.POST or None, reading=reading, uid=clause, language=language)
    return edited_plainly(request, draft, form, title=_("Translate into {language}").format(language=language))


@permitted("drafting.edit", draft_seen_by)
def change_parameter(request: SignedInRequest, draft: Draft, *, clause: str, name: str) -> HttpResponse:
    """Another value, unit or bound."""
    reading = _reading_with(draft, clause)
    parameter = reading.state.clauses[clause].parameters.get(name)
    if parameter is None:
        raise Http404
    form = ParameterForm(request.POST or None, reading=reading, uid=clause, parameter=parameter)
    return edited_plainly(request, draft, form, title=_("Change a parameter"))


@permitted("drafting.edit", draft_seen_by)
def change_check(request: SignedInRequest, draft: Draft, *, clause: str, check: str) -> HttpResponse:
    """Another check under the same name."""
    reading = _reading_with(draft, clause)
    found = next((each for each in reading.state.clauses[clause].checks if each.id == check), None)
    if found is None:
        raise Http404
    form = CheckForm(request.POST or None, reading=reading, uid=clause, check=found)
    return edited_plainly(request, draft, form, title=_("Change a check"))


@permitted("drafting.edit", draft_seen_by)
def split_clause(request: SignedInRequest, draft: Draft, *, clause: str) -> HttpResponse:
    """Several clauses instead of one; ``?parts=`` says how many."""
    parts = request.GET.get("parts", "2")
    reading = _reading_with(draft, clause)
    form = SplitForm(request.POST or None, reading=reading, uid=clause, parts=int(parts) if parts.isdecimal() else 2)
    return edited_plainly(request, draft, form, title=_("Split"))


@permitted("drafting.judge", draft_seen_by)
def judge_clause(request: SignedInRequest, draft: Draft, *, clause: str) -> HttpResponse:
    """Decide what kind of change it is, and what results of before are worth."""
    reading = _reading_with(draft, clause)
    form = JudgeForm(request.POST or None, reading=reading, uid=clause, decided_by=draft.group.name)
    return edited_plainly(request, draft, form, title=_("Decide what kind of change it is"))


@permitted("drafting.edit", draft_seen_by)
def undo_edit(request: SignedInRequest, draft: Draft, *, number: int) -> HttpResponse:
    """Take an edit back; taking that back makes it hold again."""
    reading = reading_of(draft)
    if not 0 < number <= reading.number:
        raise Http404
    form = UndoForm(request.POST or None, reading=reading, of=number)
    return edited_plainly(request, draft, form, title=_("Take back edit {number}").format(number=number))


def _reading_with(draft: Draft, clause: str) -> Reading:
    """The draft as it stands; 404 where the clause is not in it."""
    reading = reading_of(draft)
    if clause not in reading.state.clauses:
        raise Http404
    return reading


def _page_of(form: type[EditForm], title: "_StrPromise") -> Callable[..., HttpResponseBase]:
    """A page with one form about one clause."""

    @permitted("drafting.edit", draft_seen_by)
    def edit_clause(request: SignedInRequest, draft: Draft, *, clause: str) -> HttpResponse:
        filled = form(request.POST or None, reading=_reading_with(draft, clause), uid=clause)
        return edited_plainly(request, draft, filled, title=str(title))

    return edit_clause


word_clause = _page_of(WordingForm, gettext_lazy("Reword"))
add_parameter = _page_of(ParameterForm, gettext_lazy("Add a parameter"))
add_check = _page_of(CheckForm, gettext_lazy("Add a check"))
move_clause = _page_of(MoveForm, gettext_lazy("Move"))
merge_clause = _page_of(MergeForm, gettext_lazy("Merge"))
withdraw_clause = _page_of(WithdrawForm, gettext_lazy("Withdraw"))
label_clause = _page_of(LabelForm, gettext_lazy("Label"))
