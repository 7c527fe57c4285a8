"""A consultation's data: what somebody wrote on a clause, who they are, and what may be shown of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

GENERAL = "general"
"""Stands in place of a clause's uid where a comment is on the whole document."""


class Kind(StrEnum):
    """Type of a comment, as ISO/IEC names it: ge, te, ed."""

    GENERAL = "general"
    TECHNICAL = "technical"
    EDITORIAL = "editorial"


class Origin(StrEnum):
    """The way by which a comment came; ``keyed``: typed in by the secretariat."""

    WEB = "web"
    XLSX = "xlsx"
    DOCX = "docx"
    EMAIL = "e-mail"
    KEYED = "keyed"
    LOG = "log"


class Consent(StrEnum):
    """What a submission's author lets be published."""

    NAMED = "named"
    ANONYMOUS = "anonymous"
    NOT_PUBLISHED = "not published"


@dataclass(frozen=True, kw_only=True)
class Submission:
    """What one organisation or person sent at once: all its comments share this.

    ``country`` is ISO 3166-1 alpha-2 and ``language`` BCP 47, each empty where it is not known.
    """

    id: str
    origin: Origin
    consent: Consent
    on: date
    commenter: str = ""
    organisation: str = ""
    category: str = ""
    country: str = ""
    language: str = ""


@dataclass(frozen=True, kw_only=True)
class Comment:
    """One comment. ``clause``: uid, :data:`GENERAL`, or None until somebody confirms where it belongs.

    ``label``: the clause as the commenter wrote it. ``line`` and ``part`` (paragraph, figure or table) are as written
    too. ``question``: key of the group's question that it answers. ``version`` counts from 1 and rises when the
    commenter sends the comment again with other words.
    """

    id: str
    submission: Submission
    clause: str | None
    label: str
    kind: Kind
    text: str
    change: str = ""
    line: str = ""
    part: str = ""
    commenter: str = ""
    question: str | None = None
    version: int = 1

    @property
    def author(self) -> str:
        """Who wrote it: the name in the row, else that of the submission."""
        return self.commenter or self.submission.commenter or self.submission.organisation

    @property
    def content(self) -> tuple[str, ...]:
        """What the commenter wrote, spaces aside; a comment with other content is another version."""
        parts = (self.label, self.line, self.part, self.kind, self.text, self.change)
        return tuple(" ".join(part.split()) for part in parts)


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question that the group asks beside the draft."""

    key: str
    text: str
