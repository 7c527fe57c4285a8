"""A Word file against the draft that was sent: what differs, what of it the draft says already, what others changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from cupel.exchange import (
    ClauseChange,
    ImportedClause,
    ImportedDocument,
    Returned,
    can_be_taken,
    compare_returned,
    document_from,
    with_places,
)
from cupel.standard import Edition
from cupel_web.drafting.models import Draft, EditRecord, WordFile
from cupel_web.drafting.queries.reading import Reading, reading_at, reading_of


@dataclass(frozen=True, kw_only=True)
class ChangeRow:
    """A clause that reads or stands otherwise. ``words`` and ``place``: whether these can be taken over still;
    ``theirs``: another edit changed the clause since it was sent.
    """

    change: ClauseChange
    words: bool
    place: bool
    theirs: bool


@dataclass(frozen=True, kw_only=True)
class NewRow:
    """A clause of the file that the draft did not have, by its number in the file; ``added``: now it has."""

    number: int
    clause: ImportedClause
    added: bool


@dataclass(frozen=True, kw_only=True)
class GoneRow:
    """A clause that the file does not have; ``still``: the draft has it."""

    uid: str
    still: bool
    theirs: bool


@dataclass(frozen=True)
class Came:
    """The file as it came, for the draft as it was (``sent``) and as it is (``now``)."""

    file: WordFile
    sent: Reading
    now: Reading

    @cached_property
    def document(self) -> ImportedDocument:
        """What it says, with the uids that are known."""
        return self._placed(self.sent.edition)

    @cached_property
    def returned(self) -> Returned:
        """What differs from the draft that was sent."""
        return compare_returned(self.document, self.sent.edition)

    @cached_property
    def changes(self) -> list[ChangeRow]:
        """The clauses that read or stand otherwise."""
        differs = {
            each.uid: each for each in compare_returned(self._placed(self.now.edition), self.now.edition).changes
        }
        return [_row(each, differs.get(each.uid), theirs=self._is_theirs(each.uid)) for each in self.returned.changes]

    @cached_property
    def new(self) -> list[NewRow]:
        """The clauses that the draft did not have."""
        fresh = {id(clause) for clause in self.returned.new}
        return [
            NewRow(number=number, clause=clause, added=clause.uid in self.now.state.clauses)
            for number, clause in enumerate(self.document.walk())
            if id(clause) in fresh
        ]

    @cached_property
    def gone(self) -> list[GoneRow]:
        """The clauses that the file does not have."""
        return [
            GoneRow(uid=uid, still=uid in self.now.state.clauses, theirs=self._is_theirs(uid))
            for uid in self.returned.missing
        ]

    @property
    def suggested(self) -> list[tuple[ImportedClause, list[tuple[str, float]]]]:
        """Each clause of the file with the clauses that it is like, best first, and their scores."""
        return [
            (clause, [(uid, score) for uid, score in self.file.suggested.get(str(number), [])])
            for number, clause in enumerate(self.document.walk())
        ]

    @property
    def likeliest(self) -> dict[int, str]:
        """A proposal for the whole file: of all pairs the likeliest first, each clause once."""
        pairs = [(score, number, uid) for number, (_c, likely) in enumerate(self.suggested) for uid, score in likely]
        found: dict[int, str] = {}
        taken: set[str] = set()
        for _score, number, uid in sorted(pairs, key=lambda pair: (-pair[0], pair[1])):
            if number not in found and uid not in taken:
                found[number] = uid
                taken.add(uid)
        return found

    def _placed(self, edition: Edition) -> ImportedDocument:
        document = document_from(self.file.document)
        places = {int(number): uid for number, uid in self.file.places.items()}
        return with_places(document, edition, places, language=self.file.draft.language)

    def _is_theirs(self, uid: str) -> bool:
        return any(number > self.file.seen for number in self.now.state.touched.get(uid, ()))


def came(file: WordFile) -> Came:
    """A file that was read."""
    now = reading_of(file.draft)
    return Came(file, now if file.seen == now.number else reading_at(file.draft, file.seen), now)


def edits_since(draft: Draft, seen: int, uids: set[str]) -> list[EditRecord]:
    """What others did to some clauses after an edit."""
    records = draft.edits.filter(number__gt=seen).select_related("made_by")
    return [record for record in records if uids & set(record.edit.uids)]


def named_in(reading: Reading) -> Mapping[str, str]:
    """The draft's clauses by label."""
    return {label: uid for uid, label in reading.edition.labels.items()}


def _row(change: ClauseChange, still: ClauseChange | None, *, theirs: bool) -> ChangeRow:
    """``still`` is what differs from the draft as it stands."""
    wanted = {(part.part, part.language) for part in change.parts if can_be_taken(part)}
    left = {(part.part, part.language) for part in still.parts} if still else set()
    return ChangeRow(
        change=change, words=bool(wanted & left), place=bool(change.position and still and still.position),
        theirs=theirs,
    )  # fmt: skip
