"""Clauses that objections are about: of published editions, and of the group's drafts for those who may read them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from cupel.standard import Edition
from cupel_web.drafting.queries.reading import reading_of
from cupel_web.drafting.queries.records import drafts_seen_by
from cupel_web.groups.models import Group
from cupel_web.kernel.models import User
from cupel_web.standards.queries import clause_in, standards

MOST_DRAFTS = 10
"""Open drafts of a group that are looked through; each costs a query."""


@dataclass(frozen=True, kw_only=True)
class NamedClause:
    """A clause by what an edition prints, and its page."""

    words: str
    path: str


def clauses_named(uids: set[str], *, within: Group, reader: object) -> dict[str, NamedClause]:
    """Each in the newest edition that prints it, else in the newest of the group's open drafts that does and that
    ``reader`` may read; those that neither has are left out.
    """
    found = dict(_published(set(uids)))
    left = uids - found.keys()
    if left and isinstance(reader, User):
        found |= dict(_drafted(left, within, reader))
    return found


def clause_named(uid: str, *, within: Group, reader: object) -> NamedClause | None:
    """The same of one clause; ``None`` where nothing has it, and for none."""
    return clauses_named({uid}, within=within, reader=reader).get(uid) if uid else None


def _published(left: set[str]) -> Iterator[tuple[str, NamedClause]]:
    for standard in standards().values():
        for edition in reversed(list(standard.editions.values())):
            for uid in left & edition.clauses.keys():
                left.remove(uid)
                address = {"standard": standard.key, "edition": edition.edition, "clause": uid}
                name = f"{standard.key.upper()} {edition.edition}"
                yield uid, _named(edition, uid, name, reverse("clause", kwargs=address))


def _drafted(left: set[str], within: Group, reader: User) -> Iterator[tuple[str, NamedClause]]:
    for draft in drafts_seen_by(reader).filter(group=within, closing=None)[:MOST_DRAFTS]:
        edition = reading_of(draft).edition
        for uid in left & edition.clauses.keys():
            left.remove(uid)
            name = _("draft of {edition}").format(edition=f"{draft.standard.upper()} {draft.edition}")
            path = reverse("draft_clause", kwargs={"draft": draft.public_id, "clause": uid})
            yield uid, _named(edition, uid, name, path)
        if not left:
            return


def _named(edition: Edition, uid: str, name: str, path: str) -> NamedClause:
    clause = clause_in(edition, uid)
    return NamedClause(words=f"{name}, {clause.label} {clause.title}".strip(), path=path)
