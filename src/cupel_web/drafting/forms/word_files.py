"""Word files that owners send: the file, which clauses its are, what of it is taken over."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cupel.exchange import ImportedClause, Taken
from cupel_web.drafting.queries.word_files import Came
from cupel_web.groups.forms import text_field
from cupel_web.kernel.ids import new_id
from cupel_web.kernel.uploads import BoundedFileField, suffix_of

MOST_BYTES = 20 << 20


class WordFileForm(forms.Form):
    file = BoundedFileField(label=_("Word file (.docx)"), most=MOST_BYTES, accept=".docx")

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if suffix_of(file.name) != ".docx":
            raise forms.ValidationError(_("This is no .docx file: save it in Word as a document (.docx)."))
        return file


class PlacesForm(forms.Form):
    """Which clause of the draft each clause of the file is, by label."""

    def __init__(self, *args: Any, came: Came, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = came.sent.edition.labels
        self.rows = [
            PlaceRow(number, clause, [(labels[uid], score) for uid, score in suggested if uid in labels])
            for number, (clause, suggested) in enumerate(came.suggested)
        ]
        said = {int(number): uid for number, uid in came.file.places.items()}
        best = said if came.file.is_placed else came.likeliest
        for row in self.rows:
            initial = labels.get(best.get(row.number, ""), "")
            field = forms.CharField(max_length=80, required=False, initial=initial)
            field.widget.attrs = {"list": "clauses", "aria-labelledby": f"clause-{row.number}", "size": 10}
            self.fields[row.name] = field
            row.field = self[row.name]

    def labels(self) -> dict[int, str]:
        """What the valid form says."""
        return {row.number: self.cleaned_data[row.name].strip() for row in self.rows}


class PlaceRow:
    """A clause of the file with what it is like."""

    field: forms.BoundField

    def __init__(self, number: int, clause: ImportedClause, suggested: list[tuple[str, float]]) -> None:
        self.number, self.clause, self.suggested, self.name = number, clause, suggested, f"clause_{number}"


class TakeForm(forms.Form):
    """What of a file is taken over; ``seen`` is the number of the edit after which the page showed the draft."""

    take = forms.MultipleChoiceField(required=False)
    note = text_field(_("Why"), most=2000, rows=2)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, came: Came, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        possible, likely = _ticks(came)
        self.fields["take"].choices = [(each, each) for each in possible]  # type: ignore[attr-defined]
        self.fields["take"].initial = likely
        self.fields["note"].initial = gettext("Word file {name}").format(name=came.file.file_name)
        self.fields["seen"].initial = came.file.seen
        self.ticked = set(self.data.getlist("take") if self.is_bound else likely)  # type: ignore[attr-defined]

    def taken(self) -> Taken:
        """What the valid form says."""
        chosen: dict[str, list[str]] = {"words": [], "place": [], "gone": [], "new": []}
        for each in self.cleaned_data["take"]:
            what, _colon, which = each.partition(":")
            chosen[what].append(which)
        return Taken(
            words=frozenset(chosen["words"]), places=frozenset(chosen["place"]), gone=frozenset(chosen["gone"]),
            new={int(number): new_id() for number in chosen["new"]}, note=self.cleaned_data["note"],
        )  # fmt: skip


def _ticks(came: Came) -> tuple[list[str], list[str]]:
    """What can be taken over, and what of it is ticked at first: all that nobody else changed and nothing that goes."""
    found: list[tuple[str, bool]] = []
    for row in came.changes:
        found += [(f"words:{row.change.uid}", not row.theirs)] * row.words
        found += [(f"place:{row.change.uid}", not row.theirs)] * row.place
    found += [(f"new:{row.number}", True) for row in came.new if not row.added]
    found += [(f"gone:{row.uid}", False) for row in came.gone if row.still]
    ours = not came.file.suggested
    return [each for each, _likely in found], [each for each, likely in found if likely and ours]
