"""From an imported document to a standard of new ids, with a report of what had to be filled in."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from unicodedata import normalize

from cupel.exchange.docx.reading.document import ImportedClause, ImportedDocument
from cupel.exchange.layout import read_level
from cupel.messages import _
from cupel.standard import ClauseRevision, Edition, EditionEntry, Standard, slots

FIRST_REVISION = "1.0.0"
LONGEST_TITLE = 80
_BRACES = re.compile(r"\{([A-Za-z][A-Za-z0-9_]*(?::[a-z])?)\}")


@dataclass(frozen=True, kw_only=True)
class Filled:
    """Something that the model needs and the document does not say, or says in a way the model cannot keep."""

    label: str
    what: str


@dataclass(frozen=True, kw_only=True)
class Draft:
    """The standard, of one draft edition, and what was filled in."""

    standard: Standard
    filled: tuple[Filled, ...]


@dataclass(frozen=True, kw_only=True)
class Naming:
    """How the standard and its edition are called; ``level`` is that of requirements in which no word says how binding
    they are.
    """

    key: str
    edition: str
    language: str = "en"
    level: str = "must"


def as_standard(document: ImportedDocument, naming: Naming, *, new_uid: Callable[[], str]) -> Draft:
    """A standard whose only edition is the document as a draft; every clause gets a uid from ``new_uid``.

    Further columns of a table and notes go to the guidance of their clause. It is valid: it can be saved and loaded.
    """
    key, edition, language = naming.key, naming.edition, naming.language
    maker = _Maker(document, new_uid=new_uid, language=language, level=naming.level)
    entries = tuple(maker.entry(clause) for clause in document.clauses)
    title = {language: normalize("NFC", document.title.strip()) or key}
    made = Edition(
        standard_key=key,
        edition=edition,
        version="0.1.0",
        status="draft",
        content="full",
        title=title,
        entries=entries,
        clauses=maker.clauses,
    )
    standard = Standard(
        key=key,
        title=title,
        editions={edition: made},
        clauses={(uid, FIRST_REVISION): clause for uid, clause in maker.clauses.items()},
    )
    return Draft(standard=standard, filled=tuple(maker.filled))


@dataclass
class _Maker:
    document: ImportedDocument
    new_uid: Callable[[], str]
    language: str
    level: str
    clauses: dict[str, ClauseRevision] = field(default_factory=dict)
    filled: list[Filled] = field(default_factory=list)
    _labels: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._words = {(value.uid, value.name): value.words for value in self.document.values}

    def entry(self, clause: ImportedClause) -> EditionEntry:
        uid = self.new_uid()
        label = self._label(clause)
        text, guidance, rationale, title = (
            self._text(each, clause, label)
            for each in (clause.text, "\n".join(_guidance(clause)), clause.rationale, clause.title)
        )
        if not title:
            title = _beginning(text) or label
            self._fill(label, _("title, from the beginning of the text"))
        kind, level, critical = self._kind(clause, text, label)
        self.clauses[uid] = ClauseRevision(
            uid=uid,
            revision=FIRST_REVISION,
            kind=kind,
            title={self.language: title},
            text={self.language: text} if text else {},
            guidance={self.language: guidance} if guidance else {},
            rationale={self.language: rationale} if rationale else {},
            level=level,
            critical=critical,
        )
        children = tuple(self.entry(child) for child in clause.children)
        return EditionEntry(uid=uid, revision=FIRST_REVISION, label=label, children=children)

    def _label(self, clause: ImportedClause) -> str:
        """The printed label; a clause without one is named by its paragraph, a second one of the same by a number."""
        label = normalize("NFC", clause.label.strip()) or f"¶{clause.paragraph}"
        if not clause.label.strip():
            self._fill(label, _("label, from the number of the paragraph"))
        unique, number = label, 1
        while unique in self._labels:
            number += 1
            unique = f"{label} ({number})"
        if unique != label:
            self._fill(unique, _("label, since another clause has the same"))
        self._labels.add(unique)
        return unique

    def _kind(self, clause: ImportedClause, text: str, label: str) -> tuple[str, str | None, bool]:
        level, critical = read_level(clause.level or "") or (None, False)
        if clause.kind == "requirement" and not text:
            self._fill(label, _("kind: a requirement without a text is a section"))
            return "section", None, False
        if clause.kind == "requirement" and level is None:
            level = self.level
            self._fill(label, _("level: {level}, as asked for").format(level=level))
        return clause.kind, level if clause.kind not in ("section", "definition") else None, critical

    def _text(self, text: str, clause: ImportedClause, label: str) -> str:
        """The values of our own slots are written out; braces that would be read as slots become parentheses."""
        for name in slots(text):
            words = self._words.get((clause.uid or "", name))
            if words is not None:
                text = text.replace(f"{{{name}}}", words)
        text = normalize("NFC", text)
        plain = _BRACES.sub(r"(\1)", text).strip()
        if plain != text.strip():
            self._fill(label, _("parentheses for braces, which name parameters"))
        return plain

    def _fill(self, label: str, what: str) -> None:
        self.filled.append(Filled(label=label, what=what))


def _guidance(clause: ImportedClause) -> Iterator[str]:
    if clause.guidance:
        yield clause.guidance
    yield from (f"{heading}: {text}" for heading, text in clause.cells.items())
    yield from (note.text for note in clause.notes if note.text)


def _beginning(text: str) -> str:
    line = text.partition("\n")[0].strip()
    if len(line) <= LONGEST_TITLE:
        return line
    return line[:LONGEST_TITLE].rpartition(" ")[0].rstrip(",;:") + " …"
