"""Open and close a draft."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cupel_web.drafting.actions import NewDraft
from cupel_web.drafting.models import Outcome
from cupel_web.groups.forms import text_field
from cupel_web.standards.queries import standards, words

NAME = r"[0-9A-Za-z][0-9A-Za-z._-]*"


class OpenForm(forms.Form):
    base = forms.ChoiceField(label=_("Begins as"))
    edition = forms.RegexField(
        label=_("Name of the new edition"), regex=rf"^{NAME}$", max_length=40, help_text=_("For instance 2026.")
    )
    purpose = text_field(_("What it is for"), rows=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["base"].choices = [  # type: ignore[attr-defined]
            (edition.reference, f"{words(edition.title)}, {edition.edition}")
            for standard in standards().values()
            for edition in sorted(standard.editions.values(), key=lambda each: each.edition, reverse=True)
            if edition.content == "full"
        ]

    def wanted(self) -> NewDraft:
        """What the valid form says."""
        standard, _at, base = self.cleaned_data["base"].partition("@")
        given = self.cleaned_data
        return NewDraft(standard=standard, base=base, edition=given["edition"], purpose=given["purpose"])


class CloseForm(forms.Form):
    outcome = forms.ChoiceField(label=_("The draft is"), choices=Outcome.choices)
    reason = text_field(_("Reason"), most=2000, rows=3)
