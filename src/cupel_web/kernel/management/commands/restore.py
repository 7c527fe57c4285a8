"""``restore``: put a backup in place of what is there."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cupel_web.kernel.archive import ArchiveError, restore
from cupel_web.kernel.events import first_broken_event
from cupel_web.kernel.paths import var


class Command(BaseCommand):
    help = "Replace database, files, snapshots and run outputs by those of a backup. Stop server and workers first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("archive", nargs="?", type=Path, help="the archive (default: the newest in var/backups)")

    def handle(self, *, archive: Path | None, **_options: Any) -> None:
        archive = archive or max(var("backups", "x").parent.glob("*.tar.gz"), default=None)
        if archive is None:
            raise CommandError(_("There is no backup in var/backups: name an archive."))
        try:
            number = restore(archive)
        except ArchiveError as error:
            raise CommandError(str(error)) from error
        if (broken := first_broken_event()) is not None:
            raise CommandError(_("Restored, but the event log is broken at event %(number)s.") % {"number": broken})
        self.stdout.write(_("Restored %(number)s files from %(archive)s") % {"number": number, "archive": archive})
