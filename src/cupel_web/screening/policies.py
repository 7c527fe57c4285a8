"""Who may do what with lists and screenings: a company's officers all of its own, its readers read; lists of operator
and secretariat are kept by them and read by every company.
"""

from dataclasses import dataclass

from django.db.models import QuerySet

from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import grant
from cupel_web.people.models import COMPANIES, Membership, Organisation, Role
from cupel_web.people.policies import is_officer, is_reader
from cupel_web.people.queries import holds
from cupel_web.screening.models import Decision, Hit, ListVersion, Screening, WatchList


@dataclass(frozen=True)
class Seen:
    """A list, or a version of it, as people of an organisation see it: their own, or one that is shared."""

    organisation: Organisation
    record: WatchList | ListVersion

    @property
    def watch_list(self) -> WatchList:
        return self.record.watch_list if isinstance(self.record, ListVersion) else self.record


KEEPING = (Role.OFFICER, Role.SECRETARIAT, Role.OPERATOR)
"""Roles that keep their organisation's lists."""

Owned = Organisation | Screening | Hit | Decision


def company_of(record: Owned) -> Organisation:
    """The company a record belongs to."""
    if isinstance(record, Hit):
        return record.screening.company
    return record if isinstance(record, Organisation) else record.company


def reads(user: User, record: Owned) -> bool:
    return is_officer(user, company_of(record)) or is_reader(user, company_of(record))


def works(user: User, record: Owned) -> bool:
    return is_officer(user, company_of(record))


def worked_by(user: User) -> QuerySet[Organisation]:
    """The companies in which :func:`works` is true, in one query."""
    officer = Membership.objects.current().filter(person=user, role=Role.OFFICER)
    return Organisation.objects.filter(kind__in=COMPANIES, memberships__in=officer)


def lists_kept_by(user: User) -> QuerySet[Organisation]:
    """The organisations in which :func:`keeps_lists` is true, in one query."""
    keeping = Membership.objects.current().filter(person=user, role__in=KEEPING)
    return Organisation.objects.filter(memberships__in=keeping).distinct()


def reads_lists(user: User, seen: Organisation | Seen) -> bool:
    return holds(user, *KEEPING, Role.READER, organisation=_organisation(seen))


def keeps_lists(user: User, seen: Organisation | Seen) -> bool:
    """Officers keep a company's lists, whoever acts for operator or secretariat theirs; nobody keeps another's."""
    if isinstance(seen, Seen) and seen.watch_list.owner_id != seen.organisation.pk:
        return False
    return holds(user, *KEEPING, organisation=_organisation(seen))


def _organisation(seen: Organisation | Seen) -> Organisation:
    return seen if isinstance(seen, Organisation) else seen.organisation


def is_another(user: User, decision: Decision) -> bool:
    """Another person than the one who decided, or who brought the decision."""
    return decision.recorded_by_id != user.pk and decision.decided_by != user.email


def may_review(user: User, decision: Decision) -> bool:
    return works(user, decision) and is_another(user, decision)


grant("screening.read_lists", reads_lists)
grant("screening.import_list", keeps_lists)
grant("screening.read_screenings", reads)
grant("screening.start_screening", works)
grant("screening.decide", works)
grant("screening.review_decision", may_review)
grant("screening.change_rule", works)
