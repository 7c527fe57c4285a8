"""``keep_records``: delete and redact what has been kept long enough, and list what people review."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cupel_web.kernel import clock
from cupel_web.kernel.clock import day_of
from cupel_web.kernel.retention import DISPOSING, KINDS, Act
from cupel_web.people.actions import dispose
from cupel_web.people.retention import number_due, rules


class Command(BaseCommand):
    help = "Delete or redact records whose time is over, and count those that wait for a review. Run it once a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--at", type=clock.moment, help="the moment to act at (default: now)")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")

    def handle(self, *, at: datetime | None, dry_run: bool, **_options: Any) -> None:
        now = at or clock.now()
        if now > clock.now() and not dry_run:
            raise CommandError(_("That moment is still to come: what is due then can only be shown, with --dry-run."))
        known = rules(on=day_of(now))
        for kind in KINDS.values():
            number = number_due(kind, known[kind.retention.code])
            if not number:
                continue
            act = kind.retention.act
            if act in DISPOSING and not dry_run:
                number = sum(each.records for each in dispose(kind, by=None, now=now))
            self.stdout.write(f"{kind.code}: {_words(act, number, dry_run=dry_run)}")
        self.stdout.write(_("Done for %(day)s.") % {"day": day_of(now).isoformat()})


def _words(act: Act | None, number: int, *, dry_run: bool) -> str:
    if act is Act.DELETE:
        text = _("%(number)s to delete") if dry_run else _("%(number)s deleted")
    elif act is Act.REDACT:
        text = _("%(number)s to redact") if dry_run else _("%(number)s redacted")
    else:
        text = _("%(number)s for review by the secretariat")
    return text % {"number": number}
