"""How long this app's records are kept."""

from django.utils.translation import gettext_lazy as _

from cupel_web.kernel.retention import PERMANENT, kept, of
from cupel_web.regulations.models import DatedEvent, Dealing, Import, Instrument, InstrumentVersion, Watch


def declare() -> None:
    """Make it known."""
    kept("instruments", _("instruments, their versions and dates, and what groups did about them"), PERMANENT,
         *of(Instrument, InstrumentVersion, DatedEvent, Dealing, Watch, Import))  # fmt: skip
