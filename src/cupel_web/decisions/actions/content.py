"""Content hashes, as people and programs give them."""

import re

from django.utils.translation import gettext as _

from cupel.errors import ProcedureError

SHA256 = re.compile(r"[0-9a-f]{64}")


def require_hash(text: str) -> str:
    """The hash in small letters; raises :class:`~cupel.errors.ProcedureError` for what is no SHA-256."""
    given = text.strip().lower()
    if not SHA256.fullmatch(given):
        raise ProcedureError(
            _("A content hash has 64 digits and letters from a to f."),
            code="content-hash",
            remedy=_("Copy the SHA-256 of exactly the content that is decided."),
        )
    return given
