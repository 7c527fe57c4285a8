"""What people fill in about papers and threads."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cupel_web.groups.forms import text_field
from cupel_web.groups.models import Group
from cupel_web.work.forms.fields import PersonField, UploadForm
from cupel_web.work.models import Visibility


class VisibilityForm(forms.Form):
    """Who may read something, among those this person may choose."""

    visibility = forms.ChoiceField(label=_("Who may read it"))

    def __init__(self, *args: Any, choices: list[Visibility], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["visibility"].choices = [(each.value, each.label) for each in choices]  # type: ignore[attr-defined]

    def chosen(self) -> Visibility:
        """What the valid form says."""
        return Visibility(self.cleaned_data["visibility"])


class PaperForm(VisibilityForm, UploadForm):
    title = forms.CharField(label=_("Title"), max_length=300)
    field_order = ("title", "visibility", "file", "note")


class ThreadForm(VisibilityForm):
    title = forms.CharField(label=_("Title"), max_length=200)
    text = text_field(_("Text"), most=20000, rows=8)
    field_order = ("title", "visibility", "text")

    def __init__(self, *args: Any, on_paper: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if on_paper:
            del self.fields["visibility"]


class PostForm(forms.Form):
    text = text_field(_("Answer"), most=20000, rows=5)


class RecusalForm(forms.Form):
    person = PersonField(label=_("Person"))

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].of(group)  # type: ignore[attr-defined]
