"""What the group fills in about decisions on comments."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cupel.consultation import Decision, Template
from cupel_web.consultations.actions import Verdict
from cupel_web.consultations.forms.fields import language_choices
from cupel_web.consultations.models import Consultation
from cupel_web.consultations.models.disposition import Decision as DecisionChoices
from cupel_web.consultations.queries.many import HandTo
from cupel_web.groups.forms import text_field
from cupel_web.groups.models import Group
from cupel_web.work.forms.fields import PersonField


class DecisionForm(forms.Form):
    """A decision on one comment."""

    decision = forms.ChoiceField(label=_("Decision"), choices=DecisionChoices.choices, widget=forms.RadioSelect)
    reason = text_field(_("Reason: the commenter reads it"), required=False)
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def verdict(self) -> Verdict:
        """What the valid form says."""
        return Verdict(decision=Decision(self.cleaned_data["decision"]), reason=self.cleaned_data["reason"])


class AssignForm(forms.Form):
    """Who takes a comment on."""

    person = PersonField(label=_("Person"))
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, PersonField)
        field.of(group)


class AssignManyForm(AssignForm):
    """Who takes many comments on; nobody takes them back."""

    person = PersonField(label=_("Person"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].empty_label = _("nobody: take them back")  # type: ignore[attr-defined]

    def hand_to(self) -> HandTo:
        """What the valid form says."""
        return HandTo(person=self.cleaned_data["person"])


class BulkForm(forms.Form):
    """One decision for many comments, with its reason in every language of the consultation."""

    decision = forms.ChoiceField(label=_("Decision"), choices=DecisionChoices.choices)

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.consultation = consultation
        for code, name in language_choices(consultation.languages):
            label = _("Reason") + f" ({name})"
            self.fields[f"reason_{code}"] = forms.CharField(
                label=label, required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3, "class": "wide"}),
                help_text=_("{clause} and {title} stand for the clause of each comment."),
            )  # fmt: skip

    def template(self) -> Template:
        """What is decided; raises :class:`~cupel.errors.ConsultationError` for a slot there is not or no reason."""
        given = {code: self.cleaned_data[f"reason_{code}"].strip() for code in self.consultation.languages}
        reason = {code: text for code, text in given.items() if text}
        return Template(decision=Decision(self.cleaned_data["decision"]), reason=reason)
