"""What people fill in about emerging issues."""

from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cupel_web.groups.actions import Mandate
from cupel_web.groups.forms import TrapForm, day_field, text_field
from cupel_web.groups.models import Group
from cupel_web.regulations.models import Instrument
from cupel_web.work.actions import About, ClauseAddress, Concern, Decision, NewWorkstream, Reconvening
from cupel_web.work.forms.fields import ClauseForm, PersonField, metals_field
from cupel_web.work.models import EmergingIssue
from cupel_web.work.queries.instruments import choices
from cupel_web.work.queries.reading import public_issues
from cupel_web.work.states import Outcome


class IssueForm(forms.Form):
    """An issue of somebody who is signed in."""

    group = forms.ModelChoiceField(label=_("Group"), queryset=Group.objects.none(), to_field_name="slug")
    title = forms.CharField(label=_("Title"), max_length=200)
    text = text_field(_("What should be looked at, and why"), most=8000, rows=8)
    metals = metals_field()

    def __init__(self, *args: Any, groups: list[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["group"]
        choice.queryset = Group.objects.filter(pk__in=[each.pk for each in groups])  # type: ignore[attr-defined]

    def wanted(self) -> Concern:
        """What the valid form says."""
        given = self.cleaned_data
        return Concern(title=given["title"], text=given["text"], metals=tuple(given["metals"]))


class OpenIssueForm(IssueForm, TrapForm):
    """An issue of somebody without an account."""

    name = forms.CharField(label=_("Your name"), max_length=200)
    email = forms.EmailField(label=_("E-mail address"), help_text=_("We send you one mail with your own link."))
    consent = forms.BooleanField(
        label=_(
            "I agree that the secretariat and the group's chair read this to decide on it. My name is not published."
        ),
        error_messages={"required": _("Without this nobody may read your issue.")},
    )

    def wanted(self) -> Concern:
        """What the valid form says."""
        return replace(super().wanted(), name=self.cleaned_data["name"], email=self.cleaned_data["email"])


class TriageForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            (Outcome.ACCEPT.value, _("accept for consideration")),
            (Outcome.MERGE.value, _("merge into another issue")),
            (Outcome.DECLINE.value, _("decline")),
        ],
        widget=forms.RadioSelect,
    )
    into = forms.ModelChoiceField(
        label=_("Other issue"), queryset=EmergingIssue.objects.none(), to_field_name="public_id", required=False,
        help_text=_("Where it is merged into one."),
    )  # fmt: skip
    reason = text_field(_("Reason"), most=2000)

    def __init__(self, *args: Any, issue: EmergingIssue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = public_issues().exclude(pk=issue.pk)  # type: ignore[attr-defined]

    def wanted(self) -> Decision:
        """What the valid form says."""
        given = self.cleaned_data
        return Decision(outcome=Outcome(given["outcome"]), reason=given["reason"], into=given["into"])


class ClauseLinkForm(ClauseForm):
    def wanted(self) -> ClauseAddress:
        """What the valid form says."""
        standard, _at, edition = self.cleaned_data["edition"].partition("@")
        return ClauseAddress(standard=standard, edition=edition, clause=self.cleaned_data["uid"])


class InstrumentForm(forms.Form):
    about = forms.ChoiceField(label=_("Regulation, or one of its dates"))

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = choices(on=on)  # type: ignore[attr-defined]

    def wanted(self) -> About:
        """What the valid form says."""
        code, *rest = self.cleaned_data["about"].split()
        instrument = Instrument.objects.get(code=code)
        if not rest:
            return About(instrument=instrument)
        event = instrument.events.get(public_id=rest[0])
        return About(instrument=instrument, event=event, on=date.fromisoformat(rest[1]))


class WorkstreamForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    purpose = text_field(_("Purpose"))
    lead = PersonField(label=_("Lead"))
    starts_on = day_field(_("Starts"))

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].of(group)  # type: ignore[attr-defined]

    def wanted(self) -> NewWorkstream:
        """What the valid form says."""
        names = ("title", "purpose", "lead", "starts_on")
        return NewWorkstream(**{name: self.cleaned_data[name] for name in names})


class ReasonForm(forms.Form):
    reason = text_field(_("Reason"), most=2000, rows=2)


class StreamActForm(WorkstreamForm, ReasonForm):
    """Act on an issue by a new workstream."""


class ReconveningForm(ReasonForm):
    on = day_field(_("Re-convened from"))
    mandate = text_field(_("Mandate"), most=8000, rows=8)
    in_force = day_field(_("Terms of reference in force from"))
    lasts_until = day_field(_("Lasts until"), required=False)

    def wanted(self) -> Reconvening:
        """What the valid form says."""
        given = self.cleaned_data
        mandate = Mandate(mandate=given["mandate"], in_force=given["in_force"], lasts_until=given["lasts_until"])
        return Reconvening(on=given["on"], mandate=mandate)
