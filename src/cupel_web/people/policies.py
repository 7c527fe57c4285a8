"""Who may do what with organisations and their people."""

from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import grant
from cupel_web.people import queries
from cupel_web.people.models import Membership, Organisation, Role


def is_officer(user: User, company: Organisation) -> bool:
    return queries.holds(user, Role.OFFICER, organisation=company)


def is_reader(user: User, company: Organisation) -> bool:
    return queries.holds(user, Role.READER, organisation=company)


def is_secretariat(user: User) -> bool:
    """Whoever acts for the secretariat, whatever it is about."""
    return queries.holds(user, Role.SECRETARIAT)


def is_operator(user: User) -> bool:
    return queries.holds(user, Role.OPERATOR)


def is_member(user: User, organisation: Organisation) -> bool:
    return queries.holds(user, *organisation.roles, organisation=organisation)


def may_change_members(user: User, organisation: Organisation) -> bool:
    return is_officer(user, organisation) or is_secretariat(user)


def may_end(user: User, membership: Membership) -> bool:
    """Nobody ends their own membership: an organisation would be left without the last person who can change it."""
    return membership.person != user and may_change_members(user, membership.organisation)


def is_self(user: User, person: User) -> bool:
    return user == person


grant("kernel.read_events", is_secretariat, is_operator)
grant("people.keep_records", is_secretariat)
grant("people.list_organisations", is_secretariat)
grant("people.found_organisation", is_secretariat)
grant("people.see_members", is_member, is_secretariat)
grant("people.add_member", may_change_members)
grant("people.end_membership", may_end)
grant("people.change_participation", is_secretariat)
grant("people.publish_undertaking", is_secretariat)
grant("people.change_person", is_self, is_secretariat)
grant("people.erase_person", is_self, is_secretariat)
