"""Where clauses stand and what becomes of them."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cupel.standard import ClauseRevision
from cupel.standard.drafting import Add, Edit, Judge, Merge, Move, Part, SetLabel, Split, Undo, Withdraw
from cupel_web.drafting.forms.base import EditForm, prose_field, title_field
from cupel_web.drafting.words import CARRY_OVER, JUDGED, KINDS, LEVELS
from cupel_web.kernel import clock
from cupel_web.kernel.ids import new_id

FIRST_REVISION = "1.0.0"
FEWEST, MOST_PARTS = 2, 6


class AddForm(EditForm):
    """A new clause."""

    place = forms.ChoiceField(label=_("Where"))
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)
    level = forms.ChoiceField(label=_("Level"), choices=LEVELS, required=False)
    title = title_field(_("Title"))
    text = prose_field(_("Text"), rows=8)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = self.places()  # type: ignore[attr-defined]
        if self.uid:
            self.fields["place"].initial = f"after:{self.uid}"

    def edits(self) -> Iterator[Edit]:
        """The clause, under an id that nothing had before."""
        given = self.cleaned_data
        parent, position = self.stands_at(given["place"])
        clause = ClauseRevision(
            uid=new_id(), revision=FIRST_REVISION, kind=given["kind"], level=given["level"] or None,
            title=self.texts(given["title"]), text=self.texts(given["text"]),
        )  # fmt: skip
        yield Add(clause=clause, parent=parent, position=position, note=self.texts(given["note"]))


class MoveForm(EditForm):
    """Another place, with all that stands below."""

    place = forms.ChoiceField(label=_("Where"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = self.places(without=self.uid)  # type: ignore[attr-defined]

    def edits(self) -> Iterator[Edit]:
        """The move, unless the clause stands there."""
        tree = self.reading.state.tree
        parent, position = self.stands_at(self.cleaned_data["place"], without=self.uid)
        if (parent, position) != (tree.parents[self.uid], tree.below(tree.parents[self.uid]).index(self.uid)):
            yield Move(uid=self.uid, parent=parent, position=position, note=self.texts(self.cleaned_data["note"]))


class SplitForm(EditForm):
    """The parts that a clause becomes; the first ``parts`` pairs of title and text are asked for."""

    goes_on = forms.ChoiceField(
        label=_("Which part goes on as the clause"), required=False,
        help_text=_("It keeps the permanent id, and with it checks, parameters and results."),
    )  # fmt: skip

    def __init__(self, *args: Any, parts: int = FEWEST, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = min(max(parts, FEWEST), MOST_PARTS)
        clause, language = self.reading.state.clause(self.uid), self.reading.state.language
        choices = [(str(number), str(_("part {number}")).format(number=number)) for number in range(1, self.parts + 1)]
        self.fields["goes_on"].choices = [*choices, ("", _("none of them"))]  # type: ignore[attr-defined]
        self.fields["goes_on"].initial = "1"
        for number in range(1, self.parts + 1):
            self.fields[f"title_{number}"] = title_field(str(_("Title of part {number}")).format(number=number))
            self.fields[f"text_{number}"] = prose_field(str(_("Text of part {number}")).format(number=number))
        for part in ("title", "text"):
            self.fields[f"{part}_1"].initial = getattr(clause, part).get(language, "")
        self.order_fields([name for name in self.fields if name not in {"note", "seen", "goes_on"}])

    def edits(self) -> Iterator[Edit]:
        """The split."""
        given = self.cleaned_data
        parts = tuple(
            Part(
                uid=self.uid if given["goes_on"] == str(number) else new_id(),
                title=self.texts(given[f"title_{number}"]),
                text=self.texts(given[f"text_{number}"]),
            )
            for number in range(1, self.parts + 1)
        )
        yield Split(uid=self.uid, parts=parts, note=self.texts(given["note"]))


class MergeForm(EditForm):
    """Clauses that become one with this one."""

    others = forms.MultipleChoiceField(
        label=_("Clauses that are merged into this one"),
        widget=forms.SelectMultiple(attrs={"size": 10, "class": "wide"}),
    )
    title = title_field(_("Title"))
    text = prose_field(_("Text"), rows=8)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        clause, language = self.reading.state.clause(self.uid), self.reading.state.language
        self.fields["others"].choices = self.clause_choices(without=self.uid)  # type: ignore[attr-defined]
        self.fields["title"].initial = clause.title.get(language, "")
        self.fields["text"].initial = clause.text.get(language, "")

    def edits(self) -> Iterator[Edit]:
        """The merge, which goes on under this clause's id."""
        given = self.cleaned_data
        into = Part(uid=self.uid, title=self.texts(given["title"]), text=self.texts(given["text"]))
        yield Merge(sources=(self.uid, *given["others"]), into=into, note=self.texts(given["note"]))


class WithdrawForm(EditForm):
    """The clause goes."""

    reason = prose_field(_("Reason"), required=True, rows=3)
    covered_by = forms.MultipleChoiceField(
        label=_("Clauses that say now what it said"), required=False,
        widget=forms.SelectMultiple(attrs={"size": 8, "class": "wide"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["note"]
        self.fields["covered_by"].choices = self.clause_choices(without=self.uid)  # type: ignore[attr-defined]

    def edits(self) -> Iterator[Edit]:
        """The withdrawal."""
        given = self.cleaned_data
        yield Withdraw(uid=self.uid, reason=self.texts(given["reason"]), covered_by=tuple(given["covered_by"]))


class JudgeForm(EditForm):
    """What the group decides about a change."""

    kind = forms.ChoiceField(label=_("Kind of change"), choices=JUDGED)
    carry_over = forms.ChoiceField(label=_("Results of before"), choices=CARRY_OVER)

    def __init__(self, *args: Any, decided_by: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.decided_by = decided_by
        verdict = self.reading.verdicts.get(self.uid)
        if verdict is not None:
            self.fields["kind"].initial = verdict.kind
        if verdict is not None and verdict.decided is not None:
            self.fields["carry_over"].initial = verdict.decided.carry_over

    def edits(self) -> Iterator[Edit]:
        """The decision, of today."""
        given = self.cleaned_data
        yield Judge(
            uid=self.uid, kind=given["kind"], carry_over=given["carry_over"], note=self.texts(given["note"]),
            decided_by=self.decided_by, decided_on=clock.today().isoformat(),
        )  # fmt: skip


class LabelForm(EditForm):
    """A label given by hand."""

    label = forms.CharField(
        label=_("Label"), max_length=40, required=False, help_text=_("Empty: it is numbered by its place.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["label"].initial = self.reading.state.labels_given.get(self.uid, "")

    def edits(self) -> Iterator[Edit]:
        """The label, if it is another one."""
        label = self.cleaned_data["label"].strip() or None
        if label != self.reading.state.labels_given.get(self.uid):
            yield SetLabel(uid=self.uid, label=label)


class UndoForm(EditForm):
    """An edit is taken back."""

    def __init__(self, *args: Any, of: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of = of

    def edits(self) -> Iterator[Edit]:
        """The edit that takes it back."""
        yield Undo(of=self.of)
