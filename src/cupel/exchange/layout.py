"""An edition set for print: one passage per part of a clause, in printed order, with what is tracked in it.

A clean edition and the change between two editions are the same passages: in the first everything is kept.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from cupel.errors import DocumentError, Place
from cupel.messages import _
from cupel.standard import ClauseRevision, Edition, Redline, Texts, filled_pieces, redline

Part: TypeAlias = Literal["title", "level", "text", "guidance", "rationale"]
PARTS: tuple[Part, ...] = ("title", "level", "text", "guidance", "rationale")
"""In the order they are printed."""

Mark: TypeAlias = Literal["keep", "insert", "delete", "move-from", "move-to"]
RunKind: TypeAlias = Literal["keep", "insert", "delete"]

DEEPEST = 9
"""Levels of headings that a word processor has."""

_UNPRINTABLE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Run:
    """Text that stays, goes or comes; ``slot`` is the parameter whose value it is, or a part of its value."""

    kind: RunKind
    text: str
    slot: str | None = None


@dataclass(frozen=True, kw_only=True)
class Passage:
    """One part of one clause. ``label`` is the printed number, of titles only; ``depth`` of the clause, 0 = top.

    ``move`` numbers the move of its clause, of which it is on one side or the other.
    """

    uid: str
    kind: str
    part: Part
    language: str
    depth: int
    runs: tuple[Run, ...]
    label: tuple[Run, ...] = ()
    mark: Mark = "keep"
    move: int | None = None

    @property
    def is_left(self) -> bool:
        """Whether it stands where its clause was moved from."""
        return self.mark == "move-from" or (self.mark == "delete" and self.move is not None)

    @property
    def text(self) -> str:
        """What is read once every change is accepted."""
        return "".join(run.text for run in self.runs if run.kind != "delete")


@dataclass(frozen=True, kw_only=True)
class ClauseText:
    """What a clause prints in one language: a text per part, and where parameters' values stand in it."""

    uid: str
    kind: str
    label: str
    depth: int
    languages: Mapping[Part, str]
    pieces: Mapping[Part, tuple[Run, ...]]

    def text(self, part: Part) -> str:
        """The printed text; empty where the clause has no such part."""
        return "".join(run.text for run in self.pieces.get(part, ()))


def clause_texts(edition: Edition, *, language: str) -> dict[str, ClauseText]:
    """By uid in printed order. Raises DocumentError where a tree is too deep or a character has no place in a file."""
    found = {}
    for entry, clause, depth in edition.walk():
        if depth >= DEEPEST:
            message = _("{edition} has more than {limit} levels of clauses.")
            message = message.format(edition=edition.reference, limit=DEEPEST)
            raise DocumentError(
                message, code="document-depth", remedy=_("Move clause {label} up.").format(label=entry.label)
            )
        found[entry.uid] = _clause_text(clause, entry.label, depth, language)
    return found


def passages(edition: Edition, *, language: str) -> Iterator[Passage]:
    """The clean edition."""
    for clause in clause_texts(edition, language=language).values():
        yield from clause_passages(clause)


def clause_passages(clause: ClauseText, kind: RunKind = "keep", *, mark: Mark = "keep") -> Iterator[Passage]:
    """A whole clause that stays, goes or comes."""
    for part, runs in clause.pieces.items():
        label = (Run(kind, clause.label),) if part == "title" else ()
        yield passage_of(clause, part, tuple(Run(kind, run.text, run.slot) for run in runs), label=label, mark=mark)


def passage_of(
    clause: ClauseText, part: Part, runs: tuple[Run, ...], *, label: tuple[Run, ...] = (), mark: Mark = "keep"
) -> Passage:
    """A part of ``clause`` with these runs."""
    language = clause.languages[part]
    return Passage(
        uid=clause.uid,
        kind=clause.kind,
        part=part,
        language=language,
        depth=clause.depth,
        runs=runs,
        label=label,
        mark=mark,
    )


def changed_runs(old: tuple[Run, ...], new: tuple[Run, ...]) -> tuple[Run, ...]:
    """The redline between two texts, cut where a parameter's value begins and ends."""
    before, after = ("".join(run.text for run in side) for side in (old, new))
    return tuple(_cut(redline(before, after), old, new))


def replaced(old: str, new: str) -> tuple[Run, ...]:
    """A word that stays or is replaced as a whole, such as a label."""
    if old == new:
        return (Run("keep", new),) if new else ()
    return tuple(run for run in (Run("delete", old), Run("insert", new)) if run.text)


def _cut(line: Redline, old: tuple[Run, ...], new: tuple[Run, ...]) -> Iterator[Run]:
    slots = {"old": _slot_per_character(old), "new": _slot_per_character(new)}
    at = {"old": 0, "new": 0}
    for piece in line.pieces:
        side = "old" if piece.kind == "delete" else "new"
        names = slots[side][at[side] : at[side] + len(piece.text)]
        start = 0
        for end in range(1, len(names) + 1):
            if end == len(names) or names[end] != names[start]:
                yield Run(piece.kind, piece.text[start:end], names[start])
                start = end
        at["old"] += len(piece.text) * (piece.kind != "insert")
        at["new"] += len(piece.text) * (piece.kind != "delete")


def _slot_per_character(runs: tuple[Run, ...]) -> list[str | None]:
    return [run.slot for run in runs for _character in run.text]


def level_words(clause: ClauseRevision) -> str:
    """How binding the clause is, for people; empty where it has no level and is not critical."""
    words = {"must": _("must"), "should": _("should"), "may": _("may")}
    level = words[clause.level] if clause.level else ""
    return ", ".join(word for word in (level, _("critical") if clause.critical else "") if word)


def read_level(words: str) -> tuple[str | None, bool] | None:
    """Level and whether critical, as :func:`level_words` says it, in this language or English; None for other words."""
    said = [word.strip().lower() for word in words.split(",") if word.strip()]
    known = {
        _("must"): "must",
        _("should"): "should",
        _("may"): "may",
        "must": "must",
        "should": "should",
        "may": "may",
    }
    critical = [word for word in said if word in (_("critical"), "critical")]
    levels = [known.get(word) for word in said if word not in critical]
    if len(levels) > 1 or None in levels:
        return None
    return levels[0] if levels else None, bool(critical)


def _clause_text(clause: ClauseRevision, label: str, depth: int, language: str) -> ClauseText:
    languages: dict[Part, str] = {}
    pieces: dict[Part, tuple[Run, ...]] = {}
    for part in PARTS:
        texts: Texts = {language: level_words(clause)} if part == "level" else getattr(clause, part)
        tag = language if language in texts else next((each for each in ("en", *texts) if each in texts), "")
        if texts.get(tag):
            languages[part] = tag
            pieces[part] = tuple(_filled(texts[tag], clause))
    for printed in (label, *("".join(run.text for run in runs) for runs in pieces.values())):
        _require_printable(printed, clause.uid)
    return ClauseText(uid=clause.uid, kind=clause.kind, label=label, depth=depth, languages=languages, pieces=pieces)


def _filled(text: str, clause: ClauseRevision) -> Iterator[Run]:
    values = {name: parameter.words for name, parameter in clause.parameters.items()}
    return (Run("keep", piece, slot) for piece, slot in filled_pieces(text, values) if piece)


def _require_printable(text: str, uid: str) -> None:
    found = _UNPRINTABLE.search(text)
    if found:
        message = _("The character U+{code:04X} has no place in a document.").format(code=ord(found[0]))
        raise DocumentError(
            message, code="document-character", remedy=_("Remove it from the text."), place=Place(path=uid)
        )
