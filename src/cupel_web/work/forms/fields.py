"""Fields that several forms of this room ask for."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cupel_web.groups.models import Group
from cupel_web.kernel.models import User
from cupel_web.kernel.uploads import BoundedFileField
from cupel_web.work.actions import Upload
from cupel_web.work.queries.issues import METALS, clause_uid, editions
from cupel_web.work.queries.records import insiders

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOST_BYTES = 50 << 20
"""Of one paper."""

METAL_WORDS = dict(zip(METALS, (_("copper"), _("lead"), _("molybdenum"), _("nickel"), _("zinc")), strict=True))


class PersonField(forms.ModelChoiceField[User]):
    """Somebody who takes part in a group."""

    def __init__(self, *, label: "_StrPromise", required: bool = True) -> None:
        super().__init__(queryset=User.objects.none(), label=label, required=required, to_field_name="public_id")

    def label_from_instance(self, obj: Any) -> str:
        return str(obj)

    def of(self, group: Group) -> None:
        """Let the choice be among those who take part in ``group``."""
        self.queryset = insiders(group)


class UploadForm(forms.Form):
    """A file for a paper."""

    file = BoundedFileField(label=_("File"), most=MOST_BYTES)
    note = forms.CharField(label=_("Note"), max_length=500, required=False, help_text=_("What is new in it."))

    def upload(self) -> Upload:
        """What the valid form says."""
        file = self.cleaned_data["file"]
        return Upload(file_name=file.name, chunks=file.chunks(), note=self.cleaned_data["note"])


class ClauseForm(forms.Form):
    """A clause by its edition and number."""

    edition = forms.ChoiceField(label=_("Edition"))
    clause = forms.CharField(label=_("Clause"), max_length=40, help_text=_("Its number as printed, or its id."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edition"].choices = editions()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("edition") and given.get("clause"):
            given["uid"] = clause_uid(given["edition"], given["clause"])
            if given["uid"] is None:
                self.add_error("clause", _("This edition prints no such clause."))
        return given


def metals_field() -> forms.MultipleChoiceField:
    """The metals something is about."""
    return forms.MultipleChoiceField(
        label=_("Metals"), choices=list(METAL_WORDS.items()), required=False, widget=forms.CheckboxSelectMultiple
    )
