"""What people fill in about recommendations, reviews, objectives and follow-ups."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cupel.governance import Term, Unit
from cupel_web.decisions.models import Ballot
from cupel_web.groups.forms import day_field, text_field
from cupel_web.groups.models import Group
from cupel_web.recommendations.actions import Answer, NewReview, Task, Wording
from cupel_web.recommendations.models import Element, Objective, Recommendation, Review
from cupel_web.recommendations.models.leg import REPLIES
from cupel_web.recommendations.models.recommendation import UNITS
from cupel_web.recommendations.states import ReplyKind


def objective_field() -> "forms.ModelChoiceField[Objective]":
    """One of the mission's objectives."""
    return forms.ModelChoiceField(label=_("Mission objective"), queryset=Objective.objects.none(), to_field_name="code")


def length_field(label: Any) -> forms.IntegerField:
    """How many units a term has."""
    return forms.IntegerField(label=label, min_value=1, max_value=400)


class ServingForm(forms.Form):
    """A form about a part of the programme that serves an objective in a cycle."""

    cycle = forms.CharField(label=_("Cycle"), max_length=20, help_text=_("Such as a year, or the name of a revision."))
    element = forms.ChoiceField(label=_("Programme element"), choices=Element.choices)
    objective = objective_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["objective"].queryset = Objective.objects.order_by("code")  # type: ignore[attr-defined]


class RecommendationForm(ServingForm):
    title = forms.CharField(label=_("Title"), max_length=200, widget=forms.TextInput(attrs={"class": "wide"}))
    text = text_field(_("Recommendation"), most=8000, rows=8)
    reasons = text_field(_("Reasons"), most=8000, rows=6)
    dissent = text_field(_("Dissent"), required=False, most=8000)
    ballot = forms.ModelChoiceField(
        label=_("Adopted by the ballot"), queryset=Ballot.objects.none(), to_field_name="public_id", required=False,
        empty_label=_("none"), help_text=_("Seats that objected or abstained there go with it, with their reasons."),
    )  # fmt: skip
    review = forms.ModelChoiceField(
        label=_("Rests on the review"), queryset=Review.objects.none(), to_field_name="public_id", required=False,
        empty_label=_("none"),
    )  # fmt: skip
    advice_length = length_field(_("Time to advise"))
    advice_unit = forms.ChoiceField(label=_("Counted in"), choices=UNITS)
    decision_length = length_field(_("Time to decide"))
    decision_unit = forms.ChoiceField(label=_("Counted in"), choices=UNITS)
    revision = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ("title", "text", "reasons", "dissent", "ballot", "review", "element", "objective", "cycle")

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        adopted = group.ballots.filter(closing__outcome__startswith="adopted", annulment=None)
        self.fields["ballot"].queryset = adopted  # type: ignore[attr-defined]
        self.fields["review"].queryset = group.programme_reviews.all()  # type: ignore[attr-defined]

    def wanted(self) -> Wording:
        """What the valid form says."""
        given = self.cleaned_data
        names = ("title", "text", "reasons", "objective", "cycle", "dissent", "review", "ballot")
        return Wording(
            element=Element(given["element"]),
            advice=Term(length=given["advice_length"], unit=Unit(given["advice_unit"])),
            decision=Term(length=given["decision_length"], unit=Unit(given["decision_unit"])),
            **{name: given[name] for name in names},
        )


def known(recommendation: Recommendation) -> dict[str, Any]:
    """What a draft says, as :class:`RecommendationForm` asks for it."""
    return {name: getattr(recommendation, name) for name in RecommendationForm.base_fields}


class ReviewForm(ServingForm):
    title = forms.CharField(label=_("Title"), max_length=200, widget=forms.TextInput(attrs={"class": "wide"}))
    findings = text_field(_("What it found"), most=8000, rows=8)
    concluded_on = day_field(_("Concluded on"))
    field_order = ("title", "findings", "element", "objective", "cycle", "concluded_on")

    def wanted(self) -> NewReview:
        """What the valid form says."""
        return NewReview(**{**self.cleaned_data, "element": Element(self.cleaned_data["element"])})


class ReplyForm(forms.Form):
    answer = forms.ChoiceField(label=_("Reply"), choices=REPLIES, widget=forms.RadioSelect)
    reasons = text_field(_("Reasons"), most=8000, rows=6)
    ballot = forms.ModelChoiceField(
        label=_("Decided by the ballot"), queryset=Ballot.objects.none(), to_field_name="public_id", required=False,
        empty_label=_("none"),
    )  # fmt: skip

    def __init__(self, *args: Any, body: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ballot"].queryset = body.ballots.filter(closing__isnull=False)  # type: ignore[attr-defined]

    def wanted(self) -> Answer:
        """What the valid form says."""
        return Answer(**{**self.cleaned_data, "answer": ReplyKind(self.cleaned_data["answer"])})


class ReasonForm(forms.Form):
    reason = text_field(_("Reason"))


class ConcludeForm(forms.Form):
    note = text_field(_("What came of it"))


class EvidenceForm(forms.Form):
    evidence = text_field(_("What shows that it is done"))


class TaskForm(forms.Form):
    what = text_field(_("What is to be done"), most=2000)
    group = forms.ModelChoiceField(label=_("By the group"), queryset=Group.objects.none(), to_field_name="slug")
    role = forms.CharField(
        label=_("By whom there"), max_length=120, required=False, help_text=_("A role, such as the chair.")
    )
    due_on = day_field(_("Due"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = Group.objects.order_by("name")  # type: ignore[attr-defined]

    def wanted(self) -> Task:
        """What the valid form says."""
        return Task(**self.cleaned_data)


class WordingForm(forms.Form):
    text = text_field(_("Text"), most=2000)
    on = day_field(_("In force from"))


class ObjectiveForm(WordingForm):
    code = forms.SlugField(label=_("Code"), max_length=20, help_text=_("Short, such as M1; it never changes."))
    field_order = ("code",)
