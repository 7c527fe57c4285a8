"""How long this app's records are kept."""

from django.utils.translation import gettext_lazy as _

from cupel_web.diligence.models import DataSet, Run, Version, VersionFile
from cupel_web.kernel.retention import ATTACHED, COMPANY, kept, of, since


def declare() -> None:
    """Make it known."""
    kept("books", _("books of companies"), COMPANY, *since("uploaded_at", Version))
    kept("runs", _("runs of a standard over books"), COMPANY, *since("started_at", Run))
    kept("book-files", _("names of books, and their files"), ATTACHED, *of(DataSet, VersionFile))
