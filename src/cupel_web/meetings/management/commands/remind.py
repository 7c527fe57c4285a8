"""``remind``: mail who is invited to a meeting tomorrow."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from cupel_web.kernel import clock
from cupel_web.meetings.actions import remind


class Command(BaseCommand):
    help = "Mail reminders of meetings that begin tomorrow. Run it once a day or more often: nobody is mailed twice."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--at", type=clock.moment, help="the moment to act at (default: now)")

    def handle(self, *, at: datetime | None, **_options: Any) -> None:
        number = remind(now=at or clock.now())
        self.stdout.write(_("%(number)s people were reminded.") % {"number": number})
