"""How long this app's records are kept, and those of the sign-in library."""

from allauth.account.models import EmailAddress, EmailConfirmation
from axes.models import AccessAttempt, AccessAttemptExpiration, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django.utils.translation import gettext_lazy as _

from cupel_web.kernel.retention import ATTACHED, MACHINE, PERMANENT, PERSONAL, SECRET, kept, of, since
from cupel_web.people.models import (
    Acceptance,
    Affiliation,
    Disposal,
    Hold,
    Interest,
    Membership,
    Organisation,
    Participation,
    Profile,
    RetentionTerm,
    Undertaking,
)


def declare() -> None:
    """Make it known."""
    kept("organisations", _("organisations, and who acts for them"), PERMANENT,
         *of(Organisation, Participation, Membership))  # fmt: skip
    kept("undertakings", _("undertakings, and who accepted them"), PERMANENT, *of(Undertaking, Acceptance))
    kept("retention", _("retention terms, holds, and what was disposed of"), PERMANENT,
         *of(RetentionTerm, Hold, Disposal))  # fmt: skip
    kept("profiles", _("profiles, affiliations and declared interests"), PERSONAL,
         *of(Profile, Affiliation, Interest, EmailAddress))  # fmt: skip
    kept("address-keys", _("keys that confirm an address"), SECRET, *since("sent", EmailConfirmation))
    kept("sessions", _("sessions"), MACHINE, *since("expire_date", Session))
    kept("sign-ins", _("attempts to sign in"), MACHINE,
         *since("attempt_time", AccessAttempt, AccessFailureLog, AccessLog))  # fmt: skip
    kept("lock-outs", _("ends of lock-outs"), ATTACHED, *of(AccessAttemptExpiration))
