"""What agenda items are about: clauses of the standard, and deliverables of the group."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from cupel_web.groups.models import Group
from cupel_web.meetings.models import AgendaItem, SubjectKind
from cupel_web.standards.queries import PrintedClause, clauses, listed
from cupel_web.work.models import Deliverable

Choices = list[tuple[str, str | list[tuple[str, str]]]]


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What an item is about, in words, and the page where it stands."""

    name: str
    path: str


def subject_choices(group: Group) -> Choices:
    """What an item may be about, as ``kind:public id``: the group's deliverables, and the clauses of the newest edition
    of each standard.
    """
    deliverables = Deliverable.objects.filter(workstream__group=group).order_by("title", "pk")
    return [
        ("", _("nothing else")),
        (_("Deliverables"), [(f"{SubjectKind.DELIVERABLE}:{each.public_id}", each.title) for each in deliverables]),
        (_("Clauses"), [(f"{SubjectKind.CLAUSE}:{uid}", name) for uid, (name, _path) in _clauses().items()]),
    ]


def subjects_of(items: Iterable[AgendaItem]) -> dict[int, Subject]:
    """What each item is about, by its row number; nothing for those about nothing else."""
    items = list(items)
    known = {SubjectKind.CLAUSE: _printed(items), SubjectKind.DELIVERABLE: _deliverables(items)}
    found = {}
    for item in items:
        name, path = known.get(SubjectKind(item.subject_kind), {}).get(item.subject, ("", ""))
        if name:
            found[item.pk] = Subject(name=name, path=path)
    return found


def _printed(items: list[AgendaItem]) -> dict[str, tuple[str, str]]:
    return _clauses() if any(item.subject_kind == SubjectKind.CLAUSE for item in items) else {}


def _deliverables(items: list[AgendaItem]) -> dict[str, tuple[str, str]]:
    wanted = [item.subject for item in items if item.subject_kind == SubjectKind.DELIVERABLE]
    rows = Deliverable.objects.filter(public_id__in=wanted).select_related("workstream__group")
    return {row.public_id: (row.title, _address(row)) for row in rows}


def _address(deliverable: Deliverable) -> str:
    group = deliverable.workstream.group
    return reverse("deliverable", kwargs={"slug": group.slug, "deliverable": deliverable.public_id})


def _clauses() -> dict[str, tuple[str, str]]:
    """Name and page of every clause of each standard's newest edition, by its permanent id."""
    return {clause.revision.uid: (_name(clause), path) for clause, path in _newest()}


def _newest() -> Iterator[tuple[PrintedClause, str]]:
    for standard in listed():
        edition = list(standard.editions.values())[-1]
        for clause in clauses(edition):
            address = {"standard": standard.key, "edition": edition.edition, "clause": clause.revision.uid}
            yield clause, reverse("clause", kwargs=address)


def _name(clause: PrintedClause) -> str:
    return f"{clause.label} {clause.title}".strip()
