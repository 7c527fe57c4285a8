"""``take_mail``: add an answer that came by mail to its thread."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from django.utils.translation import gettext as _

from cupel_web.kernel import clock
from cupel_web.work.actions.mail import take_reply
from cupel_web.work.incoming import MOST_BYTES, MailRefusedError, read_mail

TRY_LATER = 75


class Command(BaseCommand):
    help = (
        "Read one mail (RFC 5322) from standard input and add it to the thread of its address. Exit codes as in "
        "sysexits.h: 65 for a mail that cannot be used, 67 for an address that is nobody's, 77 for a sender who may "
        "not answer, 75 to try again later."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        raw = sys.stdin.buffer.read(MOST_BYTES + 1)
        try:
            taken = take_reply(read_mail(raw), now=clock.now())
        except MailRefusedError as error:
            raise CommandError(str(error), returncode=error.code) from None
        except OperationalError:
            raise CommandError(_("The database does not answer."), returncode=TRY_LATER) from None
        if taken is None:
            self.stdout.write(_("A machine's answer: nothing was added."))
        else:
            self.stdout.write(_("Added as post %(number)s.") % {"number": taken.number})
