"""How long this app's records are kept."""

from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from cupel_web.kernel.retention import ATTACHED, MAIL, PERSONAL, kept, of, since
from cupel_web.notices.models import MailPreference, Notice, Telling


def declare() -> None:
    """Make it known."""
    kept("notices", _("mail notices"), MAIL, *since(Coalesce("sent_at", "given_up_at"), Notice))
    kept("mail-preferences", _("how people want to be told"), PERSONAL, *of(MailPreference))
    kept("tellings", _("when people were told last of what awaits them"), ATTACHED, *of(Telling))
