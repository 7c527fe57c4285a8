"""What people fill in about workstreams, deliverables and what people took on."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cupel_web.groups.forms import RevisedForm, day_field, text_field
from cupel_web.groups.models import Group
from cupel_web.kernel.models import User
from cupel_web.work.actions import Filled, NewActionItem, NewDeliverable, NewFormat, NewMilestone
from cupel_web.work.checks import Kind, Part
from cupel_web.work.forms.fields import PersonField
from cupel_web.work.forms.issues import WorkstreamForm
from cupel_web.work.models import Deliverable, DeliverableKind, Format, Paper
from cupel_web.work.queries.reading import Reader, papers_read_by
from cupel_web.work.queries.records import newest_formats

KINDS = {
    Kind.FILE: _("a file is there"),
    Kind.WORDS: _("words are there"),
    Kind.LINK: _("a link is there"),
    Kind.SIGNED: _("a named reviewer signed"),
    Kind.DATE: _("a day is set"),
}


class EditWorkstreamForm(WorkstreamForm, RevisedForm):
    """A workstream described anew."""


class DeliverableForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=DeliverableKind.choices)
    purpose = text_field(_("Purpose"))
    owner = PersonField(label=_("Owner"))
    due_on = day_field(_("Due"), required=False)

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].of(group)  # type: ignore[attr-defined]

    def wanted(self) -> NewDeliverable:
        """What the valid form says."""
        names = ("title", "purpose", "owner", "due_on")
        given = {name: self.cleaned_data[name] for name in names}
        return NewDeliverable(kind=DeliverableKind(self.cleaned_data["kind"]), **given)


class EditDeliverableForm(DeliverableForm, RevisedForm):
    """A deliverable described anew."""


class FormatChoiceForm(forms.Form):
    format = forms.ModelChoiceField(label=_("Format"), queryset=Format.objects.none(), to_field_name="public_id")

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["format"].queryset = newest_formats(kind=kind)  # type: ignore[attr-defined]


class PartRow(forms.Form):
    """One part of a format; an empty name leaves it out."""

    name = forms.CharField(label=_("Part"), max_length=200, required=False)
    holds = forms.CharField(label=_("What it must hold"), max_length=1000, required=False)
    kind = forms.ChoiceField(label=_("Check"), choices=list(KINDS.items()))
    types = forms.CharField(
        label=_("Types of files"), max_length=100, required=False, help_text=_("For instance .docx .pdf")
    )
    least = forms.IntegerField(label=_("Words at least"), min_value=0, max_value=1_000_000, required=False)
    required = forms.BooleanField(label=_("Required"), required=False, initial=True)
    key = forms.SlugField(widget=forms.HiddenInput, required=False, max_length=40)

    def part(self, number: int) -> dict[str, Any]:
        """The part as data; a new one gets a key of its own."""
        given = self.cleaned_data
        return {
            "key": given["key"] or f"part-{number}",
            "name": given["name"],
            "holds": given["holds"],
            "kind": given["kind"],
            "types": given["types"].replace(",", " ").split(),
            "least": given["least"] or 0,
            "required": given["required"],
        }


ROWS = forms.formset_factory(PartRow, extra=3, max_num=40, validate_max=True)


class FormatForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    uid = forms.SlugField(
        label=_("Address"), max_length=60, help_text=_("A short word for its web address; it never changes.")
    )
    kind = forms.ChoiceField(label=_("For"), choices=DeliverableKind.choices)

    def wanted(self, rows: Any) -> NewFormat:
        """What the valid form and its valid rows say; raises ProcedureError for parts that are none."""
        given = self.cleaned_data
        named = [row for row in rows if row.cleaned_data.get("name")]
        taken = {row.cleaned_data["key"] for row in named}
        parts = []
        for row in named:
            number = next(each for each in range(1, 200) if f"part-{each}" not in taken)
            parts.append(row.part(number))
            taken.add(parts[-1]["key"])
        return NewFormat(uid=given["uid"], title=given["title"], kind=DeliverableKind(given["kind"]), parts=parts)


def rows_of(parts: tuple[Part, ...]) -> list[dict[str, Any]]:
    """Parts as the rows of a form begin with."""
    return [{**vars(part), "kind": part.kind.value, "types": " ".join(part.types)} for part in parts]


class PartForm(forms.Form):
    """What is put in for one part: only the fields that its check looks at."""

    def __init__(self, *args: Any, part: Part, deliverable: Deliverable, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.part = part
        self.fields.update(self._fields(part, deliverable, reader))

    @staticmethod
    def _fields(part: Part, deliverable: Deliverable, reader: Reader) -> dict[str, forms.Field]:
        papers = papers_read_by(reader).filter(group=deliverable.group)
        paper = forms.ModelChoiceField(label=_("Paper"), queryset=papers, to_field_name="public_id", required=False)
        if part.kind is Kind.FILE:
            paper.required = True
            return {"paper": paper}
        if part.kind is Kind.WORDS:
            return {"text": text_field(_("Text"), most=20000, rows=6, required=False), "paper": paper}
        if part.kind is Kind.LINK:
            return {"link": forms.URLField(label=_("Link"), max_length=500, assume_scheme="https")}
        if part.kind is Kind.DATE:
            return {"day": day_field(_("Day"))}
        reviewer = PersonField(label=_("Reviewer"))
        reviewer.queryset = User.objects.filter(is_active=True, group_access__ended_at=None).distinct()
        return {"reviewer": reviewer}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.part.kind is Kind.WORDS and not given.get("text") and not given.get("paper"):
            raise forms.ValidationError(_("Write a text, or choose a paper that holds it."))
        return given

    def wanted(self) -> Filled:
        """What the valid form says."""
        return Filled(part=self.part.key, **self.cleaned_data)


class SignForm(forms.Form):
    approves = forms.ChoiceField(
        label=_("As it is now"), choices=[("yes", _("I approve it")), ("no", _("I do not approve it"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    remark = text_field(_("Remark"), required=False, most=2000, rows=2)


class MilestoneForm(forms.Form):
    title = forms.CharField(label=_("Milestone"), max_length=200)
    due_on = day_field(_("Due"))

    def wanted(self) -> NewMilestone:
        """What the valid form says."""
        return NewMilestone(**self.cleaned_data)


class MoveMilestoneForm(forms.Form):
    due_on = day_field(_("Due"))


class ReachedForm(forms.Form):
    papers = forms.ModelMultipleChoiceField(
        label=_("Papers that show it"), queryset=Paper.objects.none(), to_field_name="public_id", required=False
    )

    def __init__(self, *args: Any, group: Group, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["papers"].queryset = papers_read_by(reader).filter(group=group)  # type: ignore[attr-defined]


class EditorForm(forms.Form):
    person = PersonField(label=_("Person"))

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].of(group)  # type: ignore[attr-defined]


class NeedsForm(forms.Form):
    needs = forms.ModelChoiceField(label=_("Needs"), queryset=Deliverable.objects.none(), to_field_name="public_id")

    def __init__(self, *args: Any, deliverable: Deliverable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Deliverable.objects.exclude(pk=deliverable.pk).order_by("title", "pk")
        self.fields["needs"].queryset = others  # type: ignore[attr-defined]


class SisterForm(forms.Form):
    """Another group."""

    group = forms.ModelChoiceField(label=_("Group"), queryset=Group.objects.none(), to_field_name="slug")

    def __init__(self, *args: Any, groups: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]


class MarkForm(SisterForm):
    reason = text_field(_("What needs resolution"))


class AnswerForm(forms.Form):
    answer = text_field(_("What the group says"))


class LiftForm(forms.Form):
    resolution = text_field(_("How it was resolved"))


class DayReasonForm(forms.Form):
    on = day_field(_("Day"))
    reason = text_field(_("Reason"), most=2000, rows=2)


class ActionItemForm(forms.Form):
    title = forms.CharField(label=_("What is to be done"), max_length=300)
    owner = PersonField(label=_("Who does it"))
    due_on = day_field(_("Due"))

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].of(group)  # type: ignore[attr-defined]

    def wanted(self) -> NewActionItem:
        """What the valid form says."""
        return NewActionItem(**self.cleaned_data)
