"""What people fill in about groups, seats and joining."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cupel.errors import CupelError
from cupel.governance import Procedure
from cupel_web.groups.actions import Description, Mandate, Newcomer, NewSeat, Step, Wish, Wording
from cupel_web.groups.models import (
    AccessRole,
    Capacity,
    Group,
    GroupKind,
    Invited,
    Office,
    Part,
    ProcedureVersion,
    SeatRecord,
)
from cupel_web.groups.states import GroupState
from cupel_web.people.models import Organisation

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def refuse(form: forms.Form, error: CupelError) -> None:
    """Show on the form why an act was refused, and what to do."""
    form.add_error(None, f"{error.message} {error.remedy}")


def day_field(label: "_StrPromise", *, required: bool = True, help_text: "str | _StrPromise" = "") -> forms.DateField:
    """A day, as browsers let people pick one."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget, help_text=help_text)


def text_field(label: "_StrPromise", *, required: bool = True, most: int = 4000, rows: int = 4) -> forms.CharField:
    """Several lines of text."""
    return forms.CharField(
        label=label, required=required, max_length=most, widget=forms.Textarea(attrs={"rows": rows, "class": "wide"})
    )


def invites_field() -> forms.MultipleChoiceField:
    """Who may apply."""
    return forms.MultipleChoiceField(
        label=_("Who may join"), choices=Invited.choices, required=False, widget=forms.CheckboxSelectMultiple
    )


class GroupForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    slug = forms.SlugField(label=_("Address"), help_text=_("A short word for its web address; it never changes."))
    kind = forms.ChoiceField(label=_("Kind"), choices=GroupKind.choices)
    parent = forms.ModelChoiceField(
        label=_("Overseen by"), queryset=Group.objects.none(), to_field_name="slug", required=False
    )
    succeeds = forms.ModelChoiceField(
        label=_("Takes the place of"), queryset=Group.objects.none(), to_field_name="slug", required=False
    )
    purpose = text_field(_("Purpose"))
    procedure = forms.ChoiceField(label=_("Rules"))
    invites = invites_field()
    on = day_field(_("Proposed on"))
    reason = text_field(_("Reason"), most=2000, rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        uids = ProcedureVersion.objects.order_by("uid").values_list("uid", flat=True).distinct()
        self.fields["procedure"].choices = [(uid, uid) for uid in uids]  # type: ignore[attr-defined]
        for name in ("parent", "succeeds"):
            self.fields[name].queryset = Group.objects.order_by("name")  # type: ignore[attr-defined]

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if Group.objects.filter(slug=slug).exists():
            raise forms.ValidationError(_("Another group has this address."))
        return slug

    def wanted(self) -> Description:
        """What the valid form says."""
        given = self.cleaned_data
        return Description(
            slug=given["slug"], name=given["name"], kind=GroupKind(given["kind"]), purpose=given["purpose"],
            procedure_uid=given["procedure"], invites=tuple(given["invites"]), parent=given["parent"],
            succeeds=given["succeeds"],
        )  # fmt: skip


class RevisedForm(forms.Form):
    """A form that knows which revision of a record a person began to edit."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class TrapForm(forms.Form):
    """A form for anybody, with a field that people do not see and machines fill in."""

    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}))

    @property
    def is_trap(self) -> bool:
        """Whether a machine filled in the field that people do not see."""
        return bool(self.cleaned_data.get("website"))


class WordingForm(RevisedForm):
    name = forms.CharField(label=_("Name"), max_length=200)
    purpose = text_field(_("Purpose"))
    invites = invites_field()

    def wanted(self) -> Wording:
        """What the valid form says."""
        given = self.cleaned_data
        return Wording(name=given["name"], purpose=given["purpose"], invites=tuple(given["invites"]))


class MandateForm(RevisedForm):
    mandate = text_field(_("Mandate"), most=8000, rows=8)
    out_of_scope = text_field(_("Not in scope"), required=False)
    composition = text_field(_("Composition"), required=False)
    working = text_field(_("How it works"), required=False, most=8000)
    in_force = day_field(_("In force from"))
    lasts_until = day_field(_("Lasts until"), required=False, help_text=_("Empty: until it is changed."))

    def wanted(self) -> Mandate:
        """What the valid form says."""
        return Mandate(**{name: value for name, value in self.cleaned_data.items() if name != "revision"})


class StepForm(forms.Form):
    to = forms.ChoiceField(label=_("Becomes"))
    on = day_field(_("From"))
    reason = text_field(_("Reason"), most=2000, rows=2)

    def __init__(self, *args: Any, following: frozenset[GroupState], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(each.value, each.value) for each in sorted(following)]  # type: ignore[attr-defined]

    def wanted(self) -> Step:
        """What the valid form says."""
        given = self.cleaned_data
        return Step(to=GroupState(given["to"]), on=given["on"], reason=given["reason"])


class CategoryForm(forms.Form):
    """A form that asks for one of the categories of a group's rules."""

    category = forms.ChoiceField(label=_("Category"))

    def __init__(self, *args: Any, categories: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [(each, each) for each in categories]  # type: ignore[attr-defined]


INDEPENDENT = "independent"
"""A seat of no category of the rules, such as a chair's."""


def seat_categories(rules: Procedure | None) -> tuple[str, ...]:
    """What a seat may be: of a category of the rules, or independent."""
    return (*rules.categories, INDEPENDENT) if rules else ()


class SeatForm(CategoryForm):
    label = forms.CharField(label=_("Seat"), max_length=120)
    capacity = forms.ChoiceField(label=_("Capacity"), choices=Capacity.choices)
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), to_field_name="public_id", required=False,
        help_text=_("Where the seat speaks for one."),
    )  # fmt: skip
    office = forms.ChoiceField(label=_("Office"), choices=Office.choices, required=False)
    votes = forms.BooleanField(label=_("Votes"), required=False, initial=True)
    opened_on = day_field(_("Since"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.order_by("name")  # type: ignore[attr-defined]

    def wanted(self) -> NewSeat:
        """What the valid form says."""
        given = self.cleaned_data
        choices = {"capacity": Capacity(given["capacity"]), "office": Office(given["office"])}
        return NewSeat(**{**given, **choices})


class FillingForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"))
    name = forms.CharField(label=_("Name"), max_length=200, help_text=_("Kept as it is for people who are known."))
    part = forms.ChoiceField(label=_("As"), choices=Part.choices)
    first = day_field(_("Since"))
    last = day_field(_("Term ends"))
    access = forms.ChoiceField(
        label=_("May enter the group's rooms as"), choices=[("", _("not at all")), *AccessRole.choices], required=False
    )

    def newcomer(self) -> Newcomer:
        """What the valid form says."""
        given = self.cleaned_data
        access = AccessRole(given["access"]) if given["access"] else None
        return Newcomer(**{**given, "part": Part(given["part"]), "access": access})


class DayForm(forms.Form):
    on = day_field(_("Day"))


class AccessForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"))
    name = forms.CharField(label=_("Name"), max_length=200)
    role = forms.ChoiceField(label=_("Role"), choices=AccessRole.choices)


class ApplicationForm(CategoryForm, TrapForm):
    name = forms.CharField(label=_("Your name"), max_length=200)
    email = forms.EmailField(label=_("E-mail address"), help_text=_("We send you one mail with your own link."))
    joins_as = forms.ChoiceField(label=_("You are, or speak for, one of the"))
    capacity = forms.ChoiceField(label=_("You would speak"), choices=Capacity.choices)
    organisation_name = forms.CharField(label=_("Organisation"), max_length=200, required=False)
    seat = forms.ModelChoiceField(
        label=_("Seat"), queryset=SeatRecord.objects.none(), to_field_name="public_id", required=False,
        empty_label=_("any open seat"),
    )  # fmt: skip
    statement = text_field(_("What you bring"))
    interests = text_field(_("Interests to declare"), required=False, most=2000, rows=2)
    consent = forms.BooleanField(
        label=_("I agree that the secretariat and the group's chair read this to decide on my application."),
        error_messages={"required": _("Without this nobody may read your application.")},
    )
    field_order = ("name", "email", "joins_as", "capacity", "organisation_name", "category", "seat")

    def __init__(self, *args: Any, group: Group, seats: list[SeatRecord], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["joins_as"].choices = [(each, Invited(each).label) for each in group.invites]  # type: ignore[attr-defined]
        self.fields["seat"].queryset = SeatRecord.objects.filter(pk__in=[seat.pk for seat in seats])  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("capacity") == Capacity.ORGANISATION and not given.get("organisation_name"):
            self.add_error("organisation_name", _("Name the organisation you would speak for."))
        return given

    def wanted(self) -> Wish:
        """What the valid form says."""
        given = self.cleaned_data
        names = ("name", "email", "category", "statement", "organisation_name", "interests", "seat")
        return Wish(
            joins_as=Invited(given["joins_as"]), capacity=Capacity(given["capacity"]),
            **{name: given[name] for name in names},
        )  # fmt: skip


class RulingForm(forms.Form):
    accepted = forms.ChoiceField(
        label=_("Decision"), choices=[("yes", _("accept")), ("no", _("decline"))], widget=forms.RadioSelect
    )
    letter = text_field(_("Letter"), rows=8)
