"""Reads about emerging issues."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from cupel_web.groups.models import Group
from cupel_web.groups.queries.records import groups_with_state
from cupel_web.groups.states import GroupState
from cupel_web.kernel.models import User
from cupel_web.standards import queries as standards
from cupel_web.work.models import EmergingIssue, IssueClause, IssueInstrument
from cupel_web.work.queries.reading import Reader, issues_read_by, public_issues

METALS = ("cu", "pb", "mo", "ni", "zn")
"""The principal covered metals: copper, lead, molybdenum, nickel, zinc (Copper Mark, assurance framework)."""


@dataclass(frozen=True, kw_only=True)
class LinkedClause:
    """A clause an issue is about, as its edition prints it."""

    link: IssueClause
    label: str
    title: str


def groups_taking_issues(*, on: date) -> list[Group]:
    """Groups to which issues may be addressed on a day."""
    closed = {None, GroupState.CONCLUDED}
    return [group for group, state in groups_with_state(on=on) if state not in closed]


def with_state(issues: QuerySet[EmergingIssue]) -> QuerySet[EmergingIssue]:
    """Issues with what their state and what came of them need."""
    return issues.select_related("group", "raised_by", "proposal").prefetch_related(
        "triage__into", "acts__workstream__group", "acts__phase__group", "acts__terms__group"
    )


def listed(reader: Reader, *, show: str, text: str, metal: str) -> QuerySet[EmergingIssue]:
    """Public issues, or with ``show`` = ``waiting`` those that wait for the person's decision; newest first."""
    found = waiting_for(reader) if show == "waiting" else public_issues()
    found = found.filter(title__icontains=text)
    # a list in JSON has no portable query for one of its values; codes hold no quotation mark
    found = found.filter(metals__icontains=f'"{metal}"') if metal else found
    return with_state(found).order_by("-raised_at", "-pk")


def waiting_for(reader: Reader) -> QuerySet[EmergingIssue]:
    """Issues on which nobody has decided and this person may."""
    if not (reader.keeps or reader.led):
        return EmergingIssue.objects.none()
    found = EmergingIssue.objects.filter(triage=None, withdrawn_at=None, confirmed_at__isnull=False)
    return found if reader.keeps else found.filter(group__in=reader.led)


def issue_read_by(reader: Reader, public_id: str) -> EmergingIssue:
    """The issue if the person may read it; else 404."""
    return get_object_or_404(with_state(issues_read_by(reader)), public_id=public_id)


def issue_kept_by(user: User, issue: str) -> EmergingIssue:
    """The issue for those who decide on it; 404 hides one that is not public from all others."""
    found = get_object_or_404(with_state(EmergingIssue.objects.all()), public_id=issue)
    if not user.has_perm("work.read_issue", found):
        raise Http404
    return found


def link_kept_by(user: User, issue: str, link: str) -> IssueClause | IssueInstrument:
    """A link that stands, for those who decide on its issue; else 404."""
    known = issue_kept_by(user, issue)
    found: IssueClause | IssueInstrument | None = known.clauses.filter(public_id=link, removed_at=None).first()
    found = found or known.instruments.filter(public_id=link, removed_at=None).select_related("instrument").first()
    if found is None:
        raise Http404
    return found


def clauses_of(issue: EmergingIssue) -> list[LinkedClause]:
    """The clauses it is about; one whose edition is not shipped any more stays out."""
    found = []
    for link in issue.clauses.filter(removed_at=None):
        try:
            printed = standards.clause_in(standards.edition_named(link.standard, link.edition), link.clause)
        except Http404:
            continue
        found.append(LinkedClause(link=link, label=printed.label, title=printed.title))
    return found


def editions() -> list[tuple[str, str]]:
    """Every edition that prints clauses: ``mdd@2023`` and its words."""
    return [
        (edition.reference, f"{standards.words(edition.title)}, {edition.edition}")
        for standard in standards.listed()
        for edition in standard.editions.values()
        if edition.content == "full"
    ]


def clause_uid(reference: str, label: str) -> str | None:
    """The uid of the clause that an edition prints under a number; None where it prints none."""
    key, _at, name = reference.partition("@")
    edition = standards.edition_named(key, name)
    wanted = label.strip().rstrip(".")
    return next((uid for uid, printed in edition.labels.items() if wanted in (printed.rstrip("."), uid)), None)
