"""Who may do what about publication. The secretariat asks the owners and publishes; the owners' delegates, the group
and the secretariat read what is put to the owners; what is published is public.
"""

from cupel_web.decisions.policies import acts_for_an_owner
from cupel_web.groups.policies import is_inside
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import grant
from cupel_web.people.policies import is_secretariat
from cupel_web.publication.models import AskedText


def is_asked(user: User, asked: AskedText) -> bool:
    return acts_for_an_owner(user, asked.content.matrix)


def is_of_group(user: User, asked: AskedText) -> bool:
    return is_inside(user, asked.draft.group)


grant("publication.ask", is_secretariat)
grant("publication.publish", is_secretariat)
grant("publication.read_final", is_secretariat, is_of_group, is_asked)
