"""What people fill in about data sets and runs."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from cupel_web.diligence.queries.findings import SORTS, Filter
from cupel_web.diligence.queries.tallies import SEVERITIES
from cupel_web.diligence.uploads import Entry, Limits, UploadRefusedError, entries
from cupel_web.kernel.templatetags.cupel import size

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class BooksField(forms.FileField):
    """Files of books, opened and found safe; its value is a list of :class:`Entry`."""

    widget = ManyFilesInput

    def __init__(self, **options: Any) -> None:
        # whether an empty file matters is for the check to say, with its name
        super().__init__(allow_empty_file=True, **options)

    def clean(self, data: Any, initial: Any = None) -> list[Entry]:
        files: list[UploadedFile[Any]] = [file for file in data or [] if file]
        for file in files:
            super().clean(file, initial)
        if not files:
            super().clean(None, initial)
        limits = Limits(
            files=settings.UPLOAD_MAX_FILES,
            uploaded=settings.UPLOAD_MAX_BYTES,
            unpacked=settings.UPLOAD_MAX_UNPACKED_BYTES,
        )
        try:
            return entries(files, limits=limits)
        except UploadRefusedError as error:
            where = f"{error.place}: " if str(error.place) else ""
            raise forms.ValidationError(f"{where}{error.message} {error.remedy}", code=error.code) from None


def _what_to_choose() -> str:
    most = size(settings.UPLOAD_MAX_BYTES)
    return str(_("The folder as a ZIP archive, or single CSV, XLSX, Parquet files; at most %(most)s.")) % {"most": most}


class UploadForm(forms.Form):
    """A new data set."""

    name = forms.CharField(label=_("Name of the data set"), max_length=200, help_text=_("For instance: Books of 2025"))
    books = BooksField(label=_("Books"), help_text=lazy(_what_to_choose, str)())


class FilesForm(forms.Form):
    """Files for a data set that exists."""

    books = BooksField(label=_("Files"), help_text=lazy(_what_to_choose, str)())


class RunForm(forms.Form):
    """Which edition to run."""

    edition = forms.ChoiceField(label=_("Edition"))

    def __init__(self, *args: Any, editions: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edition"].choices = list(editions)  # type: ignore[attr-defined]

    def clean_edition(self) -> tuple[str, str]:
        standard, _at, edition = self.cleaned_data["edition"].partition("@")
        return standard, edition


class FilterForm(forms.Form):
    """Which findings to show, and in which order; unknown values show all."""

    q = forms.CharField(required=False)
    kind = forms.CharField(required=False)
    severity = forms.ChoiceField(required=False, choices=[(severity, severity) for severity in SEVERITIES])
    state = forms.ChoiceField(required=False, choices=[("true", "true"), ("unknown", "unknown")])
    clause = forms.CharField(required=False)
    subject_type = forms.CharField(required=False)
    sort = forms.ChoiceField(required=False, choices=[(sort, sort) for sort in SORTS])
    down = forms.BooleanField(required=False)

    def filter(self) -> Filter:
        """What was asked, as far as it makes sense."""
        self.is_valid()
        given = self.cleaned_data
        return Filter(
            text=given.get("q", "").strip(),
            kind=given.get("kind", ""),
            severity=given.get("severity", ""),
            state=given.get("state", ""),
            clause=given.get("clause", ""),
            subject_type=given.get("subject_type", ""),
            sort=given.get("sort") or "severity",
            descending=bool(given.get("down")),
        )
