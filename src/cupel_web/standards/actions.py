"""Verb of texts: freeze one."""

from datetime import datetime
from hashlib import sha256

from cupel.standard import Edition, Standard, canonical_json, edition_snapshot
from cupel_web.standards.models import EditionText


def freeze_edition(standard: Standard, edition: Edition, *, now: datetime) -> EditionText:
    """Keep an edition, shipped or drafted, as it is now; one that is kept already is kept once."""
    content = edition_snapshot(standard, edition)
    text, _created = EditionText.objects.get_or_create(
        sha256=sha256(canonical_json(content)).hexdigest(),
        defaults={
            "standard": standard.key, "edition": edition.edition, "manifest_hash": edition.manifest_hash,
            "content": content, "frozen_at": now,
        },
    )  # fmt: skip
    return text
