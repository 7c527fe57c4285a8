"""What people fill in about papers and threads."""

from typing import Any

from django import forms
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from cupel_web.groups.forms import text_field
from cupel_web.groups.models import Group
from cupel_web.kernel.models import PublicModel, User
from cupel_web.work.actions import ClauseAddress
from cupel_web.work.boards import SUBJECTS, Subject
from cupel_web.work.forms.fields import PersonField, UploadForm
from cupel_web.work.models import Visibility
from cupel_web.work.policies import PUBLISHES
from cupel_web.work.queries.reading import Reader
from cupel_web.work.queries.talk import CLAUSE, clause_named


def visibilities(user: User, group: Group) -> list[Visibility]:
    """Who the person may let read something of the group; the group itself first."""
    order = (Visibility.GROUP, Visibility.PUBLIC, Visibility.IN_CAMERA)
    return [each for each in order if each not in PUBLISHES or user.has_perm(PUBLISHES[each], group)]


def subject_asked(about: str, reader: Reader) -> tuple[PublicModel | ClauseAddress, Subject]:
    """What ``about`` names: ``label:public id`` or ``clause:standard@edition:uid``; 404 where there is none that this
    person may read.
    """
    kind, _colon, rest = about.partition(":")
    if kind == CLAUSE:
        edition, _colon, uid = rest.partition(":")
        standard, _at, name = edition.partition("@")
        address = ClauseAddress(standard=standard, edition=name, clause=uid)
        return address, _known(clause_named(standard, name, uid))
    look = SUBJECTS.kinds.get(kind)
    subject = _known(look(reader, rest) if look else None)
    if subject.record is None:
        raise Http404
    return subject.record, subject


def _known(subject: Subject | None) -> Subject:
    if subject is None:
        raise Http404
    return subject


class VisibilityForm(forms.Form):
    """Who may read something, among those this person may choose."""

    visibility = forms.ChoiceField(label=_("Who may read it"))

    def __init__(self, *args: Any, choices: list[Visibility], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["visibility"].choices = [(each.value, each.label) for each in choices]  # type: ignore[attr-defined]

    def chosen(self) -> Visibility:
        """What the valid form says."""
        return Visibility(self.cleaned_data["visibility"])


class PaperForm(VisibilityForm, UploadForm):
    title = forms.CharField(label=_("Title"), max_length=300)
    field_order = ("title", "visibility", "file", "note")


class PaperThreadForm(forms.Form):
    """A thread on a paper, which is read by whoever reads the paper."""

    title = forms.CharField(label=_("Title"), max_length=200)
    text = text_field(_("Text"), most=20000, rows=8)


class ThreadForm(VisibilityForm, PaperThreadForm):
    field_order = ("title", "visibility", "text")


class PostForm(forms.Form):
    text = text_field(_("Answer"), most=20000, rows=5)


class RecusalForm(forms.Form):
    person = PersonField(label=_("Person"))

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].of(group)  # type: ignore[attr-defined]
