"""Who may do what with decisions. The chair leads a group's ballots and the secretariat keeps them; a position is taken
for a seat by who fills it and may enter the group's rooms; an appeal goes to the chair of the group above; an owner's
word is its delegate's. Which owner approved what and when is public; why, the owners and the secretariat read.
"""

from cupel_web.decisions.models import Ballot, Elector, Matrix, MatrixOwner, Objection
from cupel_web.groups.models import Group, Tenure
from cupel_web.groups.policies import is_chair, is_inside, takes_part
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import grant
from cupel_web.people.models import Role
from cupel_web.people.policies import is_secretariat
from cupel_web.people.queries import holds

Record = Group | Ballot | Elector | Objection


def group_of(record: Record) -> Group:
    """The group that decides."""
    if isinstance(record, Objection):
        return record.elector.ballot.group
    if isinstance(record, Elector):
        return record.ballot.group
    return record if isinstance(record, Group) else record.group


def chairs(user: User, record: Record) -> bool:
    return is_chair(user, group_of(record))


def enters(user: User, record: Record) -> bool:
    return is_inside(user, group_of(record))


def speaks_for(user: User, record: Elector | Objection) -> bool:
    """Sits, or sat, on the seat and takes part in the group: the act itself asks for the day."""
    elector = record.elector if isinstance(record, Objection) else record
    sits = Tenure.objects.filter(person=user, seat=elector.seat_id).exists()
    return sits and takes_part(user, elector.ballot.group)


def chairs_above(user: User, objection: Objection) -> bool:
    parent = objection.elector.ballot.group.parent
    return parent is not None and is_chair(user, parent)


def acts_for(user: User, owner: MatrixOwner) -> bool:
    return holds(user, Role.DELEGATE, organisation=owner.organisation)


def acts_for_an_owner(user: User, matrix: Matrix) -> bool:
    memberships = user.memberships.filter(ended_at=None, role=Role.DELEGATE)
    return memberships.filter(organisation__ownerships__matrix=matrix).exists()


grant("decisions.open_ballot", is_secretariat, chairs)
grant("decisions.take_position", speaks_for)
grant("decisions.recuse_seat", chairs)
grant("decisions.see_objection", enters, is_secretariat, chairs_above)
grant("decisions.propose_resolution", is_secretariat, chairs)
grant("decisions.pause_objection", is_secretariat)
grant("decisions.overrule_objection", chairs)
grant("decisions.decide_appeal", chairs_above)
grant("decisions.close_ballot", is_secretariat, chairs)
grant("decisions.void_ballot", is_secretariat, chairs)
grant("decisions.begin_matrix", is_secretariat)
grant("decisions.keep_matrix", is_secretariat)
grant("decisions.read_owners_reasons", is_secretariat, acts_for_an_owner)
grant("decisions.give_word", acts_for)
grant("decisions.describe_procedure", is_secretariat, acts_for)
