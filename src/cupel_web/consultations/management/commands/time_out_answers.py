"""``time_out_answers``: record that commenters did not answer in time."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from cupel_web.consultations.actions import time_out_answers
from cupel_web.kernel import clock


class Command(BaseCommand):
    help = "Record answers that did not come in time. Run it once a day or more often: each is recorded once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--at", type=clock.moment, help="the moment to act at (default: now)")

    def handle(self, *, at: datetime | None, **_options: Any) -> None:
        number = time_out_answers(now=at or clock.now())
        self.stdout.write(_("%(number)s answers did not come in time.") % {"number": number})
