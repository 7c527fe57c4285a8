"""What a file that came back says about the edition that was sent: by uid, part by part, never by likeness."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cupel.exchange.docx.ids import HASHED
from cupel.exchange.docx.reading.document import ImportedClause, ImportedDocument, Remark, Unplaced
from cupel.exchange.layout import PARTS, Part, level_words
from cupel.exchange.order import longest_in_order
from cupel.standard import ClauseRevision, Edition, Redline, content_hash, fill, redline, text_in


@dataclass(frozen=True, kw_only=True)
class PartChange:
    """A part of a clause that reads otherwise. ``old`` and ``new`` have ``{name}`` for the values of parameters; a
    value that was typed over is in ``new`` as it was typed. Either is empty where there is no such part.
    """

    part: Part
    language: str
    old: str
    new: str

    @property
    def redline(self) -> Redline:
        """From the old to the new text."""
        return redline(self.old, self.new)


@dataclass(frozen=True, kw_only=True)
class ClauseChange:
    """A clause that came back otherwise.

    ``position`` is ``moved`` under another clause, ``reordered`` among the same, or None. ``stale``: the edition has
    another revision of the clause now than the one that was sent, so somebody else changed it too.
    """

    uid: str
    label: str
    title: str
    parts: tuple[PartChange, ...]
    new_label: str | None = None
    position: str | None = None
    stale: bool = False


@dataclass(frozen=True, kw_only=True)
class ValueChange:
    """A value in the table of parameters that reads otherwise."""

    uid: str
    label: str
    name: str
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class Returned:
    """All differences between an edition and a file of it that came back.

    ``missing`` are uids that the file has no longer, ``new`` the clauses without an id of this edition's; ``unplaced``
    is text that belongs to no clause. ``same_edition``: the file was made from this very edition.
    """

    changes: tuple[ClauseChange, ...]
    values: tuple[ValueChange, ...]
    missing: tuple[str, ...]
    new: tuple[ImportedClause, ...]
    unplaced: tuple[Unplaced, ...]
    comments: tuple[Remark, ...]
    same_edition: bool

    @property
    def is_empty(self) -> bool:
        """Whether the file says what the edition says; comments are no change."""
        return not (self.changes or self.values or self.missing or self.new or self.unplaced)


def compare_returned(document: ImportedDocument, edition: Edition) -> Returned:
    """Compare a file that :func:`edition_docx` or :func:`redline_docx` made, and somebody edited, with ``edition``."""
    found = document.by_uid
    return Returned(
        changes=tuple(_changes(document, edition)),
        values=tuple(_values(document, edition)),
        missing=tuple(uid for uid in edition.labels if uid not in found),
        new=tuple(clause for clause in document.walk() if clause.uid not in edition.labels),
        unplaced=document.unplaced,
        comments=document.comments,
        same_edition=document.manifest == edition.manifest_hash,
    )


def _changes(document: ImportedDocument, edition: Edition) -> Iterator[ClauseChange]:
    language = _language(document)
    positions, found = _positions(document, edition), document.by_uid
    for uid in edition.labels:
        clause, back = edition.clauses[uid], found.get(uid)
        if back is None:
            continue
        parts = tuple(_parts(back, clause, language))
        label = edition.labels[uid]
        new_label = back.label if back.label != label else None
        if parts or new_label is not None or uid in positions:
            yield ClauseChange(
                uid=uid,
                label=label,
                title=text_in(clause.title, language=language),
                parts=parts,
                new_label=new_label,
                position=positions.get(uid),
                stale=back.hash is not None and back.hash != content_hash(clause)[:HASHED],
            )


def _parts(back: ImportedClause, clause: ClauseRevision, language: str) -> Iterator[PartChange]:
    values = {name: parameter.words for name, parameter in clause.parameters.items()}
    for part in PARTS:
        texts: Mapping[str, str] = {language: level_words(clause)} if part == "level" else getattr(clause, part)
        printed = next((tag for tag in (language, "en", *texts) if tag in texts), language)
        sent = {printed: texts[printed]} if texts.get(printed) else {}
        came = {tag: text for (name, tag), text in back.parts.items() if name == part}
        for tag in dict.fromkeys((*sent, *came)):
            old, new = sent.get(tag, texts.get(tag, "")), came.get(tag, "")
            if fill(old, values) != fill(new, values):
                yield PartChange(part=part, language=tag, old=old, new=new)


def _values(document: ImportedDocument, edition: Edition) -> Iterator[ValueChange]:
    for value in document.values:
        clause = edition.clauses.get(value.uid)
        parameter = clause.parameters.get(value.name) if clause else None
        if clause is not None and (parameter is None or parameter.words != value.words):
            old = parameter.words if parameter else ""
            label = edition.labels[value.uid]
            yield ValueChange(uid=value.uid, label=label, name=value.name, old=old, new=value.words)


def _positions(document: ImportedDocument, edition: Edition) -> dict[str, str]:
    parents = {child.uid: clause.uid for clause in document.walk() for child in clause.children}
    order = {uid: place for place, uid in enumerate(edition.labels)}
    uids = list(document.by_uid)
    kept = {old for old, _new in longest_in_order((order[uid], at) for at, uid in enumerate(uids) if uid in order)}
    found = {}
    for uid in uids:
        if uid in order and parents.get(uid) != edition.parents[uid]:
            found[uid] = "moved"
        elif uid in order and order[uid] not in kept:
            found[uid] = "reordered"
    return found


def _language(document: ImportedDocument) -> str:
    """The language in which the file was printed: the one of most titles."""
    tags = Counter(tag for clause in document.walk() for part, tag in clause.parts if part == "title")
    return tags.most_common(1)[0][0] if tags else "en"
