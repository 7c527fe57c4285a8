"""Instruments of law with their versions and dates: who watches one, what is added by hand, what was dealt with."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from cupel.coverage import is_unverified
from cupel_web.api.access import ApiRequest, granted, open_to_all
from cupel_web.api.paging import Page, Paging, page_of
from cupel_web.kernel import clock
from cupel_web.regulations import actions, forms, models
from cupel_web.regulations.queries.dates import Occurrence, next_of, reminders
from cupel_web.regulations.queries.records import (
    event_by_hand,
    instrument_kept_by,
    instrument_named,
    instruments,
    occurrence_of,
    version_by_hand,
)

router = Router(tags=["regulations"])
ONE = "/regulations/{slug:code}"

Words = dict[str, str]
"""A text by language (BCP 47)."""


class InstrumentBrief(Schema):
    """``next_on``: the date that comes next, or is today; ``group`` watches it, unless nobody does."""

    code: str
    title: Words
    addressees: Words
    mark: str
    is_unverified: bool
    group: str | None
    next_on: date | None


class InstrumentEntry(Schema):
    """What an imported file says or, ``by_hand``, the secretariat."""

    public_id: str
    what: Words
    source: str
    mark: str
    is_unverified: bool
    by_hand: bool


class InstrumentVersion(InstrumentEntry):
    """``on``: a day, month or year as exact as the source is, or empty."""

    name: str
    on: str

    @staticmethod
    def resolve_is_unverified(version: models.InstrumentVersion) -> bool:
        return is_unverified(version.mark)


class DateDealt(Schema):
    on: date
    reason: str


class InstrumentDate(InstrumentEntry):
    """It happens ``on`` a day, or ``yearly`` (month and day); ``open``: of which its group is to be reminded today."""

    on: date | None
    yearly: str
    next_on: date | None
    open: list[date]
    dealt_with: list[DateDealt]


class Instrument(InstrumentBrief):
    """``reach``: by metal, whether it is reached, and how sure that is; ``revision`` counts who watched it."""

    state: Words
    source: str
    reach: dict[str, dict[str, str]]
    reach_remark: Words
    months: int | None
    revision: int
    versions: list[InstrumentVersion]
    dates: list[InstrumentDate]


class InstrumentImport(Schema):
    """A file that was taken in: its day, its hash, and what it changed against the one before."""

    edition: date
    content_hash: str
    imported_at: datetime
    changes: list[dict[str, Any]]


@router.get("/regulations", response=list[InstrumentBrief], auth=None)
@open_to_all
def list_instruments(request: HttpRequest) -> Any:
    """Every instrument, by its code."""
    return [_brief(each) for each in instruments()]


@router.get("/regulations/imports", response=Page[InstrumentImport], auth=None)
@open_to_all
def list_imports(request: HttpRequest, paging: Query[Paging]) -> Any:
    """Files that were taken in, the newest first."""
    return page_of(models.Import.objects.defer("content"), paging)


@router.get(ONE, response=Instrument, auth=None)
@open_to_all
def read_instrument(request: HttpRequest, code: str) -> Any:
    """One instrument with its versions and dates."""
    return _now(code)


@router.put(f"{ONE}/watch", response=Instrument)
@granted("regulations.keep_instruments", instrument_kept_by, form=forms.WatchForm)
def change_watch(request: ApiRequest, instrument: models.Instrument, form: forms.WatchForm) -> Any:
    """Say which group watches it (empty: nobody), and how many months before a date it is reminded."""
    revision = form.cleaned_data["revision"]
    actions.change_watch(instrument, form.wanted(), revision=revision, by=request.user, now=clock.now())
    return _now(instrument.code)


@router.post(f"{ONE}/versions", response={201: InstrumentVersion})
@granted("regulations.keep_instruments", instrument_kept_by, form=forms.VersionForm)
def add_version(request: ApiRequest, instrument: models.Instrument, form: forms.VersionForm) -> Any:
    """Add a version by hand."""
    return actions.add_version(instrument, form.wanted(), by=request.user, now=clock.now())


@router.post(f"{ONE}/versions/{{ulid:version}}/withdrawal", response={201: Instrument})
@granted("regulations.keep_instruments", version_by_hand, form=forms.ReasonForm)
def withdraw_version(request: ApiRequest, version: models.InstrumentVersion, form: forms.ReasonForm) -> Any:
    """Withdraw a version that was added by hand."""
    return _withdraw(request, version, form)


@router.post(f"{ONE}/dates", response={201: InstrumentDate})
@granted("regulations.keep_instruments", instrument_kept_by, form=forms.EventForm)
def add_date(request: ApiRequest, instrument: models.Instrument, form: forms.EventForm) -> Any:
    """Add a date by hand."""
    made = actions.add_event(instrument, form.wanted(), by=request.user, now=clock.now())
    return next(each for each in _now(instrument.code)["dates"] if each["public_id"] == made.public_id)


@router.post(f"{ONE}/dates/{{ulid:event}}/withdrawal", response={201: Instrument})
@granted("regulations.keep_instruments", event_by_hand, form=forms.ReasonForm)
def withdraw_date(request: ApiRequest, event: models.DatedEvent, form: forms.ReasonForm) -> Any:
    """Withdraw a date that was added by hand."""
    return _withdraw(request, event, form)


@router.post(f"{ONE}/dates/{{ulid:event}}/{{str:day}}/dealing", response={201: DateDealt})
@granted("regulations.deal_with_date", occurrence_of, form=forms.DealingForm)
def deal_with_date(request: ApiRequest, occurrence: Occurrence, form: forms.DealingForm) -> Any:
    """Say that nothing more is to be done about one date (ISO 8601), and why."""
    reason = form.cleaned_data["reason"]
    return actions.deal_with_date(occurrence, reason=reason, by=request.user, now=clock.now())


def _withdraw(
    request: ApiRequest, entry: models.InstrumentVersion | models.DatedEvent, form: forms.ReasonForm
) -> dict[str, Any]:
    actions.withdraw_entry(entry, reason=form.cleaned_data["reason"], by=request.user, now=clock.now())
    return _now(entry.instrument.code)


def _brief(instrument: models.Instrument) -> dict[str, Any]:
    watch, coming = instrument.watch, next_of(instrument, on=clock.today())
    return {
        **{name: getattr(instrument, name) for name in ("code", "title", "addressees", "mark")},
        "is_unverified": is_unverified(instrument.mark),
        "group": watch.group.slug if watch and watch.group else None,
        "next_on": coming.on if coming else None,
    }


def _now(code: str) -> dict[str, Any]:
    """The instrument as it stands; else 404."""
    found = instrument_named(code)
    open_dates: dict[int, list[date]] = {}
    for each in reminders([found], on=clock.today()):
        open_dates.setdefault(each.event.pk, []).append(each.on)
    return {
        **_brief(found),
        **{name: getattr(found, name) for name in ("state", "source", "reach", "reach_remark", "revision")},
        "months": found.watch.months if found.watch else None,
        "versions": list(found.versions.all()),
        "dates": [_date(each, open_dates.get(each.pk, [])) for each in found.events.all()],
    }


def _date(event: models.DatedEvent, open_dates: list[date]) -> dict[str, Any]:
    own = ("public_id", "what", "source", "mark", "by_hand", "on", "yearly")
    return {
        **{name: getattr(event, name) for name in own},
        "is_unverified": is_unverified(event.mark),
        "next_on": event.rule.first_from(clock.today()),
        "open": open_dates,
        "dealt_with": list(event.dealings.all()),
    }
