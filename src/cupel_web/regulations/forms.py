"""What people fill in about instruments."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cupel.coverage import SOURCE_MARKS, DateRule
from cupel.standard import DatedFact
from cupel_web.groups.forms import RevisedForm, day_field, text_field
from cupel_web.groups.models import Group
from cupel_web.kernel.languages import language
from cupel_web.regulations.actions import NewEvent, NewVersion, Watching
from cupel_web.regulations.words import MARKS

if TYPE_CHECKING:
    from datetime import date

WHEN = r"\d{4}(-\d{2}(-\d{2})?)?"


class SaidForm(forms.Form):
    """A statement, where it comes from, how sure it is."""

    what = text_field(_("What happens"), most=2000, rows=3)
    source = forms.CharField(label=_("Source"), max_length=400, help_text=_("Where it can be read."))
    mark = forms.ChoiceField(label=_("How sure it is"), choices=[(mark, MARKS[mark]) for mark in SOURCE_MARKS])

    def said(self) -> dict[str, Any]:
        """The statement, in the language of the page it was written on."""
        given = self.cleaned_data
        return {"what": {language(): given["what"]}, "source": given["source"], "mark": given["mark"]}


class VersionForm(SaidForm):
    name = forms.CharField(label=_("Version"), max_length=120, help_text=_("For instance 2025/1561."))
    on = forms.RegexField(
        label=_("Date"), regex=rf"^{WHEN}$", required=False, help_text=_("A day, month or year, such as 2025-10.")
    )
    field_order = ("name", "on")

    def clean_on(self) -> str:
        on: str = self.cleaned_data["on"]
        try:
            if on:
                DatedFact(on=on).first  # noqa: B018  (raises for what is no date)
        except ValueError as error:
            raise forms.ValidationError(_("There is no such day.")) from error
        return on

    def wanted(self) -> NewVersion:
        """What the valid form says."""
        return NewVersion(name=self.cleaned_data["name"], on=self.cleaned_data["on"], **self.said())


class EventForm(SaidForm):
    on = day_field(_("Date"))
    yearly = forms.BooleanField(label=_("On this day of every year"), required=False)
    field_order = ("on", "yearly")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        on: date | None = given.get("on")
        if given.get("yearly") and on is not None and (on.month, on.day) == (2, 29):
            self.add_error("on", _("Not every year has this day."))
        return given

    def wanted(self) -> NewEvent:
        """What the valid form says."""
        on: date = self.cleaned_data["on"]
        rule = DateRule(yearly=f"{on:%m-%d}") if self.cleaned_data["yearly"] else DateRule(on=on)
        return NewEvent(when=rule, **self.said())


class WatchForm(RevisedForm):
    group = forms.ModelChoiceField(
        label=_("Group that watches"), queryset=Group.objects.none(), to_field_name="slug", required=False,
        empty_label=_("nobody"),
    )  # fmt: skip
    months = forms.IntegerField(label=_("Months before a date"), min_value=1, max_value=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = Group.objects.order_by("name")  # type: ignore[attr-defined]

    def wanted(self) -> Watching:
        """What the valid form says."""
        return Watching(group=self.cleaned_data["group"], months=self.cleaned_data["months"])


class ReasonForm(forms.Form):
    reason = text_field(_("Reason"), most=2000, rows=3)


class DealingForm(forms.Form):
    reason = text_field(_("What was done, or why nothing is to be done"), most=2000, rows=3)
