"""Reads of standards with their editions, and of frozen texts."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from django.http import Http404
from django.utils.safestring import SafeString

from cupel.standard import (
    BoundCheck,
    CheckInWords,
    ClauseRevision,
    Edition,
    Standard,
    Texts,
    compile_check,
    describe_check,
    standard_of_snapshot,
    text_in,
)
from cupel_web.kernel.languages import language
from cupel_web.standards.models import EditionText, PublishedEdition
from cupel_web.standards.register import register


@dataclass(frozen=True, kw_only=True)
class PrintedClause:
    """A clause as an edition prints it: label, revision, how deep it stands in the tree, level of its heading."""

    label: str
    revision: ClauseRevision
    depth: int
    level: int = 2

    @property
    def title(self) -> str:
        return words(self.revision.title)

    @property
    def open_heading(self) -> SafeString:
        """The HTML heading; the page's own title is the first level."""
        return SafeString(f"<h{self.level}>")

    @property
    def close_heading(self) -> SafeString:
        return SafeString(f"</h{self.level}>")

    @property
    def css_depth(self) -> int:
        return min(self.depth, 2)


@dataclass(frozen=True, kw_only=True)
class Resolution:
    """What helps to decide a clause's check: the evidence it expects and its guidance."""

    label: str
    title: str
    evidence: list[str]
    guidance: str


def standards() -> dict[str, Standard]:
    """Every standard by key, with the editions that were published here."""
    return register().standards


def listed() -> list[Standard]:
    """Every standard, those with clauses first."""
    return sorted(standards().values(), key=lambda standard: not _has_text(standard))


def _has_text(standard: Standard) -> bool:
    return any(edition.content == "full" for edition in standard.editions.values())


def words(texts: Texts) -> str:
    """The text in the language of the page, else in English."""
    return text_in(texts, language=language())


def standard_named(key: str) -> Standard:
    """The standard; 404 where there is none."""
    if key not in standards():
        raise Http404
    return standards()[key]


def edition_named(key: str, edition: str) -> Edition:
    """The edition of a standard; 404 where there is none."""
    found = standard_named(key).editions.get(edition)
    if found is None:
        raise Http404
    return found


def standing(edition: Edition, *, on: date) -> str:
    """How an edition stands on a day: what its files say, unless another one published here takes its place."""
    name = (edition.standard_key, edition.edition)
    own, successor = register().published.get(name), successor_of(*name, on=on)
    if successor is not None and successor.in_force_on <= on:
        return "superseded"
    if own is not None:
        return "effective" if own.in_force_on <= on else "approved"
    return edition.status


def successor_of(standard: str, edition: str, *, on: date) -> PublishedEdition | None:
    """What took the place of an edition last, else what will first."""
    coming = register().successors.get((standard, edition), ())
    return next((each for each in reversed(coming) if each.in_force_on <= on), next(iter(coming), None))


def standard_of(text: EditionText) -> Standard:
    """The standard of a text with the one edition that it is."""
    return _thawed(text.sha256)


def edition_of(text: EditionText) -> Edition:
    """A text as an edition."""
    return standard_of(text).editions[text.edition]


@lru_cache(maxsize=32)
def _thawed(sha256: str) -> Standard:
    """By hash, so that a text is read once however many pages show it; where it comes from nothing else can differ."""
    return standard_of_snapshot(EditionText.objects.values_list("content", flat=True).get(sha256=sha256))


def clause_in(edition: Edition, uid: str) -> PrintedClause:
    """A clause of the edition; 404 where the edition does not print it."""
    for entry, revision, depth in edition.walk():
        if entry.uid == uid:
            return PrintedClause(label=entry.label, revision=revision, depth=depth)
    raise Http404


@dataclass(frozen=True, kw_only=True)
class PrintedCheck:
    """A check, what it says in words, and the facts it reads with what each means."""

    bound: BoundCheck
    words: CheckInWords
    facts: list[tuple[str, str]]


def checks_of(edition: Edition, uid: str) -> list[PrintedCheck]:
    """The checks of a clause."""
    from cupel.diligence import VOCABULARY

    def printed(bound: BoundCheck) -> PrintedCheck:
        compiled = compile_check(bound, VOCABULARY)
        names = sorted({call.name for call in compiled.facts})
        facts = [(name, fact.doc) for name in names if (fact := VOCABULARY.fact(bound.check.entity, name))]
        return PrintedCheck(bound=bound, words=describe_check(compiled), facts=facts)

    return [printed(check) for check in edition.checks() if check.clause.uid == uid]


def contents(edition: Edition) -> list[PrintedClause]:
    """The edition's parts: its clauses of the first level."""
    return [clause for clause in clauses(edition) if clause.depth == 0]


def neighbours(edition: Edition, uid: str) -> tuple[PrintedClause | None, PrintedClause | None]:
    """The clauses printed before and after one."""
    printed = clauses(edition)
    here = next(number for number, clause in enumerate(printed) if clause.revision.uid == uid)
    before = printed[here - 1] if here else None
    return before, printed[here + 1] if here + 1 < len(printed) else None


def clauses(edition: Edition, *, text: str = "", metal: str = "", runs: bool = False) -> list[PrintedClause]:
    """The edition's clauses in printed order: with ``text`` in them, for ``metal``, with a check."""
    printed = [
        PrintedClause(label=entry.label, revision=clause, depth=depth) for entry, clause, depth in edition.walk()
    ]
    return _levelled([clause for clause in printed if _fits(clause, text.lower(), metal, runs=runs)])


def _levelled(shown: list[PrintedClause]) -> list[PrintedClause]:
    """Heading levels without gaps, also where a filter leaves out the section above a clause."""
    levelled, level = [], 1
    for clause in shown:
        level = min(clause.css_depth + 2, level + 1)
        levelled.append(replace(clause, level=level))
    return levelled


def runnable_editions() -> list[tuple[str, str]]:
    """``mdd@2023`` and its words, for every edition with checks; newest first."""
    found = [
        (edition.reference, f"{words(edition.title)}, {edition.edition}")
        for standard in standards().values()
        for edition in standard.editions.values()
        if edition.checks()
    ]
    return sorted(found, reverse=True)


def resolutions(key: str, edition: str, uids: Iterable[str]) -> dict[str, Resolution]:
    """For each clause of the edition: what evidence decides it."""
    found = edition_named(key, edition)
    labels = found.labels
    return {
        uid: Resolution(
            label=labels[uid],
            title=words(found.clauses[uid].title),
            evidence=[words(evidence.description) for evidence in found.clauses[uid].evidence],
            guidance=words(found.clauses[uid].guidance),
        )
        for uid in uids
        if uid in found.clauses
    }


def _fits(clause: PrintedClause, text: str, metal: str, *, runs: bool) -> bool:
    revision = clause.revision
    shown = f"{clause.label} {clause.title} {words(revision.text)}".lower()
    metals = revision.applicability.metals
    return text in shown and (not metal or not metals or metal in metals) and (not runs or bool(revision.checks))
