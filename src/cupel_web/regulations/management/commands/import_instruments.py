"""``import_instruments``: take in a file of instruments."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cupel.coverage import inspect_instruments, shipped_instruments
from cupel.errors import CupelError
from cupel_web.groups.models import Group
from cupel_web.kernel import clock
from cupel_web.regulations.actions import import_instruments

WATCHER = "due-diligence"


class Command(BaseCommand):
    help = "Take in a file of instruments, else the shipped one. The same file again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="a YAML file (default: the shipped one)")
        parser.add_argument(
            "--watched-by", default=WATCHER, help=f"address of the group that watches new instruments ({WATCHER})"
        )

    def handle(self, *, file: Path | None, watched_by: str, **_options: Any) -> None:
        found, mistakes = inspect_instruments(file or shipped_instruments())
        if found is None:
            raise CommandError("\n".join(str(mistake) for mistake in mistakes))
        watcher = Group.objects.filter(slug=watched_by).first()
        try:
            made = import_instruments(found, watcher=watcher, by=None, now=clock.now())
        except CupelError as error:
            raise CommandError(str(error)) from error
        if made is None:
            self.stdout.write(_("This file was imported already."))
            return
        numbers = {"instruments": len(found.instruments), "changes": len(made.changes)}
        self.stdout.write(_("%(instruments)s instruments, %(changes)s changes.") % numbers)
        if watcher is None:
            self.stdout.write(_("No group watches new instruments: there is none at the address %s.") % watched_by)
