"""Who may do what with groups. Whoever acts for the secretariat keeps them; a chair leads the group that gave them
access as chair; members and observers enter. Terms of reference, seats and members are public.
"""

from cupel_web.groups.models import Access, AccessRole, Application, Group, SeatRecord, Tenure, TermsOfReference
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import grant
from cupel_web.people.policies import is_secretariat

Record = Group | TermsOfReference | SeatRecord | Tenure | Access | Application


def group_of(record: Record) -> Group:
    """The group a record belongs to."""
    if isinstance(record, Tenure):
        return record.seat.group
    return record if isinstance(record, Group) else record.group


def enters(user: User, record: Record, *roles: AccessRole) -> bool:
    """Whether the person may enter the group's rooms, in one of ``roles`` if given."""
    found = Access.objects.current().filter(person=user, group=group_of(record))
    return (found.filter(role__in=roles) if roles else found).exists()


def is_inside(user: User, record: Record) -> bool:
    return enters(user, record)


def is_chair(user: User, record: Record) -> bool:
    return enters(user, record, AccessRole.CHAIR)


def takes_part(user: User, record: Record) -> bool:
    return enters(user, record, AccessRole.CHAIR, AccessRole.MEMBER)


def oversees(user: User, terms: TermsOfReference) -> bool:
    """Chairs the group above."""
    return terms.group.parent is not None and is_chair(user, terms.group.parent)


grant("groups.propose_group", is_secretariat)
grant("groups.adopt_procedure", is_secretariat)
grant("groups.change_group", is_secretariat, is_chair)
grant("groups.move_group", is_secretariat)
grant("groups.propose_terms", is_secretariat, is_chair)
grant("groups.approve_terms", is_secretariat, oversees)
grant("groups.keep_seats", is_secretariat)
grant("groups.see_applications", is_secretariat, is_chair)
grant("groups.decide_application", is_secretariat)
grant("groups.enter", is_inside, is_secretariat)
grant("groups.see_clocks", is_secretariat)
grant("groups.take_part", takes_part)
