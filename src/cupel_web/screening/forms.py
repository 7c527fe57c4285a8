"""What people fill in about lists, screenings and decisions."""

import re
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cupel.screening.against import LOWEST
from cupel.screening.lists import FORMATS
from cupel.screening.lists.store import LABEL, LIST_ID
from cupel.screening.memory import VERDICTS
from cupel.screening.screen import THRESHOLD
from cupel.screening.tables import ENTITY_KINDS
from cupel_web.diligence.forms import BooksField, ManyFilesInput
from cupel_web.diligence.models import Version
from cupel_web.diligence.queries.records import data_sets_in
from cupel_web.diligence.uploads import Entry
from cupel_web.kernel import clock
from cupel_web.people.models import Organisation
from cupel_web.screening.actions import AboutList, Verdict
from cupel_web.screening.models import ListVersion, WatchList
from cupel_web.screening.queries.lists import usable_versions
from cupel_web.screening.reasons import KINDS, REASONS
from cupel_web.screening.reasons import VERDICTS as VERDICT_WORDS

DECISIONS_MAX_BYTES = 50 << 20
MOST_DAYS = 3660


def whole(pattern: re.Pattern[str]) -> str:
    """``pattern`` for the whole of a text."""
    return rf"\A(?:{pattern.pattern})\Z"


def text_asked(request: HttpRequest) -> str:
    """What a filter asks for; without bytes of zero, which no database looks for."""
    return request.GET.get("q", "").replace("\0", "").strip()


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class OneFileInput(ManyFilesInput):
    def __init__(self) -> None:
        super().__init__(attrs={"multiple": False})


class PartyFileField(BooksField):
    """A file of parties; its value is one :class:`~cupel_web.diligence.uploads.Entry`, or None."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=OneFileInput, **options)

    def clean(self, data: Any, initial: Any = None) -> Entry | None:  # type: ignore[override]
        if not data and not self.required:
            return None
        found = super().clean(data, initial)
        if len(found) != 1:
            raise forms.ValidationError(gettext("Choose one table of parties."), code="several-files")
        return found[0]


class VersionForm(forms.Form):
    """A publisher's files as the next version of a list."""

    list_files = BooksField(
        label=_("Files of the list"),
        help_text=_("The publisher's file as it is, or OFAC's CSV files together; a list of your own as CSV or XLSX."),
    )
    label = forms.RegexField(
        whole(LABEL), label=_("Name of this version"), required=False, strip=True, max_length=64,
        help_text=_("Empty: the day of publication, else the start of the files' hash."),
        error_messages={"invalid": _("Write a name without / and @.")},
    )  # fmt: skip
    published_on = forms.DateField(
        label=_("Day of publication"), required=False, widget=DayInput(),
        help_text=_("Where the file does not say it."),
    )  # fmt: skip
    layout = forms.ChoiceField(label=_("Format"), required=False)
    source_url = forms.URLField(label=_("Address of the source"), required=False, max_length=500, assume_scheme="https")
    licence = forms.CharField(
        label=_("Licence note"), required=False, max_length=2000,
        help_text=_("Shown with the list wherever it is used."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        formats = sorted(((key, layout.title) for key, layout in FORMATS.items()), key=lambda choice: choice[1])
        self.fields["layout"].choices = [("", _("recognise it")), *formats]  # type: ignore[attr-defined]

    def clean_published_on(self) -> date | None:
        day: date | None = self.cleaned_data["published_on"]
        if day is not None and day > clock.today():
            raise forms.ValidationError(gettext("Choose today or an earlier day."), code="future")
        return day

    def about(self, list_id: str) -> AboutList:
        """What was said of the version of this list."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in ("list_files", "list_id")}
        return AboutList(list_id=list_id, **given)


class RhythmForm(forms.Form):
    """How often a list's publisher is expected to publish."""

    expected_days = forms.IntegerField(
        label=_("A new version is expected within (days)"), required=False, min_value=1, max_value=MOST_DAYS,
        help_text=_("Empty: no alarm."),
    )  # fmt: skip


class ListForm(VersionForm):
    """A new list."""

    field_order = ("list_id", "list_files")
    list_id = forms.RegexField(
        whole(LIST_ID), label=_("Short name of the list"), max_length=64,
        help_text=_("Letters, digits, dot, dash; for instance ofac-sdn"),
        error_messages={
            "invalid": _("Write letters a to z, digits, dots and dashes alone, beginning with a letter or digit.")
        },
    )  # fmt: skip


def _what_least() -> str:
    return gettext("Least score of names, from %(least)s to 1; a lower one finds more and costs more review.") % {
        "least": LOWEST
    }


class ScreeningForm(forms.Form):
    """Whose parties against which lists."""

    data_version = forms.ModelChoiceField(
        queryset=Version.objects.none(), required=False, label=_("Parties of the data set"), empty_label=_("none")
    )
    party_file = PartyFileField(
        label=_("Or a table of parties"), required=False, help_text=_("CSV, XLSX or Parquet with a heading for names.")
    )
    lists = forms.ModelMultipleChoiceField(
        queryset=ListVersion.objects.none(), label=_("Lists"), widget=forms.CheckboxSelectMultiple
    )
    threshold = forms.FloatField(
        label=_("Threshold"), min_value=LOWEST, max_value=1.0, initial=THRESHOLD, step_size=0.01,
        help_text=lazy(_what_least, str)(),
    )  # fmt: skip

    def __init__(self, *args: Any, company: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["data_version"].queryset = data_sets_in(company).exclude(snapshot="")  # type: ignore[attr-defined]
        usable = usable_versions(company)
        self.fields["lists"].queryset = usable  # type: ignore[attr-defined]
        self.initial.setdefault("lists", [version.pk for version in usable])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if bool(given.get("data_version")) == bool(given.get("party_file")):
            raise forms.ValidationError(
                gettext("Choose the parties of a data set, or a table of parties."), code="parties"
            )
        names = [version.watch_list.list_id for version in given.get("lists") or ()]
        if len(set(names)) < len(names):
            raise forms.ValidationError(
                gettext("Two of the lists have the same short name; choose one of them."), code="list-twice"
            )
        return given


class AgainForm(forms.Form):
    """A newer table of parties for the next screening."""

    party_file = PartyFileField(label=_("Newer table of parties"), required=False)


class DecisionForm(forms.Form):
    """A verdict on a hit."""

    verdict = forms.ChoiceField(
        choices=[(verdict, VERDICT_WORDS[verdict]) for verdict in VERDICTS],
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Press match, no match or unsure.")),
    )
    reason = forms.ChoiceField(
        label=_("Reason"), required=False, choices=[("", _("as the evidence suggests")), *REASONS.items()]
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2, "class": "wide"})
    )
    expires_on = forms.DateField(
        label=_("Holds until"), required=False, widget=DayInput(), help_text=_("Empty: no end.")
    )

    def clean_expires_on(self) -> date | None:
        day: date | None = self.cleaned_data["expires_on"]
        if day is not None and day < clock.today():
            raise forms.ValidationError(gettext("Choose today or a later day."), code="past")
        return day

    def said(self) -> Verdict:
        """The verdict of a form that is valid."""
        return Verdict(**self.cleaned_data)


class DecisionsFileForm(forms.Form):
    """Decisions as they were exported."""

    decisions = forms.FileField(label=_("File of decisions"), help_text=_("JSON lines, as they are exported here."))

    def clean_decisions(self) -> str:
        file = self.cleaned_data["decisions"]
        if file.size > DECISIONS_MAX_BYTES:
            raise forms.ValidationError(gettext("The file is larger than allowed."), code="too-large")
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise forms.ValidationError(gettext("The file is not text in UTF-8."), code="not-text") from None


class SearchForm(forms.Form):
    """A name to look up; unknown values count as not given."""

    q = forms.CharField(label=_("Name"), max_length=500)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("any")), *((kind, KINDS[kind]) for kind in ENTITY_KINDS)]
    )
    country = forms.RegexField(
        r"^[A-Za-z]{2}$", label=_("Country"), required=False,
        error_messages={"invalid": _("Write two letters, such as CL.")},
    )  # fmt: skip


class ProofForm(forms.Form):
    """Which party, which list, by which day."""

    party = forms.CharField(label=_("Number of the party"), max_length=255)
    watch_list = forms.ModelChoiceField(queryset=WatchList.objects.none(), label=_("List"), to_field_name="public_id")
    on = forms.DateField(label=_("By the day"), widget=DayInput())

    def __init__(self, *args: Any, lists: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["watch_list"].queryset = lists  # type: ignore[attr-defined]
