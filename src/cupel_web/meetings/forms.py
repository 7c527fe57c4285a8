"""What people fill in about meetings."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from cupel_web.groups.clock_fields import CLOCK, clock_field, clock_instant
from cupel_web.groups.forms import RevisedForm, day_field, text_field
from cupel_web.groups.models import Group, SeatRecord
from cupel_web.kernel.models import User
from cupel_web.kernel.zones import in_zone
from cupel_web.meetings.actions import ItemWording, NewMeeting, Seen, Statement, Term, Timing
from cupel_web.meetings.models import AgendaItem, Appointment, ItemKind, Meeting, MinutesWay, Reply, SubjectKind
from cupel_web.meetings.queries.schedule import people_of
from cupel_web.meetings.queries.subjects import subject_choices
from cupel_web.meetings.states import Presence
from cupel_web.work.models import Paper

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise

LONGEST = 2880
"""Minutes: two days."""


def line_field(
    label: "_StrPromise", *, required: bool = True, most: int = 200, help_text: "str | _StrPromise" = ""
) -> forms.CharField:
    """One line of text, as wide as the form."""
    widget = forms.TextInput(attrs={"class": "wide"})
    return forms.CharField(label=label, required=required, max_length=most, help_text=help_text, widget=widget)


class ClockForm(forms.Form):
    """A form that asks when something was, as clocks at the meeting show it; left empty, it is now."""

    at = clock_field(_("When"), required=False)

    def __init__(self, *args: Any, zone: str, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone, self.now = zone, now
        self.fields["at"].help_text = _("As clocks in %(zone)s show it; left empty, it is now.") % {"zone": zone}

    def clean_at(self) -> datetime:
        given: datetime | None = self.cleaned_data["at"]
        return clock_instant(given, self.zone) if given else self.now


class TimingForm(forms.Form):
    starts = clock_field(_("Begins"))
    zone = forms.ChoiceField(label=_("Time zone"))
    duration = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=LONGEST, initial=90)
    place = line_field(_("Place"), required=False, most=300, help_text=_("For those invited alone."))
    link = forms.URLField(
        label=_("Link of the call"), max_length=500, required=False, assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "wide"}),
        help_text=_("For those invited alone."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].choices = [(each, each) for each in sorted(available_timezones())]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if "starts" in given and "zone" in given:
            try:
                given["starts_at"] = clock_instant(given["starts"], given["zone"])
            except forms.ValidationError as error:
                self.add_error("starts", error)
        return given

    def timing(self) -> Timing:
        """When and where the valid form says."""
        given = self.cleaned_data
        return Timing(**{name: given[name] for name in ("starts_at", "zone", "duration", "place", "link")})


def timing_of(appointment: Appointment) -> dict[str, Any]:
    """What a form begins with that moves an appointment."""
    kept = {name: getattr(appointment, name) for name in ("zone", "duration", "place", "link")}
    return {**kept, "starts": in_zone(appointment.starts_at, appointment.zone).strftime(CLOCK)}


class MeetingForm(TimingForm):
    title = line_field(_("Title"))
    is_public = forms.BooleanField(
        label=_("Anybody may know of it and read its approved minutes"), required=False, initial=True
    )
    notice_days = forms.IntegerField(
        label=_("Days of notice asked for"), min_value=0, max_value=365, initial=14,
        help_text=_("You are warned if it is convened later than that."),
    )  # fmt: skip
    minutes_days = forms.IntegerField(label=_("Days for the minutes"), min_value=1, max_value=365, initial=14)
    field_order = ("title", "starts", "zone", "duration", "place", "link", "is_public", "notice_days", "minutes_days")

    def wanted(self) -> NewMeeting:
        """What the valid form says of the meeting itself."""
        given = self.cleaned_data
        return NewMeeting(**{name: given[name] for name in ("title", "is_public", "notice_days", "minutes_days")})


class MoveForm(TimingForm):
    reason = text_field(_("Reason"), most=1000, rows=2)


class ReasonForm(forms.Form):
    reason = text_field(_("Reason"), most=1000, rows=2)


class ReplyForm(forms.Form):
    reply = forms.ChoiceField(label=_("Your answer"), choices=Reply.choices, widget=forms.RadioSelect)


class ItemForm(RevisedForm):
    title = line_field(_("Title"))
    kind = forms.ChoiceField(label=_("Kind"), choices=ItemKind.choices, initial=ItemKind.DISCUSSION)
    duration = forms.IntegerField(label=_("Minutes"), min_value=0, max_value=LONGEST, initial=15)
    text = text_field(_("Explanation"), required=False)
    presenter = forms.ModelChoiceField(
        label=_("Presented by"), queryset=User.objects.none(), required=False, to_field_name="public_id"
    )
    papers = forms.ModelMultipleChoiceField(
        label=_("Papers"), queryset=Paper.objects.none(), required=False, widget=forms.CheckboxSelectMultiple,
        to_field_name="public_id",
    )  # fmt: skip
    subject = forms.ChoiceField(label=_("Is about"), required=False)
    in_camera = forms.BooleanField(
        label=_("In camera"), required=False,
        help_text=_("Nobody outside learns of it, nor who stands back from it."),
    )  # fmt: skip

    def __init__(self, *args: Any, group: Group, papers: "QuerySet[Paper]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = papers
        self.fields["presenter"].queryset = people_of(group)  # type: ignore[attr-defined]
        self.fields["papers"].queryset = papers  # type: ignore[attr-defined]
        self.fields["subject"].choices = subject_choices(group)  # type: ignore[attr-defined]

    def wanted(self, item: AgendaItem | None = None) -> ItemWording:
        """What the valid form says; papers of ``item`` that it did not offer stay where they are."""
        given = self.cleaned_data
        hidden = item.papers.exclude(pk__in=self.offered.values("pk")) if item else ()
        kind, _colon, subject = given["subject"].partition(":")
        kept = {name: given[name] for name in ("title", "duration", "text", "presenter", "in_camera")}
        return ItemWording(
            kind=ItemKind(given["kind"]), papers=(*given["papers"], *hidden), subject_kind=SubjectKind(kind),
            subject=subject, **kept,
        )  # fmt: skip


class OrderForm(RevisedForm):
    """The place of each item, by its public id; items of the same place keep their order."""

    def __init__(self, *args: Any, items: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = [public_id for public_id, _title in items]
        for place, (public_id, title) in enumerate(items, start=1):
            self.fields[public_id] = forms.IntegerField(label=title, min_value=1, max_value=999, initial=place)

    def order(self) -> list[str]:
        """Public ids in the order the valid form asks for."""
        return sorted(self.items, key=lambda each: self.cleaned_data[each])


class DeclarationForm(forms.Form):
    text = text_field(_("What you, or those you speak for, have to gain or lose"), required=False, most=2000)
    recuses = forms.BooleanField(
        label=_("I stand back from this item"), required=False,
        help_text=_("You do not see its papers in camera, are not counted for its quorum and do not vote on it."),
    )  # fmt: skip
    withdrawn = forms.BooleanField(label=_("There is nothing any more"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not given.get("withdrawn") and not given.get("text"):
            self.add_error("text", _("Say what it is."))
        return given

    def wanted(self) -> Statement:
        """What the valid form says."""
        given = self.cleaned_data
        return Statement(withdrawn=True) if given["withdrawn"] else Statement(**given)


class SeenForm(ClockForm):
    """How a seat takes part, and since when."""

    seat = forms.ModelChoiceField(label=_("Seat"), queryset=SeatRecord.objects.none(), to_field_name="public_id")
    presence = forms.ChoiceField(label=_("There"), choices=[(each.value, each.value) for each in Presence])
    field_order = ("seat", "presence", "at")

    def __init__(self, *args: Any, seats: list[SeatRecord], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"].queryset = _among(seats)  # type: ignore[attr-defined]

    def wanted(self) -> Seen:
        """What the valid form says."""
        given = self.cleaned_data
        return Seen(seat=given["seat"], presence=Presence(given["presence"]), since=given["at"])


class GivenForm(ClockForm):
    seat = forms.ModelChoiceField(
        label=_("Read out by"), queryset=SeatRecord.objects.none(), required=False, empty_label=_("the secretariat"),
        to_field_name="public_id",
    )  # fmt: skip
    field_order = ("seat", "at")

    def __init__(self, *args: Any, seats: list[SeatRecord], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"].queryset = _among(seats)  # type: ignore[attr-defined]


class DecisionForm(ClockForm):
    text = text_field(_("What was decided"))
    field_order = ("text", "at")


class TakeOnForm(forms.Form):
    title = line_field(_("What is to be done"), most=300)
    owner = forms.ModelChoiceField(label=_("By whom"), queryset=User.objects.none(), to_field_name="public_id")
    due_on = day_field(_("Until"))

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people_of(group)  # type: ignore[attr-defined]


class MinutesForm(RevisedForm):
    text = text_field(_("Minutes"), required=False, most=20000, rows=14)


class CirculateForm(forms.Form):
    comments_until = day_field(_("Comments until"))
    tacit = forms.BooleanField(
        label=_("Approved when that day is over, unless somebody asks for a change"), required=False
    )

    def wanted(self) -> Term:
        """What the valid form says."""
        return Term(**self.cleaned_data)


class CommentForm(forms.Form):
    text = text_field(_("Comment"), required=False)
    asks_change = forms.BooleanField(label=_("I ask for a change"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("asks_change") and not given.get("text"):
            self.add_error("text", _("Say which change."))
        return given


class ApproveForm(forms.Form):
    way = forms.ChoiceField(label=_("How"), choices=MinutesWay.choices, widget=forms.RadioSelect)
    at = forms.ModelChoiceField(
        label=_("At which meeting"), queryset=Meeting.objects.none(), required=False, empty_label=_("none"),
        to_field_name="public_id",
    )  # fmt: skip

    def __init__(self, *args: Any, meetings: "QuerySet[Meeting]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"].queryset = meetings  # type: ignore[attr-defined]


class CompetitionForm(forms.Form):
    text = text_field(_("Text"), most=8000, rows=12)
    in_force = day_field(_("In force from"))


def _among(seats: list[SeatRecord]) -> "QuerySet[SeatRecord]":
    return SeatRecord.objects.filter(pk__in=[seat.pk for seat in seats])
