"""Fields for moments: a day and a time of day as clocks in a time zone show them."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.dateparse import parse_datetime

from cupel.errors import CupelError
from cupel_web.kernel.zones import instant

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

CLOCK = "%Y-%m-%dT%H:%M"


class ClockField(forms.DateTimeField):
    """A day and a time of day as clocks show them, without zone; with an offset from UTC, as programs tell moments, it
    keeps that.
    """

    def to_python(self, value: Any) -> datetime | None:
        found = super().to_python(value)
        return found if found is None or _has_offset(value) else found.replace(tzinfo=None)


def clock_field(label: "_StrPromise", *, required: bool = True, help_text: "str | _StrPromise" = "") -> ClockField:
    """A day and a time of day, as browsers let people pick them."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=CLOCK)
    return ClockField(label=label, required=required, widget=widget, help_text=help_text)


def clock_instant(given: datetime, zone: str) -> datetime:
    """The instant of such a moment in a zone; a mistake of the form where clocks there skip it."""
    try:
        return instant(given, zone)
    except CupelError as error:
        raise forms.ValidationError(f"{error.message} {error.remedy}") from error


def _has_offset(value: Any) -> bool:
    parsed = parse_datetime(value.strip()) if isinstance(value, str) else None
    return parsed is not None and parsed.tzinfo is not None
