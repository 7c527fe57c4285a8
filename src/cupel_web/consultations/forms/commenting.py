"""What commenters fill in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cupel.consultation import GENERAL
from cupel_web.consultations.actions import Author, Enclosure, Written
from cupel_web.consultations.forms.fields import (
    ATTACHMENT_BYTES,
    COMMENT_FILE_BYTES,
    LANGUAGES,
    country_choices,
    language_choices,
)
from cupel_web.consultations.models import Consultation, Question
from cupel_web.consultations.models.comment import MOST_TEXT, Kind
from cupel_web.consultations.models.submission import Category, Consent
from cupel_web.consultations.queries.texts import clause_choices, said
from cupel_web.groups.forms import TrapForm, text_field
from cupel_web.kernel.uploads import BoundedFileField


class CommentForm(forms.Form):
    """A comment on one clause, or on the whole text."""

    question = forms.ChoiceField(label=_("Answers the group's question"), required=False)
    kind = forms.ChoiceField(
        label=_("Type of comment"), choices=Kind.choices, initial=Kind.TECHNICAL.value, widget=forms.RadioSelect
    )
    text = text_field(_("Comment"), required=False, most=MOST_TEXT, rows=6)
    change = text_field(_("Proposed change: the words you would like to read"), required=False, most=MOST_TEXT, rows=4)
    contributor = forms.CharField(
        label=_("Written by"), max_length=200, required=False,
        help_text=_("Where several people share one submission: who of you wrote this comment."),
    )  # fmt: skip
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, questions: list[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = {question.key: question for question in questions}
        if questions:
            asked = [(key, f"{key}: {said(question.text)}") for key, question in self.questions.items()]
            self.fields["question"].choices = [("", _("none")), *asked]  # type: ignore[attr-defined]
        else:
            del self.fields["question"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors and not given.get("text") and not given.get("change"):
            self.add_error("text", _("Write a comment or a proposed change."))
        return given

    def written(self, clause: str) -> Written:
        """What the valid form says."""
        given = self.cleaned_data
        return Written(
            clause=given.get("clause") or clause, kind=Kind(given["kind"]), text=given["text"],
            change=given["change"], question=self.questions.get(given.get("question", "")),
            contributor=given["contributor"],
        )  # fmt: skip

    def typed(self) -> str:
        """What was typed, whether it could be saved or not."""
        return "\n\n".join(str(self.data.get(name, "")).strip() for name in ("text", "change")).strip()


class OpenCommentForm(CommentForm, TrapForm):
    """The first comment of somebody without an account."""


class ClauseCommentForm(CommentForm):
    """A comment with its clause to choose."""

    clause = forms.ChoiceField(label=_("Clause"))
    field_order = ("clause",)

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, questions=list(consultation.questions.all()), **kwargs)
        choices = [(GENERAL, _("the whole text")), *clause_choices(consultation)]
        self.fields["clause"].choices = choices  # type: ignore[attr-defined]


class PlaceForm(forms.Form):
    """Where a comment belongs."""

    clause = forms.ChoiceField(label=_("Clause"))

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(GENERAL, _("the whole text")), *clause_choices(consultation)]
        self.fields["clause"].choices = choices  # type: ignore[attr-defined]


class AuthorForm(forms.Form):
    """Who sends a submission, and what may be published of it."""

    name = forms.CharField(label=_("Your name"), max_length=200)
    organisation = forms.CharField(
        label=_("Organisation"), max_length=200, required=False, help_text=_("Empty if you write for yourself.")
    )
    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("For your receipt and the group's answers; it is never published.")
    )
    category = forms.ChoiceField(label=_("You speak for"), choices=[("", _("choose")), *Category.choices])
    country = forms.ChoiceField(label=_("Country"), required=False)
    language = forms.ChoiceField(label=_("Language of your comments"), required=False)
    consent = forms.ChoiceField(
        label=_("May your comments be published?"),
        choices=[
            (Consent.NAMED.value, _("Yes, with my name and organisation.")),
            (Consent.ANONYMOUS.value, _("Yes, without my name and organisation; both are also blanked in the texts.")),
            (Consent.NOT_PUBLISHED.value, _("No. The group reads them; the public sees only that one was made.")),
        ],
        widget=forms.RadioSelect,
    )  # fmt: skip

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        languages = dict.fromkeys((*consultation.languages, *LANGUAGES))
        self.fields["country"].choices = country_choices()  # type: ignore[attr-defined]
        self.fields["language"].choices = [("", _("not said")), *language_choices(languages)]  # type: ignore[attr-defined]

    def author(self) -> Author:
        """What the valid form says."""
        names = ("name", "organisation", "email", "category", "country", "language", "consent")
        return Author(**{name: self.cleaned_data[name] for name in names})


class TemplateForm(forms.Form):
    """A filled comment template."""

    file = BoundedFileField(label=_("Filled template (XLSX or DOCX)"), most=COMMENT_FILE_BYTES, accept=".xlsx,.docx")

    def enclosure(self) -> Enclosure:
        """What the valid form says."""
        file = self.cleaned_data["file"]
        return Enclosure(file_name=file.name, chunks=file.chunks())


class AttachmentForm(forms.Form):
    """A file that goes with a submission."""

    file = BoundedFileField(label=_("File"), most=ATTACHMENT_BYTES)
    note = forms.CharField(label=_("What it is"), max_length=500, required=False)

    def enclosure(self) -> Enclosure:
        """What the valid form says."""
        file = self.cleaned_data["file"]
        return Enclosure(file_name=file.name, chunks=file.chunks(), note=self.cleaned_data["note"])
