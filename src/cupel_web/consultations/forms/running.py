"""What the secretariat and chairs fill in."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cupel.consultation import GENERAL
from cupel_web.consultations.actions import Asking, Invitation, PaperForm
from cupel_web.consultations.forms.commenting import AuthorForm
from cupel_web.consultations.forms.fields import LANGUAGES, language_choices
from cupel_web.consultations.models import Consultation
from cupel_web.consultations.models.submission import Origin
from cupel_web.consultations.queries.texts import clause_choices
from cupel_web.groups.clock_fields import clock_field, clock_instant
from cupel_web.groups.forms import day_field, text_field
from cupel_web.groups.models import Group
from cupel_web.kernel.languages import language_name
from cupel_web.standards.queries import standards, words


class TextsForm(forms.Form):
    """A form with texts by language: one field for each language and part."""

    parts: tuple[tuple[str, Any, int], ...] = ()

    def __init__(self, *args: Any, languages: tuple[str, ...] = ("en",), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = languages
        for part, label, rows in self.parts:
            for code, name in language_choices(languages):
                field = text_field(f"{label} ({name})", required=False, most=4000, rows=rows)  # type: ignore[arg-type]
                self.fields[f"{part}_{code}"] = field

    def texts(self, part: str) -> dict[str, str]:
        """What was filled in, by language."""
        found = {code: self.cleaned_data.get(f"{part}_{code}", "").strip() for code in self.languages}
        return {code: text for code, text in found.items() if text}


class ConsultationForm(TextsForm):
    """A consultation before it is announced."""

    parts = (("title", _("Title"), 1), ("introduction", _("What it is about, and what you would like to know"), 6))
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    languages_held = forms.MultipleChoiceField(
        label=_("Languages of the consultation"),
        widget=forms.CheckboxSelectMultiple,
    )
    opens_at = clock_field(_("Opens"))
    closes_at = clock_field(_("Closes"), help_text=_("The instant itself is too late."))
    zone = forms.ChoiceField(label=_("Time zone"), help_text=_("By whose clocks it opens and closes."))
    email = forms.EmailField(
        label=_("Address for filled forms"), required=False, help_text=_("Empty if none are taken by e-mail.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = self.fields["languages_held"]
        held.choices = language_choices(LANGUAGES)  # type: ignore[attr-defined]
        held.help_text = _(
            "The texts in each of them are asked for where you change what is prepared. The pages themselves exist in "
            "{languages}; in another language they show your texts among English ones."
        ).format(languages=", ".join(map(language_name, settings.PUBLIC_LANGUAGES)))
        self.fields["zone"].choices = [(each, each) for each in sorted(available_timezones())]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors:
            for name in ("opens_at", "closes_at"):
                try:
                    given[name] = clock_instant(given[name], given["zone"])
                except forms.ValidationError as error:
                    self.add_error(name, error)
            if not self.texts("title"):
                self.add_error(None, _("Give it a title in one language at least."))
        return given

    def invitation(self) -> Invitation:
        """What the valid form says."""
        given = self.cleaned_data
        return Invitation(
            title=self.texts("title"), introduction=self.texts("introduction"),
            languages=tuple(given["languages_held"]), opens_at=given["opens_at"], closes_at=given["closes_at"],
            zone=given["zone"], email=given["email"],
        )  # fmt: skip


class NewConsultationForm(ConsultationForm):
    """A consultation with the text it is about: an edition, or an open draft of the group as it is now."""

    edition = forms.ChoiceField(label=_("Text"))
    base = forms.ChoiceField(label=_("Compared with"), required=False)
    field_order = ("edition", "base")

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.drafts = {str(each): each for each in group.drafts.filter(closing=None)}
        drafted = [(name, _("Draft {name}").format(name=each)) for name, each in self.drafts.items()]
        editions = [
            (edition.reference, f"{words(edition.title)}, {edition.edition}")
            for standard in standards().values()
            for edition in reversed(list(standard.editions.values()))
            if edition.content == "full"
        ]
        self.fields["edition"].choices = [*drafted, *editions]  # type: ignore[attr-defined]
        self.fields["base"].choices = [("", _("nothing")), *editions]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        edition, base = given.get("edition", ""), given.get("base", "")
        if base and (base == edition or base.split("@")[0] != edition.split("@")[0]):
            self.add_error("base", _("Choose another edition of the same standard."))
        return given


class QuestionForm(TextsForm):
    """A question of the group."""

    parts = (("question", _("Question"), 3),)
    clause = forms.ChoiceField(label=_("Clause"))

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, languages=tuple(consultation.languages), **kwargs)
        choices = [(GENERAL, _("the whole text")), *clause_choices(consultation)]
        self.fields["clause"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.texts("question"):
            self.add_error(None, _("Write the question in one language at least."))
        return given

    def asking(self) -> Asking:
        """What the valid form says."""
        clause = self.cleaned_data["clause"]
        return Asking(text=self.texts("question"), clause="" if clause == GENERAL else clause)


class ExtensionForm(forms.Form):
    """A later closing time, by the clocks of the consultation's zone."""

    closes_at = clock_field(_("Closes"))
    reason = text_field(_("Reason"), most=2000)

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone

    def clean_closes_at(self) -> Any:
        return clock_instant(self.cleaned_data["closes_at"], self.zone)


class KeyedForm(AuthorForm):
    """A form that came by mail, as the secretariat keys it in."""

    origin = forms.ChoiceField(
        label=_("Came by"), choices=[each for each in Origin.choices if each[0] != Origin.WEB.value]
    )
    received_on = day_field(_("Received on"))
    late_reason = text_field(_("Why it is taken after the close"), required=False, most=2000, rows=2)
    field_order = ("origin", "received_on", "late_reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].required = False
        self.fields["name"].label = _("Name of the commenter")

    def paper(self) -> PaperForm:
        """What the valid form says of the paper."""
        given = self.cleaned_data
        return PaperForm(
            origin=Origin(given["origin"]), received_on=given["received_on"], late_reason=given["late_reason"]
        )


class PlacingForm(forms.Form):
    """Where a comment that counts belongs, and why."""

    clause = forms.ChoiceField(label=_("Clause"))
    reason = forms.CharField(label=_("Reason"), max_length=500, required=False)
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(GENERAL, _("the whole text")), *clause_choices(consultation)]
        self.fields["clause"].choices = choices  # type: ignore[attr-defined]
