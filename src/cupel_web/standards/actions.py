"""Verbs of texts: freeze one, make one an edition."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from cupel.standard import Edition, Standard, canonical_json, edition_snapshot
from cupel_web.kernel.models import User
from cupel_web.standards.models import EditionText, PublishedEdition
from cupel_web.standards.register import forget


@dataclass(frozen=True, kw_only=True)
class Succession:
    """Which edition a new one takes the place of, from which day on, and until when the old one may still be used."""

    supersedes: str
    in_force_on: date
    transition_until: date | None
    summary: str


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


def add_edition(text: EditionText, terms: Succession, *, by: User | None, now: datetime) -> PublishedEdition:
    """Make a frozen text an edition of its standard. Whoever calls it has seen to it that it may be."""
    made: PublishedEdition = PublishedEdition.objects.create(
        text=text, published_at=now, published_by=by, **vars(terms)
    )
    forget()
    return made
