"""Pages for those who keep instruments, and for chairs who deal with their dates."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from cupel.errors import CupelError
from cupel_web.groups.forms import refuse
from cupel_web.kernel import clock
from cupel_web.kernel.access import SignedInRequest, permitted
from cupel_web.kernel.revisions import fields_in_words, renew
from cupel_web.regulations import actions
from cupel_web.regulations.forms import DealingForm, EventForm, ReasonForm, VersionForm, WatchForm
from cupel_web.regulations.models import DatedEvent, Instrument, InstrumentVersion
from cupel_web.regulations.models.instrument import MONTHS
from cupel_web.regulations.queries.dates import Occurrence
from cupel_web.regulations.queries.records import (
    event_by_hand,
    instrument_kept_by,
    instrument_named,
    occurrence_of,
    version_by_hand,
)
from cupel_web.regulations.words import what_happens


@dataclass(frozen=True, kw_only=True)
class Page:
    """A form's page: the instrument, its title, the word on its button, and what is said above the form."""

    instrument: Instrument
    title: str
    act: str
    text: str = ""

    @property
    def back(self) -> str:
        """Where one is afterwards."""
        return reverse("instrument", kwargs={"code": self.instrument.code})


@permitted("regulations.keep_instruments", instrument_kept_by)
def add_version(request: SignedInRequest, instrument: Instrument) -> HttpResponse:
    """Add a version by hand."""
    form = VersionForm(request.POST or None)
    page = Page(instrument=instrument, title=_("Add a version"), act=_("Add"))
    return _form_page(
        request, form, page, lambda: actions.add_version(instrument, form.wanted(), by=request.user, now=clock.now())
    )


@permitted("regulations.keep_instruments", instrument_kept_by)
def add_event(request: SignedInRequest, instrument: Instrument) -> HttpResponse:
    """Add a dated event by hand."""
    form = EventForm(request.POST or None)
    page = Page(instrument=instrument, title=_("Add a date"), act=_("Add"))
    return _form_page(
        request, form, page, lambda: actions.add_event(instrument, form.wanted(), by=request.user, now=clock.now())
    )


@permitted("regulations.keep_instruments", version_by_hand)
def withdraw_version(request: SignedInRequest, version: InstrumentVersion) -> HttpResponse:
    """Withdraw a version that was added by hand."""
    return _withdraw(request, version, version.name)


@permitted("regulations.keep_instruments", event_by_hand)
def withdraw_event(request: SignedInRequest, event: DatedEvent) -> HttpResponse:
    """Withdraw a date that was added by hand."""
    return _withdraw(request, event, what_happens(event))


def _withdraw(request: SignedInRequest, entry: InstrumentVersion | DatedEvent, text: str) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    page = Page(instrument=entry.instrument, title=_("Withdraw what was added"), act=_("Withdraw"), text=text)

    def act() -> None:
        actions.withdraw_entry(entry, reason=form.cleaned_data["reason"], by=request.user, now=clock.now())

    return _form_page(request, form, page, act)


@permitted("regulations.keep_instruments", instrument_kept_by)
def change_watch(request: SignedInRequest, instrument: Instrument) -> HttpResponse:
    """Say which group watches an instrument."""
    form = WatchForm(request.POST or None, initial=_watched(instrument))
    page = Page(instrument=instrument, title=_("Who watches"), act=_("Save"))
    if request.method == "POST" and form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            actions.change_watch(instrument, form.wanted(), revision=revision, by=request.user, now=clock.now())
        except CupelError as error:
            refuse(form, error)
            theirs = _watched(instrument_named(instrument.code))
            renew(form, revision=theirs["revision"])
            return _shown(request, form, page, status=409, theirs=fields_in_words(form, theirs))
        messages.success(request, _("Saved."))
        return redirect(page.back)
    return _shown(request, form, page, status=422 if form.is_bound else 200)


def _watched(instrument: Instrument) -> dict[str, Any]:
    watch = instrument.watch
    return {
        "group": watch.group.slug if watch and watch.group else "",
        "months": watch.months if watch else MONTHS,
        "revision": instrument.revision,
    }


@permitted("regulations.deal_with_date", occurrence_of)
def deal_with_date(request: SignedInRequest, occurrence: Occurrence) -> HttpResponse:
    """Say that nothing more is to be done about a date."""
    form = DealingForm(request.POST or None)
    text = f"{occurrence.on.isoformat()}, {what_happens(occurrence.event)}"
    page = Page(instrument=occurrence.instrument, title=_("Deal with a date"), act=_("Dealt with"), text=text)

    def act() -> None:
        reason = form.cleaned_data["reason"]
        actions.deal_with_date(occurrence, reason=reason, by=request.user, now=clock.now())

    return _form_page(request, form, page, act)


def _form_page(request: HttpRequest, form: Form, page: Page, act: Callable[[], object]) -> HttpResponse:
    """A page with one form that does one act; what the rules refuse stands on the form."""
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except CupelError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Written down."))
            return redirect(page.back)
    return _shown(request, form, page, status=422 if form.is_bound else 200)


def _shown(request: HttpRequest, form: Form, page: Page, *, status: int, theirs: object = ()) -> HttpResponse:
    return render(request, "regulations/form.html", {"form": form, "page": page, "theirs": theirs}, status=status)
