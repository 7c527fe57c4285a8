"""What people fill in about ballots, objections and approvals."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cupel.governance import Position
from cupel_web.decisions.actions import (
    Motion,
    NewMatrix,
    OwnProcedure,
    Reasoned,
    Stand,
    Window,
    Word,
    owners_of_edition,
)
from cupel_web.decisions.clauses import clause_named
from cupel_web.decisions.models.ballot import POSITIONS
from cupel_web.groups.forms import day_field, text_field
from cupel_web.groups.models import Group
from cupel_web.kernel.models import User
from cupel_web.people.models import Organisation
from cupel_web.standards.queries import edition_named, standards, words

SHA256 = r"^\s*[0-9a-fA-F]{64}\s*$"
LOCAL = r"^/(?!/)[^\s\\]*$"
YES_OR_NO = [("yes", _("yes")), ("no", _("no"))]
WIDE = {"class": "wide"}
SETTLED = [choice for choice in POSITIONS if choice[0] in {Position.SUPPORT, Position.ACCEPT, Position.ABSTAIN}]


def hash_field(*, required: bool = True) -> forms.RegexField:
    """The SHA-256 of a content."""
    return forms.RegexField(
        SHA256, label=_("SHA-256 of the content"), required=required,
        help_text=_("64 digits and letters; it names exactly what is decided."),
        error_messages={"invalid": _("This is no SHA-256.")}, widget=forms.TextInput(attrs=WIDE),
    )  # fmt: skip


def path_field() -> forms.RegexField:
    """An address on this site."""
    return forms.RegexField(
        LOCAL, label=_("Its address"), required=False, max_length=300,
        help_text=_("A path on this site that begins with a slash."),
        error_messages={"invalid": _("Give a path on this site, such as /standards/.")},
        widget=forms.TextInput(attrs=WIDE),
    )  # fmt: skip


class BallotForm(forms.Form):
    title = forms.CharField(label=_("Motion"), max_length=200, widget=forms.TextInput(attrs=WIDE))
    text = text_field(_("What is decided, in full"), most=8000, rows=8)
    subject_title = forms.CharField(
        label=_("Decides on"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs=WIDE),
        help_text=_("A record of its own, such as a paper."),
    )
    subject_path = path_field()
    sha256 = hash_field(required=False)
    subject_type = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    subject = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    closes_on = day_field(_("Last day to vote"))
    zone = forms.ChoiceField(label=_("Time zone"), help_text=_("In which that day ends."))
    reply_days = forms.IntegerField(label=_("Days to answer a proposed resolution"), min_value=1, max_value=365)
    appeal_days = forms.IntegerField(label=_("Days to appeal"), min_value=1, max_value=365)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].choices = [(each, each) for each in sorted(available_timezones())]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        named = given.get("subject_title") or given.get("subject_type")
        if named and not given.get("sha256") and "sha256" not in self.errors:
            self.add_error("sha256", _("What is decided on is named by the hash of its content."))
        return given

    def motion(self) -> Motion:
        """What the valid form puts to the vote."""
        names = ("title", "text", "subject_type", "subject", "subject_title", "subject_path", "sha256")
        return Motion(**{name: self.cleaned_data[name] for name in names})

    def window(self) -> Window:
        """When the valid form ends the vote."""
        names = ("closes_on", "zone", "reply_days", "appeal_days")
        return Window(**{name: self.cleaned_data[name] for name in names})


class PositionForm(forms.Form):
    has_interest = forms.ChoiceField(
        label=_("Do you, or those you work for, have an interest in this matter beyond that of your category?"),
        choices=YES_OR_NO, widget=forms.RadioSelect,
        help_text=_("Who has may recuse the seat: it then takes no part in this ballot."),
    )  # fmt: skip
    position = forms.ChoiceField(label=_("Position of the seat"), choices=POSITIONS, widget=forms.RadioSelect)
    reason = text_field(_("Reason"), required=False, rows=3)
    objection = text_field(_("Objection: why?"), required=False)
    wanted = text_field(_("Objection: what would have to change?"), required=False)
    clause = forms.CharField(
        label=_("Objection: about which clause?"), required=False, max_length=26,
        help_text=_("The id in the address of the clause's page: 26 letters and digits."),
    )  # fmt: skip

    def __init__(self, *args: Any, group: Group, voter: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group, self.voter = group, voter

    def clean_clause(self) -> str:
        uid: str = self.cleaned_data["clause"].strip().upper()
        if uid and clause_named(uid, within=self.group, reader=self.voter) is None:
            raise forms.ValidationError(_("No standard and no draft of this group has a clause with this id."))
        return uid

    def wanted_stand(self) -> Stand:
        """What the valid form says."""
        given = self.cleaned_data
        names = ("objection", "wanted", "clause")
        objects = given["position"] == Position.OBJECT and any(given[name] for name in names)
        reasoned = Reasoned(reason=given["objection"], wanted=given["wanted"], clause=given["clause"])
        return Stand(
            position=Position(given["position"]), has_interest=given["has_interest"] == "yes", reason=given["reason"],
            objection=reasoned if objects else None,
        )  # fmt: skip


class ReasonForm(forms.Form):
    reason = text_field(_("Reason"))


class ResolutionForm(forms.Form):
    text = text_field(_("Proposed resolution"))


class AnswerForm(forms.Form):
    accepted = forms.ChoiceField(
        label=_("Do you accept the proposed resolution?"), choices=YES_OR_NO, widget=forms.RadioSelect
    )
    position = forms.ChoiceField(
        label=_("If yes, the seat's position is now"), choices=SETTLED, initial=Position.ACCEPT, required=False
    )
    text = text_field(_("If not, why?"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("accepted") == "yes" and not given.get("position"):
            self.add_error("position", _("Choose the position of the seat."))
        return given

    @property
    def settled(self) -> Position | None:
        """The position that replaces the objection; ``None`` where the resolution is not accepted."""
        given = self.cleaned_data
        return Position(given["position"]) if given["accepted"] == "yes" else None


class WithdrawalForm(forms.Form):
    position = forms.ChoiceField(label=_("The seat's position is now"), choices=SETTLED, initial=Position.ACCEPT)


class AppealForm(forms.Form):
    upheld = forms.ChoiceField(
        label=_("Decision"), widget=forms.RadioSelect,
        choices=[("yes", _("uphold: the objection is open again")), ("no", _("dismiss: it stays overruled"))],
    )  # fmt: skip
    reason = text_field(_("Reason"))


class MatrixForm(forms.Form):
    title = forms.CharField(
        label=_("What is approved"), max_length=200, required=False, widget=forms.TextInput(attrs=WIDE)
    )
    edition = forms.ChoiceField(
        label=_("Edition"), required=False, help_text=_("Its owners are asked, about the hash of its manifest.")
    )
    owners = forms.ModelMultipleChoiceField(
        label=_("Owners"), queryset=Organisation.objects.none(), to_field_name="public_id", required=False,
        help_text=_("Where it is no edition: everybody who must approve."),
    )  # fmt: skip
    sha256 = hash_field(required=False)
    subject_path = path_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owned = [
            (edition.reference, f"{words(edition.title)}, {edition.edition}")
            for standard in standards().values()
            for edition in standard.editions.values()
            if edition.owners and edition.content == "full"
        ]
        self.fields["edition"].choices = [("", _("none: as written below")), *sorted(owned)]  # type: ignore[attr-defined]
        self.fields["owners"].queryset = Organisation.objects.order_by("name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not given.get("edition"):
            for name in ("title", "owners", "sha256"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, _("Needed where it is no edition."))
        return given

    @property
    def edition_wanted(self) -> tuple[str, str] | None:
        """Standard and edition, where one was chosen."""
        standard, _at, edition = self.cleaned_data["edition"].partition("@")
        return (standard, edition) if edition else None

    def wanted(self) -> NewMatrix:
        """What the valid form asks for; raises :class:`~cupel.errors.ProcedureError` for an edition whose owners are no
        organisations here.
        """
        given, chosen = self.cleaned_data, self.edition_wanted
        if chosen is not None:
            edition = edition_named(*chosen)
            return NewMatrix(
                title=given["title"] or f"{words(edition.title)}, {edition.edition}", sha256=edition.manifest_hash,
                owners=owners_of_edition(*chosen), standard=chosen[0], edition=chosen[1],
                subject_path=reverse("edition", kwargs={"standard": chosen[0], "edition": chosen[1]}),
            )  # fmt: skip
        return NewMatrix(
            title=given["title"], sha256=given["sha256"], owners=tuple(given["owners"]),
            subject_path=given["subject_path"],
        )  # fmt: skip


class ContentForm(forms.Form):
    sha256 = hash_field()
    note = text_field(_("What changed"), required=False, most=2000, rows=2)


class WordForm(forms.Form):
    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    approves = forms.ChoiceField(
        label=_("Decision"), choices=[("yes", _("approve")), ("no", _("decline"))], widget=forms.RadioSelect
    )
    reason = text_field(_("Reason"), required=False)

    def wanted(self) -> Word:
        """What the valid form says."""
        given = self.cleaned_data
        return Word(sha256=given["sha256"], approves=given["approves"] == "yes", reason=given["reason"])


class OwnProcedureForm(forms.Form):
    text = text_field(_("How this owner approves"))
    on = day_field(_("In force from"), required=False)

    def wanted(self) -> OwnProcedure:
        """What the valid form says."""
        return OwnProcedure(**self.cleaned_data)


class EffectiveForm(forms.Form):
    on = day_field(_("Effective on"))
