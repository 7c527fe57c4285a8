"""The text that is consulted on: its clauses as printed, what changed in each, the questions on each."""

from dataclasses import dataclass, replace
from functools import lru_cache

from django.http import Http404

from cupel.consultation import GENERAL, ClauseBook, clauses_of
from cupel.standard import ClauseDiff, Texts, content_hash, diff_editions, text_in
from cupel_web.consultations.models import Consultation, Question
from cupel_web.kernel.languages import language
from cupel_web.standards.models import EditionText
from cupel_web.standards.queries import PrintedClause, clauses, edition_of


@dataclass(frozen=True, kw_only=True)
class ConsultedClause:
    """A clause of the text; ``diff`` is what changed against the base, None where nothing did or there is no base."""

    printed: PrintedClause
    diff: ClauseDiff | None

    @property
    def uid(self) -> str:
        return self.printed.revision.uid

    @property
    def name(self) -> str:
        return f"{self.printed.label} {self.printed.title}".strip()


@dataclass(frozen=True, kw_only=True)
class Pin:
    """The clause's content in the text that is consulted on; empty for a comment on no clause."""

    clause_revision: str = ""
    clause_hash: str = ""


def said(texts: Texts) -> str:
    """A text in the language of the page, else in English, else in any."""
    return text_in(texts, language=language()) if texts else ""


def book_of(consultation: Consultation) -> ClauseBook:
    """The clauses that comments may be on, as the engine finds them; labels of the base lead to what became of them."""
    return _book(consultation.text, consultation.base, language())


def consulted(consultation: Consultation) -> list[ConsultedClause]:
    """Every clause in printed order with what changed in it."""
    diffs = _changed(consultation)
    return [
        ConsultedClause(printed=printed, diff=diffs.get(printed.revision.uid))
        for printed in clauses(edition_of(consultation.text))
    ]


def consulted_clause(consultation: Consultation, uid: str) -> ConsultedClause:
    """One clause; 404 where the text does not print it."""
    found = clause_or_none(consultation, uid)
    if found is None:
        raise Http404
    return found


def clause_or_none(consultation: Consultation, uid: str) -> ConsultedClause | None:
    """One clause; none for the whole text, and for a comment that is not placed."""
    return next((clause for clause in consulted(consultation) if clause.uid == uid), None)


def gone(consultation: Consultation) -> list[ClauseDiff]:
    """Clauses of the base that the text does not print any more."""
    printed = edition_of(consultation.text).labels
    return [diff for uid, diff in _changed(consultation).items() if uid not in printed]


def clause_choices(consultation: Consultation) -> list[tuple[str, str]]:
    """Uids and names of all that a comment may be on, the whole text first."""
    return [(clause.uid, clause.name) for clause in consulted(consultation)]


def clause_name(consultation: Consultation, uid: str) -> str:
    """Label and title of a clause; empty for none, and for the whole text."""
    book = book_of(consultation)
    return book.name(uid) if uid in book.by_uid else ""


def pin_of(consultation: Consultation, uid: str) -> Pin:
    """What a comment on this clause is pinned to."""
    revision = edition_of(consultation.text).clauses.get(uid)
    return Pin() if revision is None else Pin(clause_revision=revision.revision, clause_hash=content_hash(revision))


def is_clause(consultation: Consultation, uid: str) -> bool:
    """Whether a comment may be on this."""
    return uid == GENERAL or uid in edition_of(consultation.text).clauses


def questions_on(consultation: Consultation, uid: str) -> list[Question]:
    """The group's questions on a clause, or in general."""
    clause = "" if uid == GENERAL else uid
    return [question for question in consultation.questions.all() if question.clause == clause]


@lru_cache(maxsize=64)
def _book(text: EditionText, base: EditionText | None, language: str) -> ClauseBook:
    earlier = [edition_of(base)] if base else []
    return clauses_of(edition_of(text), earlier, language=language)


def _changed(consultation: Consultation) -> dict[str, ClauseDiff]:
    """By the clause's uid in the text, or in the base where the text has it no more; as the page's language has it."""
    known = _diffs(consultation.text, consultation.base)
    return {uid: _read_in(diff, language()) for uid, diff in known.items()}


@lru_cache(maxsize=32)
def _diffs(text: EditionText, base: EditionText | None) -> dict[str, ClauseDiff]:
    if base is None:
        return {}
    return {_uid(diff): diff for diff in diff_editions(edition_of(base), edition_of(text)).clauses}


def _read_in(diff: ClauseDiff, language: str) -> ClauseDiff:
    """What changed in the wording of this language; where its translation says the same as before, in the standard's
    own.
    """
    parts = dict.fromkeys(key.partition("/")[0] for key in diff.texts)
    read = [next((key for key in (f"{part}/{language}", f"{part}/en") if key in diff.texts), "") for part in parts]
    own = {key: line for key, line in diff.texts.items() if key in read}
    return replace(diff, texts=own or diff.texts)


def _uid(diff: ClauseDiff) -> str:
    name = diff.new or diff.old
    assert name is not None
    return name.uid
