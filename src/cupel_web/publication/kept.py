"""How long this app's records are kept."""

from django.utils.translation import gettext_lazy as _

from cupel_web.kernel.retention import PERMANENT, kept, of
from cupel_web.publication.models import AskedText, Publication, PublishedFile


def declare() -> None:
    """Make it known."""
    kept("publications", _("texts put to owners, editions published and their files"), PERMANENT,
         *of(AskedText, Publication, PublishedFile))  # fmt: skip
