"""How long this app's records are kept."""

from django.utils.translation import gettext_lazy as _

from cupel_web.drafting.models import Closing, Draft, EditRecord
from cupel_web.kernel.retention import PERMANENT, kept, of


def declare() -> None:
    """Make it known."""
    kept("drafts", _("drafts of editions, edit by edit"), PERMANENT, *of(Draft, EditRecord, Closing))
