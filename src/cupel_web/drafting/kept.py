"""How long this app's records are kept."""

from django.utils.translation import gettext_lazy as _

from cupel_web.drafting.models import Closing, Draft, EditRecord, WordFile
from cupel_web.kernel.retention import ATTACHED, PERMANENT, kept, of


def declare() -> None:
    """Make it known."""
    kept("drafts", _("drafts of editions, edit by edit"), PERMANENT, *of(Draft, EditRecord, Closing))
    kept("draft-word-files", _("Word files that owners sent for drafts"), ATTACHED, *of(WordFile))
