"""What all forms of edits have."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cupel.standard.drafting import Edit
from cupel_web.drafting.queries.reading import Reading
from cupel_web.groups.forms import text_field

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOST_TITLE, MOST_TEXT = 400, 20_000
"""Characters of a clause's title, and of another text of it."""


class EditForm(forms.Form):
    """Edits of one draft. ``seen`` is the number of the edit after which the page showed it."""

    note = text_field(_("Why"), required=False, most=2000, rows=2)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, reading: Reading, uid: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reading, self.uid = reading, uid
        self.fields["seen"].initial = reading.number
        self.order_fields([name for name in self.fields if name not in {"note", "seen"}])

    def edits(self) -> Iterable[Edit]:
        """What the valid form changes."""
        raise NotImplementedError

    def texts(self, text: str) -> dict[str, str]:
        """A text in the language of the draft; nothing where it is empty."""
        return {self.reading.state.language: text} if text else {}

    def clause_choices(self, *, without: str = "") -> list[tuple[str, str]]:
        """Every clause but one, in printed order, by label and title."""
        state = self.reading.state
        return [(uid, self.name_of(uid)) for uid in state.tree.walk() if uid != without]

    def name_of(self, uid: str) -> str:
        """A clause's label and title."""
        title = self.reading.state.clauses[uid].title
        return f"{self.reading.label(uid)} {title.get(self.reading.state.language) or next(iter(title.values()), '')}"

    def places(self, *, without: str = "") -> list[tuple[str, str]]:
        """Where a clause can stand: first in a clause or at the top, or after another one."""
        tree = self.reading.state.tree
        inside = {without, *tree.walk(without)} if without else set()
        found: list[tuple[str, str]] = [("in:", str(_("first of all")))]
        for uid, name in self.clause_choices():
            if uid not in inside:
                depth = "· " * len(list(tree.above(uid)))
                found.append((f"after:{uid}", str(_("{depth}after {clause}")).format(depth=depth, clause=name)))
                found.append((f"in:{uid}", str(_("{depth}· first in {clause}")).format(depth=depth, clause=name)))
        return found

    def stands_at(self, chosen: str, *, without: str = "") -> tuple[str | None, int]:
        """Parent and position that a chosen place stands for; the position does not count ``without``."""
        tree = self.reading.state.tree
        where, _colon, uid = chosen.partition(":")
        if where == "in":
            return uid or None, 0
        parent = tree.parents[uid]
        siblings = [each for each in tree.below(parent) if each != without]
        return parent, siblings.index(uid) + 1


class ProseField(forms.CharField):
    """Several lines of text, with line ends as standards keep them."""

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


def prose_field(label: "str | _StrPromise", *, required: bool = False, rows: int = 6) -> ProseField:
    """A text of a clause."""
    widget = forms.Textarea(attrs={"rows": rows, "class": "wide"})
    return ProseField(label=label, required=required, max_length=MOST_TEXT, widget=widget)


def title_field(label: "str | _StrPromise", *, required: bool = True) -> forms.CharField:
    """The title of a clause."""
    widget = forms.TextInput(attrs={"class": "wide"})
    return forms.CharField(label=label, max_length=MOST_TITLE, required=required, widget=widget)
