"""The clauses of a draft as comments name them: labels, titles, and what earlier editions called them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from cupel.standard import Edition, LineageEdge, text_in

PIECE = re.compile(r"\d+|[\u3040-\u9fff]+|[^\W\d_\u3040-\u9fff]+")
Key = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DraftClause:
    """One clause. ``values``: its parameters as printed; ``anchors``: other things in it that have a number or key of
    their own, such as ``example 129`` or ``[RFC2119]``, in lower case.
    """

    uid: str
    label: str
    title: str
    text: str = ""
    values: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Former:
    """What ``label`` meant in an earlier ``edition``: these clauses of the draft now; none where it was withdrawn."""

    label: str
    edition: str
    uids: tuple[str, ...]


@dataclass(frozen=True)
class ClauseBook:
    """All clauses of a draft in printed order, found by uid or label."""

    clauses: tuple[DraftClause, ...]
    former: tuple[Former, ...] = field(default=())

    @cached_property
    def by_uid(self) -> Mapping[str, DraftClause]:
        """The clauses by uid."""
        return {clause.uid: clause for clause in self.clauses}

    @cached_property
    def order(self) -> Mapping[str, int]:
        """Place of each uid in the printed order."""
        return {clause.uid: number for number, clause in enumerate(self.clauses)}

    @cached_property
    def by_key(self) -> Mapping[Key, DraftClause]:
        """The clauses by the key of their label; of two with one label the first."""
        return {label_key(clause.label): clause for clause in reversed(self.clauses) if clause.label}

    @cached_property
    def repeated(self) -> Mapping[Key, tuple[str, ...]]:
        """The uids of clauses that share a label, by its key."""
        found: dict[Key, list[str]] = {}
        for clause in self.clauses:
            found.setdefault(label_key(clause.label), []).append(clause.uid)
        return {key: tuple(uids) for key, uids in found.items() if key and len(uids) > 1}

    @cached_property
    def former_by_key(self) -> Mapping[Key, Sequence[Former]]:
        """Meanings in earlier editions, the latest first, by the key of the label."""
        found: dict[Key, list[Former]] = {}
        for former in self.former:
            found.setdefault(label_key(former.label), []).append(former)
        return found

    @cached_property
    def by_anchor(self) -> Mapping[str, DraftClause]:
        """The first clause that holds each anchor."""
        return {anchor: clause for clause in reversed(self.clauses) for anchor in clause.anchors}

    def name(self, uid: str) -> str:
        """Label and title of a clause."""
        clause = self.by_uid[uid]
        return f"{clause.label} {clause.title}".strip()


def label_key(label: str) -> Key:
    """A label as compared, its numbers and letters: ``"Annex II.3 (b)"`` -> ``("annex", "ii", "3", "b")``."""
    return tuple(PIECE.findall(unicodedata.normalize("NFKC", label).lower()))


def clauses_of(edition: Edition, earlier: Iterable[Edition] = (), *, language: str = "en") -> ClauseBook:
    """The clauses of ``edition``; labels of ``earlier`` editions, the latest first, lead to what became of them."""
    clauses = tuple(
        DraftClause(
            uid=entry.uid,
            label=entry.label,
            title=text_in(clause.title, language=language),
            text=clause.filled(clause.text, language=language),
            values=tuple(parameter.words for parameter in clause.parameters.values()),
        )
        for entry, clause, _depth in edition.walk()
    )
    former = [
        Former(label=label, edition=old.edition, uids=uids)
        for old in earlier
        for uid, label in old.labels.items()
        if (uids := became(uid, edition)) != (uid,) or label != edition.labels[uid]
    ]
    return ClauseBook(clauses, tuple(former))


def became(uid: str, edition: Edition) -> tuple[str, ...]:
    """The clauses of ``edition`` that ``uid`` of an earlier one is or went into, over all steps of lineage."""
    reached, open_ = {uid: None}, [uid]
    while open_:
        for target in _targets(open_.pop(0), edition.lineage):
            if target not in reached:
                reached[target] = None
                open_.append(target)
    return tuple(each for each in reached if each in edition.labels)


def _targets(uid: str, edges: Iterable[LineageEdge]) -> Iterable[str]:
    return (target for edge in edges if uid in edge.sources for target in edge.targets)
