"""A small draft, and comments on it, of invented people."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from cupel.consultation.clauses import ClauseBook, DraftClause, Former
from cupel.consultation.data import Comment, Consent, Kind, Origin, Submission
from cupel.consultation.disposition import Disposition
from cupel.consultation.record import Consultation


def draft_clause(label: str, title: str, **more: object) -> DraftClause:
    return replace(DraftClause(uid=f"u-{label}", label=label, title=title), **more)  # type: ignore[arg-type]


BOOK = ClauseBook(
    (
        draft_clause("4", "Intake"),
        draft_clause("4.1", "Origin of material", values=("5 %",)),
        draft_clause("4.2", "Records kept", values=("5 years",)),
        draft_clause("4.2.b", "Weights in the unit of the column", anchors=("example 12", "[scale]")),
        draft_clause("4.3", "Grievances answered in time", values=("90 days",)),
        draft_clause("Annex II", "Copper"),
        draft_clause("II.1", "Purchased blister and anode"),
    ),
    (
        Former(label="3.7", edition="2021", uids=("u-4.3",)),
        Former(label="3.8", edition="2021", uids=("u-4.1", "u-4.2")),
        Former(label="3.9", edition="2021", uids=()),
        Former(label="4.2", edition="2021", uids=("u-4.1",)),
    ),
)

SENT = Submission(
    id="s1", origin=Origin.XLSX, consent=Consent.NAMED, on=date(2026, 3, 2), commenter="Head of sourcing",
    organisation="Lake Smelting", category="Refiner", country="ZM", language="en",
)  # fmt: skip


def comment(number: int = 1, **more: object) -> Comment:
    first = Comment(
        id=f"c{number}", submission=SENT, clause="u-4.2", label="4.2", kind=Kind.TECHNICAL, text="Five years is short.",
        change="Ten years.",
    )  # fmt: skip
    return replace(first, **more)  # type: ignore[arg-type]


def round_of(
    comments: Sequence[Comment], dispositions: Mapping[str, Disposition] | None = None, **more: object
) -> Consultation:
    """A round on :data:`BOOK`."""
    made = Consultation(
        title="Draft 2026, first round", draft="2026", book=BOOK, comments=tuple(comments),
        dispositions=dispositions or {},
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]
