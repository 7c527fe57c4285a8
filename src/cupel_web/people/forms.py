from typing import Any
from zoneinfo import available_timezones

import pycountry
from django import forms
from django.utils.translation import gettext_lazy as _

from cupel.governance import Term, Unit
from cupel_web.people.actions import AboutMe, HeldBack, NewOrganisation, NewTerm, Work
from cupel_web.people.models import UNITS, Organisation, OrganisationKind, Role

COVERED = (
    ("cu", _("copper")),
    ("pb", _("lead")),
    ("mo", _("molybdenum")),
    ("ni", _("nickel")),
    ("zn", _("zinc")),
)


def country_code(text: str) -> str:
    """The code in capitals; raises ``ValidationError`` for one that ISO 3166-1 does not hold."""
    code = text.strip().upper()
    if code and pycountry.countries.get(alpha_2=code) is None:
        raise forms.ValidationError(_("There is no country with the code %(code)s."), params={"code": code})
    return code


class OrganisationForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=OrganisationKind.choices)
    country = forms.CharField(
        label=_("Country"), max_length=2, required=False, help_text=_("Two letters, such as CL (ISO 3166-1).")
    )
    metals = forms.MultipleChoiceField(
        label=_("Metals"), choices=COVERED, required=False, widget=forms.CheckboxSelectMultiple
    )

    def clean_country(self) -> str:
        return country_code(self.cleaned_data["country"])

    def wanted(self) -> NewOrganisation:
        """What the valid form says."""
        given = self.cleaned_data
        return NewOrganisation(
            name=given["name"],
            kind=OrganisationKind(given["kind"]),
            country=given["country"],
            metals=tuple(given["metals"]),
        )


class MemberForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"))
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, role.label) for role in organisation.roles]  # type: ignore[attr-defined]

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class AboutMeForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    country = forms.CharField(
        label=_("Country"), max_length=2, required=False, help_text=_("Two letters, such as CL (ISO 3166-1).")
    )
    zone = forms.ChoiceField(label=_("Time zone"))
    about = forms.CharField(label=_("About me"), max_length=2000, required=False, widget=forms.Textarea({"rows": 4}))
    named_in_public = forms.BooleanField(label=_("My name may stand on public pages"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].choices = [(each, each) for each in sorted(available_timezones())]  # type: ignore[attr-defined]

    def clean_country(self) -> str:
        return country_code(self.cleaned_data["country"])

    def wanted(self) -> AboutMe:
        """What the valid form says."""
        return AboutMe(**self.cleaned_data)


class WorkForm(forms.Form):
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), to_field_name="public_id"
    )
    position = forms.CharField(label=_("Position"), max_length=200, required=False)
    since = forms.DateField(label=_("Since"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.order_by("name")  # type: ignore[attr-defined]

    def wanted(self) -> Work:
        """What the valid form says."""
        return Work(**self.cleaned_data)


class InterestForm(forms.Form):
    text = forms.CharField(label=_("Interest"), max_length=2000, widget=forms.Textarea({"rows": 2}))


class RetentionForm(forms.Form):
    length = forms.IntegerField(label=_("How long"), min_value=1, max_value=36500)
    unit = forms.ChoiceField(label=_("Unit"), choices=UNITS)
    in_force = forms.DateField(label=_("In force from"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Everybody can read it. A shorter term takes effect on what is kept already."),
    )

    def wanted(self) -> NewTerm:
        """What the valid form says."""
        given = self.cleaned_data
        term = Term(length=given["length"], unit=Unit(given["unit"]))
        return NewTerm(term=term, in_force=given["in_force"], reason=given["reason"])


class HoldForm(forms.Form):
    record = forms.CharField(
        label=_("Record (id)"), max_length=26, required=False, help_text=_("Empty: all records of the class.")
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("The secretariat alone reads it; the event log does not hold it."),
    )

    def wanted(self) -> HeldBack:
        """What the valid form says."""
        return HeldBack(record=self.cleaned_data["record"].strip(), reason=self.cleaned_data["reason"])
