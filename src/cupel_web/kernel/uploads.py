"""Files as people send them: names that can be kept, sizes that are bounded."""

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from cupel_web.kernel.templatetags.cupel import size

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOST_NAME = 200


def suffix_of(name: str) -> str:
    """The end of a file's name in lower case, ``.docx`` say; empty if it has none."""
    return PurePosixPath(name).suffix.lower()


def plain_name(name: str) -> str:
    """A name without folders and without what does not print."""
    last = PurePosixPath(name.replace("\\", "/")).name
    printable = "".join(letter for letter in last if letter.isprintable()).strip(" .")
    suffix = suffix_of(printable)[:12]
    return printable if len(printable) <= MOST_NAME else printable[: MOST_NAME - len(suffix)] + suffix


def _bound(most: int) -> str:
    return _("At most %(most)s.") % {"most": size(most)}


_at_most = lazy(_bound, str)
"""In the language of the page, not in that of the process."""


class BoundedFileField(forms.FileField):
    """One file of a bounded size with a name that can be kept."""

    def __init__(self, *, label: "_StrPromise", most: int, accept: str = "") -> None:
        super().__init__(label=label, max_length=MOST_NAME, help_text=_at_most(most))
        self.most = most
        if accept:
            self.widget.attrs["accept"] = accept

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if file and file.size > self.most:
            raise forms.ValidationError(_("The file is larger than allowed."))
        if file and not plain_name(file.name):
            raise forms.ValidationError(_("The file has no name."))
        return file
