"""Clauses that objections are about."""

from dataclasses import dataclass

from django.urls import reverse

from cupel_web.standards.queries import clause_in, standards


@dataclass(frozen=True, kw_only=True)
class NamedClause:
    """A clause by what an edition prints, and its page."""

    words: str
    path: str


def clause_named(uid: str) -> NamedClause | None:
    """The clause in the newest edition that prints it; ``None`` where none does."""
    for standard in standards().values():
        for edition in reversed(list(standard.editions.values())):
            if uid in edition.clauses:
                clause = clause_in(edition, uid)
                address = {"standard": standard.key, "edition": edition.edition, "clause": uid}
                words = f"{standard.key.upper()} {edition.edition}, {clause.label} {clause.title}".strip()
                return NamedClause(words=words, path=reverse("clause", kwargs=address))
    return None
