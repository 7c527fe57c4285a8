"""Of two who edit at once the second sees what the first saved."""

from datetime import date

import pytest
from django import forms
from django.http import QueryDict
from django.template.loader import render_to_string
from tests.web.scheme_at_work import Scheme

from cupel_web.groups.models import Group
from cupel_web.kernel.revisions import fields_in_words, renew


class Everything(forms.Form):
    title = forms.CharField(label="Title")
    text = forms.CharField(label="Text")
    on = forms.DateField(label="Day")
    number = forms.IntegerField(label="Number")
    kind = forms.ChoiceField(label="Kind", choices=[("", "---"), ("a", "first kind"), ("More", [("b", "second kind")])])
    metals = forms.MultipleChoiceField(label="Metals", choices=[("Cu", "copper"), ("Zn", "zinc"), ("Pb", "lead")])
    closed = forms.BooleanField(label="Closed")
    group = forms.ModelChoiceField(label="Group", queryset=Group.objects.none())
    groups = forms.ModelMultipleChoiceField(label="Groups", queryset=Group.objects.none())
    unnamed_field = forms.CharField()
    revision = forms.IntegerField()


FULL = {
    "title": "T", "text": "one\ntwo", "on": date(2026, 5, 4), "number": 7, "kind": "b", "metals": ["Zn", "Cu"],
    "closed": True, "group": None, "groups": [], "unnamed_field": "x", "revision": 3,
}  # fmt: skip


def test_values_are_said_in_the_words_of_the_form() -> None:
    told = dict(fields_in_words(Everything(), FULL))
    assert told == {
        "Title": "T", "Text": "one\ntwo", "Day": date(2026, 5, 4), "Number": 7, "Kind": "second kind",
        "Metals": ["copper", "zinc"], "Closed": "yes", "Group": "", "Groups": [], "Unnamed field": "x",
    }  # fmt: skip


@pytest.mark.django_db
def test_records_that_the_form_does_not_offer_are_left_out(scheme: Scheme) -> None:
    form = Everything()
    offered = Group.objects.filter(pk=scheme.group.pk)
    form.fields["group"].queryset = form.fields["groups"].queryset = offered  # type: ignore[attr-defined]
    known = {**FULL, "group": scheme.council, "groups": [scheme.council, scheme.group]}
    told = dict(fields_in_words(form, known))
    assert (told["Group"], told["Groups"]) == ("", [str(scheme.group)])
    assert dict(fields_in_words(form, {**known, "group": scheme.group}))["Group"] == str(scheme.group)


def test_days_lists_lines_and_what_is_empty_are_shown() -> None:
    page = render_to_string("kernel/parts/theirs.html", {"theirs": fields_in_words(Everything(), FULL)})
    for shown in ("2026-05-04", "one<br>two", "copper, zinc", ">7<"):
        assert shown in page
    empty = {**FULL, "title": "", "on": None, "metals": [], "number": None}
    page = render_to_string("kernel/parts/theirs.html", {"theirs": fields_in_words(Everything(), empty)})
    assert page.count("<dd>–</dd>") == 6
    assert "None" not in page


def test_a_form_is_put_over_the_newest_revision_and_keeps_what_was_written() -> None:
    form = Everything(QueryDict("title=Mine&revision=3"))
    renew(form, revision=5)
    assert (form["revision"].value(), form["title"].value()) == ("5", "Mine")
