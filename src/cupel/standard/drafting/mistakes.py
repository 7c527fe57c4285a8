"""What is wrong with a draft as it stands, so that an editor sees it at once and a release can be refused.

The same rules as for files of a standard, and in addition whether checks compile over the facts there are.
"""

from collections.abc import Collection, Container, Iterator
from dataclasses import dataclass, replace

from cupel.errors import StandardError
from cupel.standard.check import compile_check
from cupel.standard.clause import ClauseRevision
from cupel.standard.drafting.finish import draft_edition
from cupel.standard.drafting.state import DraftState
from cupel.standard.dump import clause_data, edition_data, standard_data
from cupel.standard.edition import BoundCheck, Edition
from cupel.standard.files.build import clause_from
from cupel.standard.files.mistakes import clause_mistakes, edition_mistakes, exception_mistakes
from cupel.standard.files.source import Unwritten
from cupel.standard.files.validate import schema_mistakes
from cupel.standard.vocabulary import Vocabulary


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """One thing that is wrong in the clause ``uid`` (None: in the edition); the error's place has the path."""

    uid: str | None
    error: StandardError


def mistakes(state: DraftState, vocabulary: Vocabulary, *, uids: Collection[str] | None = None) -> list[Mistake]:
    """Everything that is wrong with the draft: of clauses that edits touched, of the edition, of checks.

    With ``uids`` only what is wrong in these clauses, or in the edition as such: what an editor of a clause waits for.
    Checks are compiled as far as the clauses they build on are sound.
    """
    edition = draft_edition(state)
    asked = edition.clauses.keys() if uids is None else set(uids)
    touched = [clause for uid, clause in edition.clauses.items() if uid in state.touched and uid in asked]
    found = [mistake for clause in touched for mistake in _of_clause(clause)]
    unsound = {mistake.uid for mistake in found}
    placed = {clause.uid: clause_from(_document(clause)) for clause in touched if clause.uid not in unsound}
    edition = replace(edition, clauses={**edition.clauses, **placed})
    found += _of_edition(state, edition)
    checks = [bound for bound in _sound(edition, unsound).checks() if bound.clause.uid in asked]
    found += [mistake for bound in checks for mistake in _of_check(bound, vocabulary)]
    return [mistake for mistake in found if mistake.uid is None or mistake.uid in asked]


def _document(clause: ClauseRevision) -> Unwritten:
    return Unwritten(file=f"clauses/{clause.uid}/{clause.revision}.yaml", data=clause_data(clause))


def _of_clause(clause: ClauseRevision) -> Iterator[Mistake]:
    document = _document(clause)
    found = list(schema_mistakes(document, "clause")) or list(clause_mistakes(document))
    yield from (Mistake(uid=clause.uid, error=error) for error in found)


def _of_edition(state: DraftState, edition: Edition) -> Iterator[Mistake]:
    document = Unwritten(file=f"editions/{edition.edition}.yaml", data=edition_data(edition))
    head = Unwritten(file="standard.yaml", data=standard_data(state.standard))
    revisions = {(clause.uid, clause.revision): clause for clause in edition.clauses.values()}
    found = list(schema_mistakes(document, "edition")) or [
        *edition_mistakes(document, head, revisions),
        *exception_mistakes(edition, document),
    ]
    yield from (Mistake(uid=_clause_of(error), error=error) for error in found)


def _clause_of(error: StandardError) -> str | None:
    """The clause whose file the error is in."""
    folder, slash, rest = (error.place.file or "").partition("/")
    return rest.split("/")[0] if folder == "clauses" and slash else None


def _sound(edition: Edition, unsound: Container[str | None]) -> Edition:
    """Without the checks and exceptions that no sound clause has or grants."""
    clauses = {
        uid: replace(
            clause,
            checks=() if uid in unsound else clause.checks,
            exceptions=tuple(
                each
                for each in clause.exceptions
                if uid not in unsound and each.clause not in unsound and each.clause in edition.clauses
            ),
        )
        for uid, clause in edition.clauses.items()
    }
    return replace(edition, clauses=clauses)


def _of_check(bound: BoundCheck, vocabulary: Vocabulary) -> Iterator[Mistake]:
    try:
        compile_check(bound, vocabulary)
    except StandardError as error:
        yield Mistake(uid=_clause_of(error) or bound.clause.uid, error=error)
