"""What people fill in about drafts; every form of a clause gives the edits that its fields differ by."""

from cupel_web.drafting.forms.content import CheckForm, ParameterForm, TranslationForm, WordingForm
from cupel_web.drafting.forms.life import CloseForm, OpenForm
from cupel_web.drafting.forms.structure import (
    AddForm,
    JudgeForm,
    LabelForm,
    MergeForm,
    MoveForm,
    SplitForm,
    UndoForm,
    WithdrawForm,
)
from cupel_web.drafting.forms.word_files import PlacesForm, TakeForm, WordFileForm

__all__ = [
    "AddForm", "CheckForm", "CloseForm", "JudgeForm", "LabelForm", "MergeForm", "MoveForm", "OpenForm",
    "ParameterForm", "PlacesForm", "SplitForm", "TakeForm", "TranslationForm", "UndoForm", "WithdrawForm",
    "WordFileForm", "WordingForm",
]  # fmt: skip
