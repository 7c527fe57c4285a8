"""Addresses of instruments."""

from django.urls import path

from cupel_web.regulations.views import keeping, reading

INSTRUMENT = "regulations/<slug:code>/"

urlpatterns = [
    path("regulations/", reading.instruments, name="instruments"),
    path("regulations/calendar.ics", reading.instruments_calendar, name="instruments_calendar"),
    path("regulations/changes/", reading.changes, name="instrument_changes"),
    path(INSTRUMENT, reading.instrument, name="instrument"),
    path(f"{INSTRUMENT}watch/", keeping.change_watch, name="change_watch"),
    path(f"{INSTRUMENT}versions/add/", keeping.add_version, name="add_instrument_version"),
    path(
        f"{INSTRUMENT}versions/<ulid:version>/withdraw/", keeping.withdraw_version, name="withdraw_instrument_version"
    ),
    path(f"{INSTRUMENT}dates/add/", keeping.add_event, name="add_instrument_date"),
    path(f"{INSTRUMENT}dates/<ulid:event>/withdraw/", keeping.withdraw_event, name="withdraw_instrument_date"),
    path(f"{INSTRUMENT}dates/<ulid:event>/<str:day>/", keeping.deal_with_date, name="deal_with_date"),
]
