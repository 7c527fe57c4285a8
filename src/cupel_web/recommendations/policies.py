"""Who may do what with recommendations. A group's chair leads them and the secretariat keeps them; the chair of the
body that is asked replies, or of the body that stands in its place; objectives are the secretariat's.
"""

from collections.abc import Iterable

from cupel_web.groups.models import Access, AccessRole, Group
from cupel_web.groups.policies import is_chair, is_inside
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import grant
from cupel_web.people.policies import is_secretariat
from cupel_web.recommendations.models import FollowUp, Leg, Recommendation

Record = Group | Recommendation


def _group_of(record: Record) -> Group:
    return record if isinstance(record, Group) else record.group


def chairs(user: User, record: Record) -> bool:
    return is_chair(user, _group_of(record))


def enters(user: User, record: Record) -> bool:
    return is_inside(user, _group_of(record))


def chairs_body(user: User, leg: Leg) -> bool:
    """Chairs the body asked, or one that succeeds it: the act itself asks who stands in its place on the day."""
    bodies, found = {leg.body}, {leg.body}
    while found:
        found = set(Group.objects.filter(succeeds__in=found)) - bodies
        bodies |= found
    return any(is_chair(user, body) for body in bodies)


def chairs_last_body(user: User, recommendation: Recommendation) -> bool:
    last = recommendation.legs.order_by("-number").first()
    return last is not None and chairs_body(user, last)


def chairs_doer(user: User, follow_up: FollowUp) -> bool:
    return is_chair(user, follow_up.group) or is_chair(user, follow_up.recommendation.group)


def finished_by(user: User, follow_ups: Iterable[FollowUp]) -> set[int]:
    """Row numbers of the follow-ups that the person may say are done: what ``recommendations.finish`` says of each, in
    two queries.
    """
    led = set(Access.objects.current().filter(person=user, role=AccessRole.CHAIR).values_list("group", flat=True))
    keeps = is_secretariat(user)
    return {each.pk for each in follow_ups if keeps or {each.group_id, each.recommendation.group_id} & led}


grant("recommendations.keep_objectives", is_secretariat)
grant("recommendations.record_review", is_secretariat, chairs)
grant("recommendations.draft", is_secretariat, chairs)
grant("recommendations.see_draft", is_secretariat, enters)
grant("recommendations.submit", is_secretariat, chairs)
grant("recommendations.withdraw", chairs)
grant("recommendations.pause", is_secretariat)
grant("recommendations.reply", chairs_body)
grant("recommendations.forward", is_secretariat, chairs_last_body)
grant("recommendations.follow_up", is_secretariat, chairs)
grant("recommendations.finish", is_secretariat, chairs_doer)
grant("recommendations.conclude", is_secretariat, chairs)
