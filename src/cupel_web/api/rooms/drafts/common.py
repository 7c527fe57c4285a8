"""What operations of this room share."""

from datetime import datetime
from typing import Any

from ninja import Schema

from cupel_web.api.edits import EditData
from cupel_web.api.persons import PersonBrief, person_shown
from cupel_web.drafting import models
from cupel_web.drafting.queries.reading import reading_of

DRAFT = "/drafts/{ulid:draft}"


class DraftBrief(Schema):
    """``base``: the edition that it begins as; ``outcome``: of a closed one, ``finished`` or ``abandoned``."""

    public_id: str
    group: str
    standard: str
    base: str
    edition: str
    language: str
    purpose: str
    opened_at: datetime
    outcome: str | None
    closed_at: datetime | None


class Draft(DraftBrief):
    """``edits``: how many there are, which a write says it has seen; ``version`` and ``manifest_hash`` are those that
    the edition would have; ``undecided``: clauses of which the group has to decide what kind of change it is.
    """

    edits: int
    version: str
    manifest_hash: str
    mistakes: int
    undecided: list[str]


class MadeEdit(Schema):
    """The ``number``-th edit of a draft, from 1."""

    number: int
    edit: EditData
    clauses: list[str]
    note: str
    made_at: datetime
    made_by: PersonBrief | None


def brief(draft: models.Draft) -> dict[str, Any]:
    """A draft with its group and closing."""
    own = ("public_id", "standard", "base", "edition", "language", "purpose", "opened_at")
    closing = None if draft.is_open else draft.closing
    return {
        **{name: getattr(draft, name) for name in own},
        "group": draft.group.slug,
        "outcome": closing.outcome if closing else None,
        "closed_at": closing.closed_at if closing else None,
    }


def draft_data(draft: models.Draft) -> dict[str, Any]:
    """The draft as it stands."""
    reading = reading_of(draft)
    return {
        **brief(draft),
        "edits": reading.number,
        "version": reading.edition.version,
        "manifest_hash": reading.edition.manifest_hash,
        "mistakes": len(reading.mistakes),
        "undecided": [uid for uid, each in reading.verdicts.items() if each.decided is None or each.outdated],
    }


def made_edit(record: models.EditRecord) -> dict[str, Any]:
    """An edit with who made it; all who read drafts are inside."""
    own = ("number", "note", "made_at")
    return {
        **{name: getattr(record, name) for name in own},
        "edit": record.data,
        "clauses": list(record.edit.uids),
        "made_by": person_shown(record.made_by, inside=True),
    }
