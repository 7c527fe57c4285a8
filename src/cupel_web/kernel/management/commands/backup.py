"""``backup``: database, files, snapshots and runs in one archive."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from cupel_web.kernel import clock
from cupel_web.kernel.archive import back_up
from cupel_web.kernel.paths import var


class Command(BaseCommand):
    help = "Write database, uploaded files, snapshots and run outputs to one archive. Work may go on meanwhile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "target", nargs="?", type=Path, help="the archive to write (default: var/backups/<time>.tar.gz)"
        )

    def handle(self, *, target: Path | None, **_options: Any) -> None:
        now = clock.now()
        target = target or var("backups", f"cupel-{now:%Y%m%dT%H%M%SZ}.tar.gz")
        number = back_up(target, now=now)
        self.stdout.write(_("Backed up %(number)s files to %(target)s") % {"number": number, "target": target})
