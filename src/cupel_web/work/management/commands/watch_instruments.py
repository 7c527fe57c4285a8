"""``watch_instruments``: propose emerging issues for dates of regulations that are over, and for new versions."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from cupel_web.kernel import clock
from cupel_web.work.actions import propose_issues


class Command(BaseCommand):
    help = "Propose emerging issues for what is new about regulations. Run it once a day or more often: each once only."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--at", type=clock.moment, help="the moment to act at (default: now)")

    def handle(self, *, at: datetime | None, **_options: Any) -> None:
        number = len(propose_issues(now=at or clock.now()))
        self.stdout.write(_("%(number)s issues were proposed.") % {"number": number})
