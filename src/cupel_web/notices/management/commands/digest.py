"""``digest``: mail people what awaits them."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from cupel_web.kernel import clock
from cupel_web.notices.actions import tell_awaiting


class Command(BaseCommand):
    help = (
        "Mail digests of what awaits people and reminders of deadlines, as each of them chose. Run it once a day or "
        "more often: nobody is mailed twice."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--at", type=clock.moment, help="the moment to act at (default: now)")

    def handle(self, *, at: datetime | None, **_options: Any) -> None:
        number = tell_awaiting(now=at or clock.now())
        self.stdout.write(_("%(number)s people were told what awaits them.") % {"number": number})
