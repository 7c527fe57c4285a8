"""What the group fills in about changes that it makes on comments."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cupel.consultation import reworded
from cupel_web.consultations.queries.links import Made
from cupel_web.drafting.forms import WordingForm
from cupel_web.drafting.models import EditRecord
from cupel_web.drafting.words import EDITS
from cupel_web.groups.forms import text_field


class ApplyForm(WordingForm):
    """The wording of a clause, with the change that a comment proposes where that is plainly a wording."""

    def __init__(self, *args: Any, change: str, comment: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.suggested = reworded(self.fields["text"].initial, change)
        self.fields["text"].initial = self.suggested or self.fields["text"].initial
        self.fields["note"].initial = _("Comment {name}").format(name=comment)


class LinkForm(forms.Form):
    """Edits that were made on a comment, of those offered."""

    edits = forms.MultipleChoiceField(label=_("Edits made on this comment"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, offered: list[Made], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {each.record.public_id: each.record for each in offered}
        self.fields["edits"].choices = [(each.record.public_id, _in_words(each)) for each in offered]  # type: ignore[attr-defined]

    def records(self) -> list[EditRecord]:
        """What was chosen."""
        return [self.offered[key] for key in self.cleaned_data["edits"]]


class UnlinkForm(forms.Form):
    """Why an edit was not made on a comment."""

    reason = text_field(_("Reason"), most=2000, rows=2)


def _in_words(made: Made) -> str:
    record = made.record
    kind = EDITS.get(record.data["edit"], record.data["edit"])
    told = f"{made.name}: {kind} ({record.made_at:%Y-%m-%d})"
    return f"{told}, {record.note}" if record.note else told
