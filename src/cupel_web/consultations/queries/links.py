"""Comments and the edits of drafts that were made on them, both ways."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from cupel.consultation import GENERAL
from cupel.consultation.clauses import became
from cupel.standard.drafting import Undo, holding
from cupel_web.consultations.models import ChangeLink, Comment, Consultation
from cupel_web.drafting.models import Draft, EditRecord
from cupel_web.drafting.models import Outcome as DraftOutcome
from cupel_web.drafting.origins import Origin
from cupel_web.drafting.queries.reading import Reading, reading_of
from cupel_web.drafting.queries.records import drafts
from cupel_web.kernel.models import User
from cupel_web.standards.queries import words

OFFERED = 200
"""Edits that one may choose from, the newest."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A clause of a draft, by its label and title."""

    draft: Draft
    uid: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Made:
    """An edit, the clauses of the draft that it is about, and whether it was taken back."""

    record: EditRecord
    places: tuple[Place, ...]
    is_undone: bool

    @property
    def name(self) -> str:
        """The draft and the clauses."""
        return f"{self.record.draft}: {', '.join(place.name for place in self.places) or '–'}"


def links_of(comments: Iterable[Comment] | QuerySet[Comment]) -> QuerySet[ChangeLink]:
    """The links that count of ``comments``."""
    return _counting().filter(comment__in=comments)


def changes_on(comment: Comment) -> list[tuple[ChangeLink, Made]]:
    """The edits that were made on a comment, in order."""
    found = links_of([comment]).select_related("edit__draft", "edit__made_by").order_by("edit__draft", "edit__number")
    return [(link, _made(link.edit, reading_of(link.edit.draft))) for link in found]


def linked_clauses(comments: Iterable[Comment] | QuerySet[Comment]) -> dict[int, frozenset[str]]:
    """The clauses that edits made on comments are about, by the comment's key; none of edits that were taken back."""
    found: dict[int, frozenset[str]] = {}
    held: dict[int, set[int]] = {}
    for link in links_of(comments).select_related("edit__draft"):
        draft = link.edit.draft
        if draft.pk not in held:
            held[draft.pk] = set(holding(reading_of(draft).state.edits))
        if link.edit.number in held[draft.pk]:
            found[link.comment_id] = found.get(link.comment_id, frozenset()) | frozenset(link.edit.edit.uids)
    return found


def origins(user: User, draft: Draft) -> Iterator[Origin]:
    """The comments that edits of a draft were made on, for those who read the group's comments."""
    if user.has_perm("consultations.read_comments", draft.group):
        found = _counting().filter(edit__draft=draft, comment__submission__withdrawal=None)
        for link in found.select_related("comment", "edit").order_by("comment__consultation", "comment__number"):
            path = reverse("consultation_comment", kwargs={"comment": link.comment.public_id})
            yield Origin(number=link.edit.number, name=link.comment.name, path=path)


def drafts_for(consultation: Consultation) -> QuerySet[Draft]:
    """The group's drafts of the standard that is consulted on; none that was given up."""
    found = drafts().filter(group=consultation.group, standard=consultation.text.standard)
    return found.exclude(closing__outcome=DraftOutcome.ABANDONED)


def places_for(consultation: Consultation, clause: str) -> list[Place]:
    """Where the open drafts have a clause of the consulted text, or what became of it."""
    readings = ((draft, reading_of(draft)) for draft in drafts_for(consultation).filter(closing=None))
    return [
        _place(draft, reading, uid) for draft, reading in readings for uid in became(clause, reading.edition)
    ]  # fmt: skip


def edits_for(comment: Comment, clause: str) -> list[Made]:
    """Edits that hold and may have been made on a comment: those about its clause or what became of it, the newest
    first; of a comment on no clause all of the drafts.
    """
    linked = set(links_of([comment]).values_list("edit", flat=True))
    return [
        _made(record, reading)
        for draft in drafts_for(comment.consultation)
        for reading in [reading_of(draft)]
        for record in _records(draft, reading, clause)
        if record.pk not in linked
    ][:OFFERED]


def _records(draft: Draft, reading: Reading, clause: str) -> QuerySet[EditRecord]:
    state = reading.state
    numbers = {number for number in holding(state.edits) if not isinstance(state.edits[number - 1], Undo)}
    if clause and clause != GENERAL:
        uids = (clause, *became(clause, reading.edition))
        numbers &= {number for uid in uids for number in state.touched.get(uid, ())}
    return draft.edits.filter(number__in=numbers).select_related("made_by", "draft").order_by("-number")[:OFFERED]


def _made(record: EditRecord, reading: Reading) -> Made:
    """An edit of a draft in words that its page may show."""
    return Made(
        record=record, is_undone=record.number not in holding(reading.state.edits),
        places=tuple(_place(record.draft, reading, uid) for uid in record.edit.uids if uid in reading.state.clauses),
    )  # fmt: skip


def _place(draft: Draft, reading: Reading, uid: str) -> Place:
    return Place(draft=draft, uid=uid, name=f"{reading.label(uid)} {words(reading.state.clauses[uid].title)}".strip())


def _counting() -> QuerySet[ChangeLink]:
    later = ChangeLink.objects.filter(comment=OuterRef("comment"), edit=OuterRef("edit"), pk__gt=OuterRef("pk"))
    return ChangeLink.objects.filter(~Exists(later), holds=True)
