"""A Word file by others, without ids: which clauses of an edition its clauses may be. Proposed, never decided."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING

from cupel.errors import DocumentError
from cupel.exchange.docx.reading.document import ImportedClause, ImportedDocument
from cupel.exchange.layout import PARTS, Part, level_words
from cupel.messages import _
from cupel.standard import ClauseRevision, Edition, fill, text_in

if TYPE_CHECKING:
    from cupel.standard.changes.matching import PlainClause

MOST_CLAUSES = 2000
"""Clauses of a file that are matched."""

SUGGESTED = 3
"""Clauses that are suggested for one."""


@dataclass(frozen=True, kw_only=True)
class Suggested:
    """A clause of the edition that the file's ``number``-th clause, from 0 in printed order, is like. ``score`` orders
    what is suggested for one file and means nothing beyond it.
    """

    number: int
    uid: str
    score: float


def suggested_places(document: ImportedDocument, edition: Edition, *, language: str) -> list[Suggested]:
    """The likeliest clauses for each clause of the file, best first. Raises DocumentError for a file of very many."""
    from cupel.standard.changes.matching import proposals

    theirs = list(_plain_theirs(document))
    if len(theirs) > MOST_CLAUSES:
        message = _("The file has more than {limit} clauses.").format(limit=MOST_CLAUSES)
        raise DocumentError(message, code="document-long", remedy=_("Upload it in parts."))
    found = proposals(theirs, list(_plain_ours(edition, language)), most=SUGGESTED)
    return [Suggested(number=int(each.source), uid=each.target, score=round(each.score, 3)) for each in found]


def with_places(
    document: ImportedDocument, edition: Edition, places: Mapping[int, str], *, language: str
) -> ImportedDocument:
    """The file as if its clauses carried the uids of ``places``, by their numbers from 0 in printed order. What a file
    by others leaves out of a clause, such as its guidance, stays as it is; labels are theirs and say nothing.
    """
    numbers = count()

    def placed(clause: ImportedClause) -> ImportedClause:
        uid = places.get(next(numbers))
        below = tuple(placed(child) for child in clause.children)
        if uid is None:
            return replace(clause, children=below)
        ours = edition.clauses.get(uid)
        parts = _parts(clause, ours, language) if ours else {}
        label = edition.labels.get(uid, clause.label)
        return replace(clause, uid=uid, label=label, hash=None, parts=parts, children=below)

    return replace(document, clauses=tuple(placed(clause) for clause in document.clauses))


def _parts(theirs: ImportedClause, ours: ClauseRevision, language: str) -> dict[tuple[Part, str], str]:
    parts: dict[tuple[Part, str], str] = {}
    for part in PARTS:
        texts = {language: level_words(ours)} if part == "level" else getattr(ours, part)
        tag = next((tag for tag in (language, "en", *texts) if tag in texts), language)
        came = getattr(theirs, part) or ""
        said = fill(texts.get(tag, ""), {name: value.words for name, value in ours.parameters.items()})
        if kept := texts.get(tag, "") if came in ("", said) else came:
            parts[part, tag] = kept
    return parts


def _plain_theirs(document: ImportedDocument) -> Iterator["PlainClause"]:
    from cupel.standard.changes.matching import PlainClause

    numbers = count()

    def walk(clause: ImportedClause, above: tuple[str, ...]) -> Iterator["PlainClause"]:
        yield PlainClause(
            key=str(next(numbers)), text=f"{clause.title}\n{clause.text}", headings=" ".join(above),
            section=above[-1] if above else "",
        )  # fmt: skip
        for child in clause.children:
            yield from walk(child, (*above, clause.title))

    for clause in document.clauses:
        yield from walk(clause, ())


def _plain_ours(edition: Edition, language: str) -> Iterator["PlainClause"]:
    from cupel.standard.changes.matching import PlainClause

    titles = {uid: text_in(clause.title, language=language) for uid, clause in edition.clauses.items()}
    above: dict[str | None, tuple[str, ...]] = {None: ()}
    for uid in edition.labels:
        clause, headings = edition.clauses[uid], above[edition.parents[uid]]
        above[uid] = (*headings, titles[uid])
        values = {name: parameter.words for name, parameter in clause.parameters.items()}
        text = fill(text_in(clause.text, language=language), values)
        yield PlainClause(
            key=uid, text=f"{titles[uid]}\n{text}", headings=" ".join(headings), section=edition.parents[uid] or ""
        )
