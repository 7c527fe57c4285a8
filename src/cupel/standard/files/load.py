"""Loading a standard from its folder: read, fit to the schema, build, and check what no schema can say."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from cupel.errors import Place, StandardError
from cupel.messages import _, ngettext
from cupel.standard.clause import ClauseRevision
from cupel.standard.edition import Edition
from cupel.standard.files.build import clause_from, edges_from, edition_from, standard_from
from cupel.standard.files.mistakes import clause_mistakes, edition_mistakes, exception_mistakes, standard_mistakes
from cupel.standard.files.source import Document, read_document
from cupel.standard.files.totality import edge_mistakes, lineage_mistakes
from cupel.standard.files.validate import schema_mistakes
from cupel.standard.lineage import LineageEdge
from cupel.standard.model import Standard

PATTERNS = {
    "standard": "standard.yaml",
    "edition": "editions/*.yaml",
    "clause": "clauses/*/*.yaml",
    "lineage": "lineage/*.yaml",
}


class Inspection(NamedTuple):
    """What a folder holds: the standard if it has no mistakes, else every mistake found."""

    standard: Standard | None
    mistakes: list[StandardError]


@dataclass
class _Loading:
    folder: Path
    mistakes: list[StandardError] = field(default_factory=list)
    documents: dict[str, list[Document]] = field(default_factory=dict)
    clauses: dict[tuple[str, str], ClauseRevision] = field(default_factory=dict)

    def gather(self, mistakes: Iterable[StandardError]) -> bool:
        """Note the mistakes; whether there were none."""
        before = len(self.mistakes)
        self.mistakes.extend(mistakes)
        return len(self.mistakes) == before


def load_standard(folder: Path) -> Standard:
    """The standard in ``folder``; one that has not changed since it was last loaded is not read again.

    Raises StandardError with the first mistake's file, line, path and remedy; :func:`inspect_standard` gives them all.
    """
    return _loaded(folder, _fingerprint(folder))


@lru_cache(maxsize=8)
def _loaded(folder: Path, _content: str) -> Standard:
    standard, mistakes = inspect_standard(folder)
    if standard is not None:
        return standard
    first, others = mistakes[0], len(mistakes) - 1
    if not others:
        raise first
    more = ngettext("There is {count} more mistake.", "There are {count} more mistakes.", others).format(count=others)
    raise StandardError(first.message, code=first.code, remedy=f"{first.remedy} {more}", place=first.place)


def _fingerprint(folder: Path) -> str:
    digest = sha256()
    for path in sorted(path for pattern in PATTERNS.values() for path in folder.glob(pattern)):
        digest.update(path.as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def inspect_standard(folder: Path) -> Inspection:
    """Read ``folder`` and gather every mistake instead of stopping at the first."""
    loading = _Loading(folder)
    if not (folder / PATTERNS["standard"]).is_file():
        return Inspection(None, [_no_standard(folder)])
    loading.gather(_unknown_files(folder))
    for kind, pattern in PATTERNS.items():
        loading.documents[kind] = list(_read(loading, kind, sorted(folder.glob(pattern))))
    for document in loading.documents["clause"]:
        if loading.gather(clause_mistakes(document)):
            clause = clause_from(document)
            loading.clauses[clause.uid, clause.revision] = clause
    if loading.mistakes:
        return Inspection(None, loading.mistakes)
    return _assembled(loading)


def _assembled(loading: _Loading) -> Inspection:
    head = loading.documents["standard"][0]
    edges = [edge for document in loading.documents["lineage"] for edge in edges_from(document.data)]
    loading.gather(standard_mistakes(head))
    for document in loading.documents["edition"]:
        loading.gather(edition_mistakes(document, head, loading.clauses))
    loading.gather(_twice(loading.documents["edition"]))
    if loading.mistakes:
        return Inspection(None, loading.mistakes)
    editions = [_edition(document, head, loading.clauses, edges) for document in loading.documents["edition"]]
    standard = standard_from(
        head.data,
        {
            "editions": {edition.edition: edition for edition in editions},
            "clauses": loading.clauses,
            "lineage": tuple(edges),
        },
    )
    loading.gather(_across(standard, loading))
    return Inspection(None if loading.mistakes else standard, loading.mistakes)


def _across(standard: Standard, loading: _Loading) -> Iterator[StandardError]:
    """What only the whole can say: exceptions within each edition, and lineage between them."""
    for document in loading.documents["edition"]:
        yield from exception_mistakes(standard.editions[document.data["edition"]], document)
    for document in loading.documents["lineage"]:
        yield from edge_mistakes(document, standard)
    yield from lineage_mistakes(standard, {each.data["to"]: each for each in loading.documents["lineage"]})


def _read(loading: _Loading, kind: str, paths: list[Path]) -> Iterator[Document]:
    for path in paths:
        try:
            document = read_document(path, root=loading.folder)
        except StandardError as mistake:
            loading.mistakes.append(mistake)
            continue
        if loading.gather(schema_mistakes(document, kind)):
            yield document


def _edition(
    document: Document,
    head: Document,
    clauses: dict[tuple[str, str], ClauseRevision],
    edges: list[LineageEdge],
) -> Edition:
    edition = edition_from(document.data, head.data["key"], {"lineage": tuple(edges)})
    found = {entry.uid: clauses[entry.uid, entry.revision] for entry, _path in edition.paths()}
    return replace(edition, clauses=found)


def _twice(documents: list[Document]) -> Iterator[StandardError]:
    seen: dict[str, str] = {}
    for document in documents:
        edition = document.data["edition"]
        if edition in seen:
            message = _("The edition {edition} is also in {file}.").format(edition=edition, file=seen[edition])
            yield document.mistake(
                ("edition",), message, code="standard-duplicate", remedy=_("Keep one file per edition.")
            )
        seen[edition] = document.file


def _unknown_files(folder: Path) -> Iterator[StandardError]:
    known = {path for pattern in PATTERNS.values() for path in folder.glob(pattern)}
    for path in sorted([*folder.rglob("*.yaml"), *folder.rglob("*.yml")]):
        if path not in known:
            yield StandardError(
                _("The file is not part of a standard's folder."),
                code="standard-file",
                remedy=_("Known are {patterns}.").format(patterns=", ".join(PATTERNS.values())),
                place=Place(file=path.relative_to(folder).as_posix()),
            )


def _no_standard(folder: Path) -> StandardError:
    return StandardError(
        _("There is no standard in this folder."),
        code="standard-file",
        remedy=_("Name a folder that has a file standard.yaml."),
        place=Place(file=folder.as_posix()),
    )
