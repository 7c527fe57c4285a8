"""How long this app's records are kept."""

from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from cupel_web.kernel.retention import MAIL, kept, since
from cupel_web.notices.models import Notice


def declare() -> None:
    """Make it known."""
    kept("notices", _("mail notices"), MAIL, *since(Coalesce("sent_at", "given_up_at"), Notice))
