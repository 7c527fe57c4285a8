"""Facts about instruments in words: texts by language, marks, reach, days of every year."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cupel.coverage import METALS, Reach, is_unverified
from cupel_web.regulations.models import DatedEvent
from cupel_web.standards.queries import words

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MARKS: "dict[str, _StrPromise]" = {
    "S": gettext_lazy("source seen"),
    "S-part": gettext_lazy("partly verified"),
    "C": gettext_lazy("computed from sources"),
    "M-high": gettext_lazy("unverified, likely"),
    "M-med": gettext_lazy("unverified"),
    "M-low": gettext_lazy("unverified, doubtful"),
    "P": gettext_lazy("chosen by this project"),
}
REACH: "dict[str, _StrPromise]" = {
    Reach.REACHED: gettext_lazy("yes"),
    Reach.PRIORITY: gettext_lazy("yes, a priority"),
    Reach.STRATEGIC: gettext_lazy("yes, as strategic"),
    Reach.NOT_REACHED: gettext_lazy("no"),
    Reach.UNKNOWN: gettext_lazy("not known"),
}
METAL_NAMES: "dict[str, _StrPromise]" = dict(
    zip(
        METALS,
        (
            gettext_lazy("copper"), gettext_lazy("lead"), gettext_lazy("molybdenum"), gettext_lazy("nickel"),
            gettext_lazy("zinc"),
        ),
        strict=True,
    )
)  # fmt: skip
PARTS: "dict[str, _StrPromise]" = {
    "instrument": gettext_lazy("the instrument"),
    "title": gettext_lazy("title"),
    "addressees": gettext_lazy("who must act"),
    "state": gettext_lazy("state"),
    "reach": gettext_lazy("reach by metal"),
    "reach_remark": gettext_lazy("remark on reach"),
    "source": gettext_lazy("source"),
    "mark": gettext_lazy("mark"),
    "version": gettext_lazy("version"),
    "event": gettext_lazy("date"),
}
KINDS: "dict[str, _StrPromise]" = {
    "added": gettext_lazy("added"),
    "changed": gettext_lazy("changed"),
    "removed": gettext_lazy("removed"),
}


def what_happens(event: DatedEvent) -> str:
    """The instrument's code and what happens; says so where that is from memory."""
    text = f"{event.instrument.code}: {words(event.what)}"
    return _("{text} (unverified)").format(text=text) if is_unverified(event.mark) else text


def when_words(event: DatedEvent) -> str:
    """The day, or the day of every year."""
    if event.on is not None:
        return event.on.isoformat()
    day = date.fromisoformat(f"2001-{event.yearly}")
    return _("every year on {day}").format(day=date_format(day, "MONTH_DAY_FORMAT"))
