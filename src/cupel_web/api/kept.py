"""How long this app's records are kept."""

from datetime import UTC

from django.db.models.functions import Coalesce, TruncDate
from django.utils.translation import gettext_lazy as _

from cupel_web.api.models import AccessToken
from cupel_web.kernel.retention import SECRET, kept, since


def declare() -> None:
    """Make it known."""
    ended = Coalesce(TruncDate("revoked_at", tzinfo=UTC), "expires_on")
    kept("tokens", _("tokens of programs"), SECRET, *since(ended, AccessToken))
