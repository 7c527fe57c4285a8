"""``verify_events``: say whether the event log is whole."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cupel_web.kernel.events import first_broken_event
from cupel_web.kernel.models import Event


class Command(BaseCommand):
    help = "Check that no event was changed, removed or slipped in."

    def handle(self, *_args: Any, **_options: Any) -> None:
        broken = first_broken_event()
        if broken is not None:
            raise CommandError(_("The event log is broken at event %(number)s.") % {"number": broken})
        self.stdout.write(_("The event log is whole: %(count)s events.") % {"count": Event.objects.count()})
