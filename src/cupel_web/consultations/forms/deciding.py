"""What the group fills in about decisions on comments."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cupel.consultation import GENERAL, Decision, Filter, Template
from cupel.consultation import Workflow as EngineWorkflow
from cupel_web.consultations.actions import Verdict
from cupel_web.consultations.forms.fields import language_choices
from cupel_web.consultations.models import Consultation
from cupel_web.consultations.models.disposition import Decision as DecisionChoices
from cupel_web.consultations.models.disposition import Workflow
from cupel_web.consultations.models.submission import Category
from cupel_web.consultations.queries.texts import clause_choices
from cupel_web.groups.forms import text_field
from cupel_web.groups.models import Group
from cupel_web.work.forms.fields import PersonField

OPEN = (Workflow.NEW, Workflow.ASSIGNED, Workflow.PROPOSED)


class DecisionForm(forms.Form):
    """A decision on one comment."""

    decision = forms.ChoiceField(label=_("Decision"), choices=DecisionChoices.choices, widget=forms.RadioSelect)
    reason = text_field(_("Reason: the commenter reads it"), required=False)

    def verdict(self) -> Verdict:
        """What the valid form says."""
        return Verdict(decision=Decision(self.cleaned_data["decision"]), reason=self.cleaned_data["reason"])


class AssignForm(forms.Form):
    """Who takes a comment on."""

    person = PersonField(label=_("Person"))

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, PersonField)
        field.of(group)


class BulkForm(forms.Form):
    """One decision for all comments that pass; a part that is left empty does not restrict."""

    words = forms.CharField(
        label=_("Comment contains"), required=False, max_length=200, help_text=_("All of these words.")
    )
    clause = forms.ChoiceField(label=_("Clause"), required=False)
    category = forms.ChoiceField(label=_("Speaks for"), required=False, choices=[("", _("all")), *Category.choices])
    language = forms.ChoiceField(label=_("Language"), required=False)
    state = forms.ChoiceField(
        label=_("Work"), required=False, choices=[("", _("all")), *((each.value, each.label) for each in OPEN)]
    )
    decision = forms.ChoiceField(label=_("Decision"), choices=DecisionChoices.choices)

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.consultation = consultation
        clauses = [("", _("all")), (GENERAL, _("the whole text")), *clause_choices(consultation)]
        self.fields["clause"].choices = clauses  # type: ignore[attr-defined]
        languages = language_choices(consultation.languages)
        self.fields["language"].choices = [("", _("all")), *languages]  # type: ignore[attr-defined]
        for code, name in languages:
            label = _("Reason") + f" ({name})"
            self.fields[f"reason_{code}"] = forms.CharField(
                label=label, required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3, "class": "wide"}),
                help_text=_("{clause} and {title} stand for the clause of each comment."),
            )  # fmt: skip

    def chosen(self) -> Filter:
        """Which comments the valid form means."""
        given = self.cleaned_data

        def one(name: str) -> frozenset[str]:
            return frozenset({given[name]} if given[name] else ())

        return Filter(
            clauses=one("clause"), categories=one("category"), languages=one("language"), words=given["words"],
            states=frozenset(map(EngineWorkflow, one("state"))),
        )  # fmt: skip

    def template(self) -> Template:
        """What is decided; raises :class:`~cupel.errors.ConsultationError` for a slot there is not or no reason."""
        given = {code: self.cleaned_data[f"reason_{code}"].strip() for code in self.consultation.languages}
        reason = {code: text for code, text in given.items() if text}
        return Template(decision=Decision(self.cleaned_data["decision"]), reason=reason)
